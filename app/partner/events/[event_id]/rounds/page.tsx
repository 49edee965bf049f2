import { Armchair } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { ChartTable } from "@/components/charts/chart-table";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { Section } from "@/components/ui/page-header";
import { listAbsent } from "@/lib/events/check-in/list-absent";
import { USUAL_SEED } from "@/lib/events/pairing/attendee-schemas";
import { findLastRun } from "@/lib/events/pairing/find-last-run";
import { getRounds } from "@/lib/events/pairing/get-rounds";
import { type ListedGuest, listGuests } from "@/lib/events/pairing/list-guests";
import { listPairRules } from "@/lib/events/pairing/list-pair-rules";
import { OWN_ANSWERS_FLOOR } from "@/lib/events/pairing/own-crowd";
import { MAX_SCHEDULE_ROUNDS, type Schedule } from "@/lib/events/pairing/schedule-schemas";
import { guestText } from "../guest-name";
import { ReleaseNotice } from "../release-notice";
import { RunFollower } from "../run-follower";
import { FairnessPanel } from "./fairness-panel";
import { PairRules } from "./pair-rules";
import { NewPlan, Replan } from "./plan-dialogs";
import { PlanForm } from "./plan-form";
import { RoundTables } from "./round-tables";

export const metadata: Metadata = { title: "Rounds" };

