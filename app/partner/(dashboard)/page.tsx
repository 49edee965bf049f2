import type { Metadata } from "next";
import { Attention } from "@/app/partner/dashboard/attention";
import { Figures } from "@/app/partner/dashboard/figures";
import { RecentRequests } from "@/app/partner/dashboard/recent-requests";
import { FirstSteps } from "@/app/partner/first-steps/first-steps";
import { progressOf } from "@/app/partner/first-steps/progress";
import { portalMode } from "@/app/partner/mode";
import { requirePartner } from "@/app/session";
import { LineChart } from "@/components/charts/line-chart";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { TestDataNotice } from "@/components/portal/mode-switch";
import { PageHeader } from "@/components/ui/page-header";
import { services } from "@/lib/api/services";
import { getBilling } from "@/lib/billing/billing/get-billing";
import { listAlertFirings } from "@/lib/partners/alerts/list-alert-firings";
import { listAlerts } from "@/lib/partners/alerts/list-alerts";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";
import { listTickets } from "@/lib/partners/support/list-tickets";
import { getLimitHeadroom } from "@/lib/partners/usage/get-limit-headroom";
import { getMonthCost } from "@/lib/partners/usage/get-month-cost";
import { getUsageSeries } from "@/lib/partners/usage/get-usage-series";
import { getUsageSummary } from "@/lib/partners/usage/get-usage-summary";
import { listCalls } from "@/lib/partners/usage/list-calls";
import type { PartnerContext } from "@/lib/platform/context";

export const metadata: Metadata = { title: "Dashboard" };

const ALL_KEYS = 100;
const SHOWN_CALLS = 8;
const SHOWN_NOTICES = 5;

/** How it goes, at a glance: what needs a look, the figures, the last calls. Above all that, the first steps. */
export default async function DashboardPage() {
  const { ctx, partner } = await requirePartner();
  const [mode, keys, progress] = await Promise.all([
    portalMode(),
    listApiKeys(ctx, { partner_id: ctx.partnerId, limit: ALL_KEYS }),
    partner.onboardedAt === null ? progressOf(ctx, partner) : null,
  ]);
  const may = (permission: Parameters<typeof ctx.permissions.has>[0]) => ctx.permissions.has(permission);
  return (
    <div className="space-y-8">
      <PageHeader title="Dashboard" description={partner.companyName} />
      <TestDataNotice mode={mode} />
      {progress !== null && (
        <FirstSteps
          progress={progress}
          partner={partner}
          may={{
            write: may("partner:write"),
            keys: may("keys:write"),
            team: may("team:write"),
            alerts: may("alerts:write"),
          }}
        />
      )}
      <Glance
        ctx={{ ...ctx, mode }}
        keys={keys.data}
        emailVerified={partner.emailVerified || progress !== null}
      />
    </div>
  );
}

interface GlanceProps {
  ctx: PartnerContext;
  keys: Awaited<ReturnType<typeof listApiKeys>>["data"];
  emailVerified: boolean;
}

async function Glance({ ctx, keys, emailVerified }: GlanceProps) {
  const [week, month, day, days, cost, headroom, recent, alerts, firings, tickets, billing] =
    await Promise.all([
      getUsageSummary(ctx, { range: "7d" }),
      getUsageSummary(ctx, { range: "month" }),
      getUsageSeries(ctx, { range: "24h", by: "hour" }),
      getUsageSeries(ctx, { range: "30d", by: "day" }),
      getMonthCost(ctx),
      getLimitHeadroom(ctx, { range: "24h" }, services().limiter),
      listCalls(ctx, { mode: ctx.mode, limit: SHOWN_CALLS }),
      listAlerts(ctx, {}),
      listAlertFirings(ctx, { limit: SHOWN_NOTICES }),
      listTickets(ctx, { limit: SHOWN_NOTICES }),
      getBilling(ctx),
    ]);
  const times = days.data.map(({ time }) => time);
  return (
    <>
      <Attention
        now={ctx.clock.now()}
        keys={keys}
        alerts={alerts}
        firings={firings.data}
        tickets={tickets.data}
        emailVerified={emailVerified}
        overdue={billing.overdue.length > 0}
      />
      <Figures mode={ctx.mode} now={ctx.clock.now()} {...{ week, month, day, cost, headroom }} />
      {days.data.some(({ calls }) => calls > 0) && (
        <div className="grid gap-4 xl:grid-cols-2 [&>*]:min-w-0">
          <StackedBarChart
            title="Calls by day"
            description="30 days, in UTC"
            times={times}
            step="day"
            format="count"
            series={[
              {
                name: "Succeeded",
                values: days.data.map(({ calls: all, errors }) => all - errors),
                color: 2,
              },
              { name: "Failed", values: days.data.map(({ errors }) => errors), color: 4 },
            ]}
          />
          <LineChart
            title="Latency"
            description="30 days, in UTC"
            times={times}
            step="day"
            format="milliseconds"
            series={[
              { name: "p50", values: days.data.map(({ p50_ms }) => p50_ms) },
              { name: "p95", values: days.data.map(({ p95_ms }) => p95_ms) },
            ]}
          />
        </div>
      )}
      <RecentRequests mode={ctx.mode} calls={recent.data} />
    </>
  );
}
