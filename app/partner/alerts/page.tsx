import { BellRing, History } from "lucide-react";
import type { Metadata } from "next";
import { AlertDialog } from "@/app/partner/alerts/alert-dialog";
import { AlertList } from "@/app/partner/alerts/alert-list";
import { FiringTable } from "@/app/partner/alerts/firing-table";
import { SuggestedAlerts } from "@/app/partner/alerts/suggested-alerts";
import { requirePartner } from "@/app/session";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Time } from "@/components/ui/time";
import { listAlertFirings } from "@/lib/partners/alerts/list-alert-firings";
import { listAlerts } from "@/lib/partners/alerts/list-alerts";
import { readUsageNow } from "@/lib/partners/alerts/read-usage-now";
import { suggestedAlerts } from "@/lib/partners/alerts/suggested-alerts";
import { getPartner } from "@/lib/partners/partners/get-partner";
import { PageQuery } from "@/lib/platform/pagination";

export const metadata: Metadata = { title: "Alerts" };

interface AlertsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AlertsPage({ searchParams }: AlertsPageProps) {
  const { ctx, user } = await requirePartner();
  const asked = PageQuery.pick({ cursor: true }).safeParse({ cursor: (await searchParams).cursor });
  const cursor = asked.data?.cursor;
  const [alerts, firings, usage, partner] = await Promise.all([
    listAlerts(ctx, {}),
    // A cursor that is not ours leads to the first page rather than to an error page.
    listAlertFirings(ctx, { limit: 20, cursor }).catch(() => listAlertFirings(ctx, { limit: 20 })),
    readUsageNow(ctx, {}),
    getPartner(ctx, { partner_id: ctx.partnerId }),
  ]);
  const mayWrite = ctx.permissions.has("alerts:write");
  const suggestions = suggestedAlerts(partner.limits.per_day);
  const blocking = alerts.filter((alert) => alert.blocking);
  const blockedUntil = blocking
    .map(({ window_end }) => window_end)
    .sort()
    .at(-1);
  return (
    <div className="space-y-10">
      <PageHeader
        title="Alerts"
        description="A mail when your live calls, your spend or your error rate reach a threshold. Measured every minute."
        actions={
          mayWrite && alerts.length > 0 ? (
            <AlertDialog usage={usage} suggestions={suggestions} email={user.email} />
          ) : undefined
        }
      />
      {blockedUntil !== undefined && (
        <Notice tone="ember">
          <strong className="font-semibold">Live calls that are charged for are refused</strong> by{" "}
          {blocking.map(({ name }) => `“${name}”`).join(" and ")} until{" "}
          <Time at={blockedUntil} format="absolute" />. To let them through now, raise the threshold or switch
          the hard cap off. Test keys go on working.
        </Notice>
      )}
      {alerts.length > 0 ? (
        <AlertList alerts={alerts} usage={usage} mayWrite={mayWrite} />
      ) : mayWrite ? (
        <SuggestedAlerts usage={usage} suggestions={suggestions} email={user.email} />
      ) : (
        <EmptyState icon={<BellRing />} title="No alerts yet">
          An owner, admin or developer of your team can set them here.
        </EmptyState>
      )}
      {(firings.data.length > 0 || alerts.length > 0) && (
        <Section title="History" description="What your alerts have told, and whom.">
          {firings.data.length === 0 ? (
            <EmptyState icon={<History />} title="Nothing has fired" headingLevel={3}>
              Each time a threshold is reached, it is kept here with the value and who was told.
            </EmptyState>
          ) : (
            <>
              <FiringTable firings={firings.data} />
              <Pagination
                label="History"
                nextHref={
                  firings.next_cursor === null
                    ? null
                    : `/partner/alerts?cursor=${encodeURIComponent(firings.next_cursor)}`
                }
                firstHref={cursor === undefined ? null : "/partner/alerts"}
              />
            </>
          )}
        </Section>
      )}
    </div>
  );
}
