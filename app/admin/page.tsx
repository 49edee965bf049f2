import { LifeBuoy } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { HealthBadge } from "@/app/admin/health-badge";
import { count, inWords, share } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { BarList } from "@/components/charts/bar-list";
import { LineChart } from "@/components/charts/line-chart";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { getOverview, type Overview } from "@/lib/operations/admin/get-overview";

export const metadata: Metadata = { title: "Overview" };

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

export default async function OverviewPage() {
  const { ctx } = await requireAdmin();
  const overview = await getOverview(ctx);
  return (
    <div className="space-y-8">
      <PageHeader title="Overview" description="What needs somebody, and how the partners fare." />
      <Figures overview={overview} />
      <CallsToday calls={overview.calls} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <TicketsWaiting tickets={overview.tickets} />
        <Health overview={overview} />
      </div>
    </div>
  );
}

function weekdayOf({ hour }: Overview["calls"]): string {
  return WEEKDAYS[hour.getUTCDay()] ?? "";
}

function Figures({ overview: { partners, calls, queue } }: { overview: Overview }) {
  const than = `last ${weekdayOf(calls)}`;
  const by = `by ${calls.hour.toISOString().slice(11, 16)} UTC`;
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Stat
        label="Partners"
        value={count(partners.total)}
        note={
          <>
            {count(partners.active)} active and {count(partners.fresh)} new in 7 days
            {partners.suspended > 0 && `, ${count(partners.suspended)} suspended`}.{" "}
            <Link prefetch={false} href="/admin/partners" className="link">
              All partners
            </Link>
          </>
        }
      />
      <Stat
        label="Calls today"
        value={count(calls.today)}
        change={{ now: calls.untilHour, before: calls.untilHourLastWeek, than, good: "up" }}
        note={
          <>
            Compared {by}.{" "}
            <Link prefetch={false} href="/admin/usage?range=7d" className="link">
              This week
            </Link>
          </>
        }
      />
      <Stat
        label="Errors today"
        value={share(calls.errorsToday, calls.today)}
        note={
          <>
            {count(calls.errorsToday)} calls
            {calls.untilHourLastWeek > 0 &&
              `; ${share(calls.errorsUntilHourLastWeek, calls.untilHourLastWeek)} ${than} ${by}`}
            .{" "}
            <Link prefetch={false} href="/admin/usage?range=7d#errors" className="link">
              By day
            </Link>
          </>
        }
      />
      <Stat
        label="Failing jobs"
        value={count(queue.failing)}
        note={
          <>
            {count(queue.givenUp)} given up, {count(queue.due)} due, {count(queue.running)} running.{" "}
            <Link prefetch={false} href="/admin/jobs" className="link">
              Jobs
            </Link>
          </>
        }
      />
    </div>
  );
}

function CallsToday({ calls }: { calls: Overview["calls"] }) {
  const midnight = calls.hour.toISOString().slice(0, 10);
  return (
    <LineChart
      title="Calls by hour"
      description={`Today's hours that are over, and last ${weekdayOf(calls)} dashed, in UTC.`}
      times={calls.hours.map(({ hour }) => `${midnight}T${String(hour).padStart(2, "0")}:00:00.000Z`)}
      step="hour"
      format="count"
      series={[
        {
          name: "Today",
          values: calls.hours.map(({ today }) => today),
          previousName: `Last ${weekdayOf(calls)}`,
          previous: calls.hours.map(({ lastWeek }) => lastWeek),
        },
      ]}
      empty="No call today, nor on this day last week."
    />
  );
}

function TicketsWaiting({ tickets }: { tickets: Overview["tickets"] }) {
  return (
    <Section
      title="Tickets that wait for us"
      description={tickets.waiting === 0 ? undefined : `${count(tickets.waiting)} in all, the oldest first.`}
      actions={
        <Link prefetch={false} href="/admin/tickets" className="link text-sm">
          All tickets
        </Link>
      }
    >
      {tickets.oldest.length === 0 ? (
        <EmptyState icon={<LifeBuoy />} title="Nobody waits for us" headingLevel={3}>
          Tickets where it is our turn stand here, the longest-waiting first.
        </EmptyState>
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {tickets.oldest.map(({ id, number, subject, companyName, waitingSince }) => (
              <li key={id} className="flex items-baseline justify-between gap-4 px-5 py-3 text-sm">
                <div className="min-w-0">
                  <Link
                    prefetch={false}
                    href={`/admin/tickets/${id}`}
                    className="block truncate font-medium hover:underline"
                  >
                    #{number} {subject}
                  </Link>
                  <p className="truncate text-muted">{companyName}</p>
                </div>
                <Time at={waitingSince} className="shrink-0 text-muted" />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function Health({ overview: { health, worst, partners } }: { overview: Overview }) {
  const judged = partners.total - partners.suspended;
  return (
    <Section
      title="Health"
      description={`Of ${count(judged)} that ${judged === 1 ? "is" : "are"} not suspended.`}
      actions={
        <Link prefetch={false} href="/admin/partners?sort=health" className="link text-sm">
          Worst first
        </Link>
      }
    >
      <BarList
        title="Partners by health"
        labelHeader="Health"
        valueHeader="Partners"
        format="count"
        items={(
          [
            ["healthy", "Healthy, 75 and more"],
            ["watch", "Watch, 50 to 74"],
            ["at_risk", "At risk, under 50"],
          ] as const
        ).map(([band, label]) => ({
          label,
          value: health[band],
          href: `/admin/partners?health=${band}&suspended=no&sort=health`,
          note: share(health[band], judged),
        }))}
      />
      {worst.length > 0 && (
        <Card>
          <h3 className="px-5 pt-4 font-semibold">Most in need</h3>
          <ul className="divide-y divide-line">
            {worst.map(({ id, companyName, tier, score, band, reason }) => (
              <li key={id} className="flex items-baseline justify-between gap-4 px-5 py-3 text-sm">
                <div className="min-w-0">
                  <p className="flex min-w-0 items-center gap-2">
                    <Link
                      prefetch={false}
                      href={`/admin/partners/${id}`}
                      className="truncate font-medium hover:underline"
                    >
                      {companyName}
                    </Link>
                    <Badge>{inWords(tier)}</Badge>
                  </p>
                  <p className="text-muted">{reason}</p>
                </div>
                <HealthBadge score={score} band={band} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}
