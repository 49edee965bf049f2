import type { Metadata } from "next";
import { NEW_EVENT } from "@/app/partner/events/event-draft";
import { EventForm } from "@/app/partner/events/event-form";
import { TIME_ZONES } from "@/app/partner/events/time-zones";
import { portalMode } from "@/app/partner/mode";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "New event" };

export default async function NewEventPage() {
  const [{ ctx }, mode] = await Promise.all([requirePartner(), portalMode()]);
  return (
    <div className="max-w-3xl space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Events", href: "/partner/events" }]} current="New event" />
        <PageHeader
          title="New event"
          description="It starts as a draft that only your team sees. You can change everything later."
        />
      </div>
      {ctx.permissions.has("events:write") ? (
        <EventForm
          initial={NEW_EVENT}
          event={null}
          mode={mode}
          zones={TIME_ZONES}
          cancelHref="/partner/events"
        />
      ) : (
        <Notice>Your role can view events. An owner, admin or developer can create them.</Notice>
      )}
    </div>
  );
}
