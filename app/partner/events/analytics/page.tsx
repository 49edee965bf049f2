import { BarChart3 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { askedComparison } from "@/app/partner/events/analytics/asked";
import { ComparisonForm } from "@/app/partner/events/analytics/comparison-form";
import { GROUPINGS, groupName, sharesOf } from "@/app/partner/events/analytics/words";
import { BarList } from "@/components/charts/bar-list";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { TestDataNotice } from "@/components/portal/mode-switch";
import { buttonStyle } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import {
  type ComparedEvents,
  type ComparedFigures,
  type ComparedGroup,
  compareEvents,
  MOST_COMPARED,
} from "@/lib/events/pairing/compare-events";
import type { CompareEvents, EventGrouping } from "@/lib/events/pairing/compare-schemas";
import { PaymentRequired } from "@/lib/platform/errors";

export const metadata: Metadata = { title: "Analytics of all events" };

const PATH = "/partner/events/analytics";

interface EventsAnalyticsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EventsAnalyticsPage({ searchParams }: EventsAnalyticsPageProps) {
  const { ctx, mode, input, isRefused } = await askedComparison(await searchParams);
  const compared = await compareEvents(ctx, input).catch((error: unknown) => {
    if (error instanceof PaymentRequired) return null;
    throw error;
  });
  return (
    <div className="space-y-6">
      <div>
        <Breadcrumbs
          items={[{ label: "Events", href: "/partner/events" }]}
          current="Analytics of all events"
        />
        <PageHeader
          title="Analytics of all events"
          description="Your finished events side by side: who came, who liked each other, how guests rated it."
        />
      </div>
      <TestDataNotice mode={mode} />
      {compared === null ? (
        <EmptyState
          icon={<BarChart3 />}
          title="Part of the event partnership"
          action={
            <Link prefetch={false} href="/partner/events/passes" className={buttonStyle()}>
              See the partnership
            </Link>
          }
        >
          Compare months, cities and weekdays over all your events. The analytics of each single event stay
          where they are, on its own page.
        </EmptyState>
      ) : (
        <Comparison compared={compared} input={input} isRefused={isRefused} />
      )}
    </div>
  );
}

interface ComparisonProps {
  compared: ComparedEvents;
  input: CompareEvents;
  isRefused: boolean;
}

function Comparison({ compared, input, isRefused }: ComparisonProps) {
  const { total, groups, cities, is_cut } = compared;
  const { group_by } = input;
  const query = new URLSearchParams(Object.entries(input)).toString();
  return (
    <>
      <ComparisonForm path={PATH} input={input} cities={cities} />
      {isRefused && <Notice tone="gold">That choice cannot be shown. These are all your events.</Notice>}
      {total.events === 0 ? (
        <EmptyState icon={<BarChart3 />} title="No finished events here">
          Figures appear the day after an event has ended and its guests have answered.
        </EmptyState>
      ) : (
        <>
          <Totals total={total} />
          <div className="grid gap-4 xl:grid-cols-2">
            <Bars title="Attendance" share="attendance" groups={groups} by={group_by} />
            <Bars title="Mutual yes" share="mutual" groups={groups} by={group_by} />
          </div>
          <Section
            title="All figures"
            actions={<DownloadLink href={`${PATH}/export?${query}`} what="all figures" />}
          >
            <DataTable
              label="Figures of your events"
              columns={columnsOf(group_by)}
              rows={groups}
              rowKey={({ key }) => key ?? ""}
            />
          </Section>
          <p className="max-w-prose text-sm text-muted">
            Answers and ratings count up to last midnight (UTC), and only those of events where enough guests
            answered.
            {is_cut && ` These are the newest ${MOST_COMPARED} events of your choice.`}
          </p>
        </>
      )}
    </>
  );
}

const n = (value: number) => value.toLocaleString("en-US");
const percent = (share: number | null) => (share === null ? "—" : `${Math.round(share * 100)}%`);
const stars = ({ rating }: ComparedFigures) => (rating === null ? "—" : `${rating.toFixed(1)} of 5`);

function Totals({ total }: { total: ComparedFigures }) {
  const { attendance, mutual } = sharesOf(total);
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Stat label="Finished events" value={n(total.events)} />
      <Stat
        label="Attendance"
        value={percent(attendance)}
        note={attendance === null ? "No check-ins yet" : `${n(total.came)} of ${n(total.expected)} guests`}
      />
      <Stat
        label="Mutual yes"
        value={percent(mutual)}
        note={mutual === null ? "Not enough answers yet" : `${n(total.mutual)} of ${n(total.pairs)} pairs`}
      />
      <Stat
        label="How guests rate it"
        value={stars(total)}
        note={total.ratings === 0 ? "Not enough ratings yet" : `${n(total.ratings)} ratings`}
      />
    </div>
  );
}

interface BarsProps {
  title: string;
  share: "attendance" | "mutual";
  groups: readonly ComparedGroup[];
  by: EventGrouping;
}

function Bars({ title, share, groups, by }: BarsProps) {
  const items = groups.flatMap((group) => {
    const value = sharesOf(group)[share];
    return value === null ? [] : [{ id: group.key ?? "", label: groupName(group, by), value }];
  });
  return (
    <BarList
      title={title}
      labelHeader={GROUPINGS[by]}
      valueHeader="Share"
      items={items}
      format="percent"
      empty={share === "attendance" ? "No check-ins yet" : "Not enough answers yet"}
    />
  );
}

function columnsOf(by: EventGrouping): [Column<ComparedGroup>, ...Column<ComparedGroup>[]] {
  return [
    {
      header: GROUPINGS[by],
      cell: (group) =>
        by === "event" ? (
          <Link
            prefetch={false}
            href={`/partner/events/${group.key}/analytics`}
            className="link wrap-anywhere"
          >
            <bdi>{groupName(group, by)}</bdi>
          </Link>
        ) : (
          <bdi className="wrap-anywhere">{groupName(group, by)}</bdi>
        ),
    },
    { header: "Events", align: "right", cell: ({ events }) => n(events) },
    { header: "Came", align: "right", cell: ({ came, expected }) => `${n(came)} of ${n(expected)}` },
    { header: "Attendance", align: "right", cell: (group) => percent(sharesOf(group).attendance) },
    { header: "Pairs answered", align: "right", wideOnly: true, cell: ({ pairs }) => n(pairs) },
    { header: "Mutual yes", align: "right", cell: (group) => percent(sharesOf(group).mutual) },
    { header: "Rating", align: "right", cell: stars },
  ];
}
