import type { Metadata } from "next";
import Link from "next/link";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { Card } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";
import { Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { attendance } from "@/lib/events/check-in/attendance";
import type { AttendanceCounts } from "@/lib/events/check-in/schemas";
import type { EventAnalytics } from "@/lib/events/pairing/analytics-schemas";
import { getAnalytics } from "@/lib/events/pairing/get-analytics";
import { Outcomes } from "./outcomes";

export const metadata: Metadata = { title: "Analytics" };

interface AnalyticsPageProps {
  params: Promise<{ event_id: string }>;
}

const n = (value: number) => value.toLocaleString("en-US");
const s = (value: number) => value.toFixed(3);
const percent = (share: number) => `${(share * 100).toLocaleString("en-US", { maximumFractionDigits: 1 })}%`;

export default async function AnalyticsPage({ params }: AnalyticsPageProps) {
  const { ctx, event } = await requireEvent(params);
  const [analytics, counts] = await Promise.all([
    getAnalytics(ctx, { event_id: event.id }),
    attendance(ctx, { event_id: event.id }),
  ]);
  const { outcomes } = analytics;
  const hasBegun = new Date(event.starts_at) <= ctx.clock.now();
  const isOver = new Date(event.ends_at) <= ctx.clock.now();
  const home = `/partner/events/${event.id}`;
  return (
    <div className="space-y-8">
      {counts.attended > 0 && <Attendance counts={counts} isOver={isOver} />}
      {hasBegun && (outcomes.pairs_met > 0 || outcomes.ratings !== null) && <Outcomes outcomes={outcomes} />}
      <Attendees attendees={analytics.attendees} capacity={event.capacity} />
      <Matching match={analytics.match} href={`${home}/matches`} />
      <Schedule schedule={analytics.schedule} href={`${home}/rounds`} />
    </div>
  );
}

function Attendance({ counts, isOver }: { counts: AttendanceCounts; isOver: boolean }) {
  const { expected, attended, present } = counts;
  return (
    <Section title="Who came" description="By check-ins at your doors.">
      <div className="grid gap-4 sm:grid-cols-3">
        <Stat
          label="Attendance"
          value={expected === 0 ? "—" : percent(attended / expected)}
          note={`${n(attended)} of ${n(expected)} guests`}
        />
        <Stat
          label={isOver ? "No-shows" : "Not here yet"}
          value={n(expected - attended)}
          note={isOver ? "Had a seat and did not come" : "Counted as no-shows once the event has ended"}
        />
        <Stat
          label={isOver ? "Stayed to the end" : "Here now"}
          value={n(present)}
          note="Checked in, and not checked out"
        />
      </div>
    </Section>
  );
}

function Attendees({
  attendees,
  capacity,
}: {
  attendees: EventAnalytics["attendees"];
  capacity: number | null;
}) {
  const { total, with_traits, without_traits, by_pool } = attendees;
  return (
    <Section title="Attendees" description="Before anyone meets: who is coming, and who can be matched.">
      <div className="grid gap-4 sm:grid-cols-3">
        <Stat
          label="On the list"
          value={n(total)}
          note={capacity === null ? "No capacity set" : `Of ${n(capacity)} seats`}
        />
        <Stat
          label="Can be matched"
          value={n(with_traits)}
          note={total === 0 ? "Bring attendees to begin" : `${percent(with_traits / total)} of the list`}
        />
        <Stat
          label="Without answers"
          value={n(without_traits)}
          note={without_traits === 0 ? "Everyone has answered" : "They are in no match and no round"}
        />
      </div>
      {total > 0 && (
        <p className="text-sm text-muted">
          {n(by_pool.uploaded.total)} came by upload and {n(by_pool.api.total)} by the API.
        </p>
      )}
    </Section>
  );
}

function Matching({ match, href }: { match: EventAnalytics["match"]; href: string }) {
  if (match === null) {
    return (
      <Section title="Matching">
        <Card className="p-5 text-sm text-muted">
          Not matched yet. <Link href={href}>Run the matching</Link>
        </Card>
      </Section>
    );
  }
  const { distribution: all } = match;
  return (
    <Section
      title="Matching"
      description={
        <>
          The last one finished <Time at={match.finished_at} />. <Link href={href}>See the pairs</Link>
        </>
      }
    >
      <Card className="px-5 py-2.5">
        <KeyValue
          items={[
            { label: "Attendees matched", value: n(match.attendees) },
            { label: "Pairs that may meet", value: n(match.allowed_pairs) },
            {
              label: "Matches",
              value: `${n(match.total_matches)} with ${s(match.threshold)} or more (${percent(match.match_rate)})`,
            },
            {
              label: "In no match",
              value:
                match.attendees_without_match === null ? (
                  <span className="text-muted">Not known, because not all matches were stored</span>
                ) : (
                  `${n(match.attendees_without_match)} of ${n(match.attendees)} attendees`
                ),
            },
            {
              label: "Scores",
              value:
                all === null
                  ? "No pair has a score"
                  : `From ${s(all.min)} to ${s(all.max)}, half of them between ${s(all.q1)} and ${s(all.q3)}`,
            },
            {
              label: "Model",
              value: <span className="font-mono text-[0.8125rem]">{match.model_version}</span>,
            },
          ]}
        />
      </Card>
    </Section>
  );
}

function Schedule({ schedule, href }: { schedule: EventAnalytics["schedule"]; href: string }) {
  if (schedule === null) {
    return (
      <Section title="Rounds">
        <Card className="p-5 text-sm text-muted">
          No rounds yet. <Link href={href}>Plan who meets whom</Link>
        </Card>
      </Section>
    );
  }
  const spread = (of: typeof schedule.mean) =>
    of === null ? "No one meets anyone" : `${s(of.median)} in the middle, from ${s(of.min)} to ${s(of.max)}`;
  return (
    <Section
      title="Rounds"
      description={
        <>
          Planned <Time at={schedule.finished_at} /> for {n(schedule.attendees)} guests.{" "}
          <Link href={href}>See the rounds</Link>
        </>
      }
    >
      <Card className="px-5 py-2.5">
        <KeyValue
          items={[
            {
              label: "Plan",
              value: `${schedule.rounds} ${schedule.rounds === 1 ? "round" : "rounds"} ${schedule.table_size === 2 ? "of pairs" : `at tables of ${schedule.table_size}`}`,
            },
            { label: "Mean of each guest", value: spread(schedule.mean) },
            { label: "Best of each guest", value: spread(schedule.best) },
            { label: "Lowest of each guest", value: spread(schedule.worst) },
            {
              label: "Sitting out",
              value: `${n(schedule.byes.total)} in all, each guest ${schedule.byes.least === schedule.byes.most ? n(schedule.byes.most) : `${n(schedule.byes.least)} to ${n(schedule.byes.most)}`}`,
            },
            { label: "Would rather swap", value: `${n(schedule.attendees_with_envy)} guests` },
            {
              label: "Below the best plan",
              value: schedule.is_certified
                ? "Nothing. It is proven to be the best."
                : schedule.gap === null
                  ? "Not known"
                  : `${percent(schedule.gap)} at most`,
            },
            {
              label: "Price of fairness",
              value:
                schedule.price_of_fairness === null
                  ? "None"
                  : `${percent(schedule.price_of_fairness.price)} of the best total`,
            },
          ]}
        />
      </Card>
    </Section>
  );
}
