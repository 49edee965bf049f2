import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { rowsOf } from "@/app/security-event-rows";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { SecurityEventList } from "@/components/security/security-event-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { listPartnerSecurityEvents } from "@/lib/identity/security/list-security-events";
import { SecurityEventsQuery } from "@/lib/identity/security/schemas";

export const metadata: Metadata = { title: "Security events" };

const PATH = "/partner/security/events";

interface EventsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SecurityEventsPage({ searchParams }: EventsPageProps) {
  const { ctx } = await requirePartner();
  // What is no cursor of ours leads to the first page rather than to an error.
  const cursor = SecurityEventsQuery.shape.cursor.safeParse((await searchParams).cursor).data;
  const events = await listPartnerSecurityEvents(ctx, { limit: 50, cursor }).catch(() =>
    listPartnerSecurityEvents(ctx, { limit: 50 }),
  );
  return (
    <div className="space-y-8">
      <div>
        <Breadcrumbs items={[{ href: "/partner/security", label: "Security" }]} current="Security events" />
        <PageHeader
          title="Security events"
          description="Refused calls, new credentials, exports and visits by our staff in the last 90 days. Each row counts one hour. IP addresses are shortened. We email owners and admins when there are many refusals in a day."
        />
      </div>
      {events.data.length === 0 ? (
        <EmptyState icon={<ShieldCheck />} title="No security events yet">
          Refused calls and new credentials appear here.
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
    </div>
  );
}
