import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { rowsOf } from "@/app/security-event-rows";
import { requireSelf } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { SecurityEventList } from "@/components/security/security-event-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { listOwnSecurityEvents } from "@/lib/identity/security/list-security-events";
import { SecurityEventsQuery } from "@/lib/identity/security/schemas";

export const metadata: Metadata = { title: "Security events" };

const PATH = "/account/security/events";

interface EventsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OwnSecurityEventsPage({ searchParams }: EventsPageProps) {
  const { ctx } = await requireSelf();
  const cursor = SecurityEventsQuery.shape.cursor.safeParse((await searchParams).cursor).data;
  const events = await listOwnSecurityEvents(ctx, { limit: 50, cursor }).catch(() =>
    listOwnSecurityEvents(ctx, { limit: 50 }),
  );
  return (
    <>
      <div>
        <Breadcrumbs items={[{ href: "/account/security", label: "Security" }]} current="Security events" />
        <PageHeader
          title="Security events"
          description="What was tried at your account and what you changed in the last 90 days. Each row counts one hour. IP addresses are shortened. We email you when there are many failed sign-ins in a day."
        />
      </div>
      {events.data.length === 0 ? (
        <EmptyState icon={<ShieldCheck />} title="No security events yet">
          Failed sign-ins and new credentials appear here.
        </EmptyState>
      ) : (
        <div>
          <SecurityEventList label="Security events" events={rowsOf(events.data)} />
          <Pagination
            label="Security events"
            firstHref={cursor === undefined ? null : PATH}
            nextHref={
              events.nextCursor === null ? null : `${PATH}?cursor=${encodeURIComponent(events.nextCursor)}`
            }
          />
        </div>
      )}
    </>
  );
}