interface RoundsPageProps {
  params: Promise<{ event_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RoundsPage({ params, searchParams }: RoundsPageProps) {
  const [{ ctx, event }, query] = await Promise.all([requireEvent(params), searchParams]);
  const event_id = event.id;
  const [found, run, rules, guests, absent] = await Promise.all([
    getRounds(ctx, { event_id }),
    findLastRun(ctx, { event_id, kind: "schedule" }),
    listPairRules(ctx, { event_id }),
    listGuests(ctx, { event_id }),
    listAbsent(ctx, { event_id }),
  ]);
  // Before the first check-in everyone is absent, which says nothing.
  const hasDoors = absent.length < guests.length;
  const schedule = found?.schedule ?? null;
  const isOpen = event.status !== "finished" && event.status !== "cancelled";
  const mayWrite = ctx.permissions.has("events:write") && isOpen;
  const isAtWork = run?.status === "queued" || run?.status === "running";
  const home = `/partner/events/${event_id}`;
  const nameOf = (id: string) => guestText(id, found?.names.get(id));
  const labels = labelsOf(guests);
  const labelOf = (id: string) => labels.get(id) ?? id;
  const form = {
    eventId: event_id,
    mostRounds: MAX_SCHEDULE_ROUNDS,
    initial: initialOf(schedule),
    pins: rules.pins.length,
  };
  const canPlan = canBePlanned(guests);
  const isEmpty = schedule !== null && plannedGuests(schedule).length === 0;
  const shown = schedule === null ? 1 : roundIn(query.round, schedule.rounds.length);
  return (
    <div className="space-y-8">
      <RunFollower eventId={event_id} run={run} mayWrite={mayWrite} />
      <ReleaseNotice event={event} mayWrite={mayWrite} hasPairs={schedule !== null} />
      {schedule === null && !isAtWork && (
        <>
          <EmptyState
            icon={<Armchair />}
            title={canPlan ? "No rounds yet" : "Planning needs more attendees with answers"}
            action={
              canPlan ? undefined : (
                <Link href={`${home}/attendees`} className={buttonStyle()}>
                  Go to attendees
                </Link>
              )
            }
          >
            {canPlan
              ? "A plan says who meets whom in which round, so that no two guests meet twice and no one is left aside."
              : `It takes two whose traits you gave, or ${OWN_ANSWERS_FLOOR} who answered for themselves: so that no one’s answers can be told from where they sit.`}
          </EmptyState>
          {mayWrite && canPlan && (
            <Section title="Plan rounds">
              <Card className="p-5">
                <PlanForm {...form} inDialog={false} />
              </Card>
            </Section>
          )}
        </>
      )}
      {schedule !== null && (
        <>
          <Section
            title={planWords(schedule)}
            description={`For ${plannedGuests(schedule).length.toLocaleString("en-US")} guests, by ${OBJECTIVES[schedule.objective]}.`}
            actions={
              mayWrite && !isAtWork ? (
                <>
                  <NewPlan {...form} />
                  <Replan
                    eventId={event_id}
                    isPairs={schedule.table_size === 2}
                    plan={{ ...form.initial, played: schedule.rounds.filter(({ locked }) => locked).length }}
                    guests={plannedGuests(schedule)
                      .filter(({ id }) => labels.has(id))
                      .map(({ id }) => ({ id, label: labelOf(id) }))}
                    absent={hasDoors ? absentOf(schedule, absent) : null}
                  />
                </>
              ) : undefined
            }
          >
            {isEmpty && (
              <Notice tone="gold">
                This plan seats no one. Guests who answered for themselves are seated once {OWN_ANSWERS_FLOOR}{" "}
                of them agree to be matched.
              </Notice>
            )}
            <RoundTables
              schedule={schedule}
              shown={shown}
              nameOf={nameOf}
              hrefOf={(round) => `${home}/rounds?round=${round}`}
            />
          </Section>
          {!isEmpty && (
            <Section
              title="To print and share"
              description="Nothing in these says which round is a control round."
            >
              <div className="flex flex-wrap gap-2.5">
                <DownloadLink
                  href={`${home}/rounds/cards?kind=tables`}
                  what="table cards"
                  label="Table cards"
                  format="PDF"
                />
                <DownloadLink
                  href={`${home}/rounds/cards?kind=guests`}
                  what="guest cards"
                  label="Guest cards"
                  format="PDF"
                />
                <DownloadLink href={`${home}/rounds/export`} what="all rounds" label="Rounds" />
                <DownloadLink href={`${home}/rounds/report`} what="how guests fare" label="How guests fare" />
              </div>
            </Section>
          )}
          {schedule.guests.length > 0 && (
            <>
              <Section
                title="How fair it is"
                description={
                  schedule.own_answers_guests.length === 0
                    ? undefined
                    : `${schedule.own_answers_guests.length.toLocaleString("en-US")} guests who answered for themselves sit at tables of their own. You see their scores in bands, and no figure here counts them.`
                }
              >
                <FairnessPanel
                  schedule={schedule}
                  nameOf={nameOf}
                  certificateHref={`${home}/rounds/certificate`}
                />
              </Section>
              <Section
                title="Guest by guest"
                description="Scores of those each guest meets. Who gets the least comes first."
              >
                <GuestTable schedule={schedule} nameOf={(id) => labels.get(id) ?? nameOf(id)} />
              </Section>
            </>
          )}
        </>
      )}
      <Section
        title="Pins and forbidden pairs"
        description="What you decide about two guests holds in every later run, also in those of your programs."
      >
        <PairRules
          eventId={event_id}
          guests={guests.map(({ id }) => ({ id, label: labelOf(id) }))}
          rules={[
            ...rules.pins.map((ids) => ({ kind: "pin" as const, ids })),
            ...rules.forbids.map((ids) => ({ kind: "forbid" as const, ids })),
          ].map(({ kind, ids: [one = "", other = ""] }) => ({
            kind,
            ids: [one, other],
            labels: [labelOf(one), labelOf(other)],
          }))}
          mayWrite={mayWrite}
        />
      </Section>
    </div>
  );
}

const OBJECTIVES: Record<Schedule["objective"], string> = {
  total: "the best total",
  balanced: "a balance between guests",
  worst_off: "the guest who gets the least",
};

/** Whether a run would seat anyone. */
function canBePlanned(guests: readonly ListedGuest[]): boolean {
  const matched = guests.filter(({ may_be_matched }) => may_be_matched);
  const themselves = matched.filter(({ answers_themselves }) => answers_themselves).length;
  return matched.length - themselves >= 2 || themselves >= OWN_ANSWERS_FLOOR;
}

function planWords({ rounds, table_size }: Schedule): string {
  const count = rounds.length === 1 ? "One round" : `${rounds.length} rounds`;
  return table_size === 2 ? `${count} of pairs` : `${count} at tables of ${table_size}`;
}

function initialOf(schedule: Schedule | null) {
  if (schedule === null)
    return { rounds: 3, tableSize: 2, objective: "balanced" as const, seed: USUAL_SEED, controlRound: null };
  const { rounds, table_size, objective, seed, control_round } = schedule;
  return { rounds: rounds.length, tableSize: table_size, objective, seed, controlRound: control_round };
}

/** Everyone the plan is for: those whose traits you gave, and those who answered for themselves. */
function plannedGuests({ guests, own_answers_guests }: Schedule): readonly { id: string }[] {
  return [...guests, ...own_answers_guests];
}

/** Of those whom the plan is for, who has not checked in or has left. */
function absentOf(schedule: Schedule, absent: readonly { external_id: string }[]): string[] {
  const planned = new Set(plannedGuests(schedule).map(({ id }) => id));
  return absent.map(({ external_id }) => external_id).filter((id) => planned.has(id));
}

function roundIn(asked: string | string[] | undefined, rounds: number): number {
  const round = Number(asked);
  return Number.isInteger(round) && round >= 1 && round <= rounds ? round : 1;
}

/** What each guest is called where two of one name must be told apart. */
function labelsOf(guests: readonly ListedGuest[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { name } of guests) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    guests.map(({ id, name }) => [
      id,
      name === null || name === "" ? id : (counts.get(name) ?? 0) > 1 ? `${name} (${id})` : name,
    ]),
  );
}

function GuestTable({ schedule, nameOf }: { schedule: Schedule; nameOf: (id: string) => string }) {
  const score = (value: number | null) => (value === null ? "—" : value.toFixed(3));
  const rows = schedule.guests.toSorted((one, other) => (one.mean ?? -1) - (other.mean ?? -1));
  return (
    <ChartTable
      label="How each guest fares"
      headers={["Guest", "Mean", "Best", "Worst", "Meets", "Sits out", "Envy"]}
      rows={rows.map(({ id, mean, best, worst, met, byes, envy }) => [
        nameOf(id),
        score(mean),
        score(best),
        score(worst),
        String(met),
        String(byes),
        envy.toFixed(3),
      ])}
    />
  );
}
