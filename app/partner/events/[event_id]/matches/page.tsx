import { Search, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { PairMap } from "@/components/charts/pair-map";
import { Button, buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { findLastRun } from "@/lib/events/pairing/find-last-run";
import { getAnalytics } from "@/lib/events/pairing/get-analytics";
import { getScoreMap, MAPPED_ATTENDEES } from "@/lib/events/pairing/get-score-map";
import { listGuests } from "@/lib/events/pairing/list-guests";
import { listOwnPairs } from "@/lib/events/pairing/list-own-pairs";
import { listPairRules } from "@/lib/events/pairing/list-pair-rules";
import { listPairs } from "@/lib/events/pairing/list-pairs";
import { ListPairs } from "@/lib/events/pairing/page-schemas";
import { MAX_MATCHES, USUAL_THRESHOLD } from "@/lib/events/pairing/schemas";
import { guestText } from "../guest-name";
import { ReleaseNotice } from "../release-notice";
import { rulesByPair } from "../rules-by-pair";
import { RunFollower } from "../run-follower";
import { MatchForm } from "./match-form";
import { OwnPairs } from "./own-pairs";
import { AlignmentLegend, PairTable } from "./pair-table";
import { ScoreSpread } from "./score-spread";

export const metadata: Metadata = { title: "Matches" };

interface MatchesPageProps {
  params: Promise<{ event_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function MatchesPage({ params, searchParams }: MatchesPageProps) {
  const [{ ctx, event }, query] = await Promise.all([requireEvent(params), searchParams]);
  const event_id = event.id;
  const asked = ListPairs.safeParse({ name: query.name, page: query.page, event_id });
  const filter = asked.success ? asked.data : ListPairs.parse({ event_id });
  const [{ pairs, stored, has_more }, { match }, run, rules, map, ownPairs, guests] = await Promise.all([
    listPairs(ctx, filter),
    getAnalytics(ctx, { event_id }),
    findLastRun(ctx, { event_id, kind: "match" }),
    listPairRules(ctx, { event_id }),
    getScoreMap(ctx, { event_id }),
    listOwnPairs(ctx, { event_id }),
    listGuests(ctx, { event_id }),
  ]);
  const matchable = guests.filter(({ may_be_matched }) => may_be_matched).length;
  const isOpen = event.status !== "finished" && event.status !== "cancelled";
  const mayWrite = ctx.permissions.has("events:write") && isOpen;
  const isAtWork = run?.status === "queued" || run?.status === "running";
  const home = `/partner/events/${event_id}`;
  const address = (page: number) =>
    `${home}/matches?${new URLSearchParams({ ...(filter.name ? { name: filter.name } : {}), page: String(page) })}`;
  return (
    <div className="space-y-8">
      <RunFollower eventId={event_id} run={run} mayWrite={mayWrite} />
      <ReleaseNotice event={event} mayWrite={mayWrite} hasPairs={match !== null} />
      {matchable < 2 ? (
        match === null && (
          <EmptyState
            icon={<UsersRound />}
            title="Matching needs two attendees with answers"
            action={
              <Link href={`${home}/attendees`} className={buttonStyle()}>
                Go to attendees
              </Link>
            }
          >
            {guests.length === 0
              ? "Bring attendees first: upload a list, or let people register. They can be matched once their traits are known."
              : `${guests.length.toLocaleString("en-US")} are on the list, and ${matchable === 0 ? "none of them has" : "one of them has"} answered yet.`}
          </EmptyState>
        )
      ) : (
        <>
          {mayWrite && !isAtWork && (
            <MatchForm
              eventId={event_id}
              isFirst={match === null}
              usualThreshold={USUAL_THRESHOLD}
              limit={MAX_MATCHES}
            />
          )}
          {match === null && !isAtWork && (
            <EmptyState icon={<UsersRound />} title="Not matched yet">
              {matchable.toLocaleString("en-US")} of {guests.length.toLocaleString("en-US")} attendees can be
              matched. Run the matching to see who fits whom.
            </EmptyState>
          )}
        </>
      )}
      {match !== null && (
        <>
          <Section title="How well this crowd fits">
            <ScoreSpread match={match} />
          </Section>
          {stored > 0 && (
            <Section
              title="Pairs"
              description={`The best ${stored.toLocaleString("en-US")}, by score.`}
              actions={<NameFilter name={filter.name ?? ""} />}
            >
              {pairs.length === 0 ? (
                <EmptyState
                  icon={<Search />}
                  title={filter.name ? "No pair with that name" : "No more pairs"}
                  headingLevel={3}
                  action={
                    <Link href={`${home}/matches`} className={buttonStyle({ kind: "quiet", size: "small" })}>
                      Show all pairs
                    </Link>
                  }
                >
                  We look at the names and your ids of both attendees.
                </EmptyState>
              ) : (
                <div className="space-y-3">
                  <AlignmentLegend />
                  <PairTable
                    eventId={event_id}
                    pairs={pairs}
                    rules={rulesByPair(rules)}
                    mayWrite={mayWrite}
                  />
                  <Pagination
                    label="Pairs"
                    firstLabel="Best"
                    nextLabel="Next"
                    nextHref={has_more ? address(filter.page + 1) : null}
                    firstHref={filter.page > 1 ? address(1) : null}
                  />
                </div>
              )}
            </Section>
          )}
          <OwnPairs pairs={ownPairs} />
          {stored > 0 && (
            <PairMap
              title="Who fits whom"
              description={
                map.matched > MAPPED_ATTENDEES
                  ? `The ${MAPPED_ATTENDEES} of ${map.matched.toLocaleString("en-US")} attendees with the most matches.`
                  : "Every attendee with a match, those with the most first."
              }
              names={uniqueNames(map.attendees)}
              scores={map.scores}
              emptyCell="Rows and columns are the same people. Empty: below your minimum, or may not meet."
            />
          )}
        </>
      )}
    </div>
  );
}

/** Two people of one name are told apart by their ids. */
function uniqueNames(attendees: readonly { id: string; name: string | null }[]): string[] {
  const texts = attendees.map(({ id, name }) => guestText(id, name));
  return texts.map((text, at) =>
    texts.indexOf(text) === texts.lastIndexOf(text) ? text : `${text} (${attendees[at]?.id})`,
  );
}

function NameFilter({ name }: { name: string }) {
  return (
    <search>
      <form className="flex gap-2">
        <Input
          type="search"
          name="name"
          defaultValue={name}
          aria-label="Find a name or ID"
          placeholder="Find a name or ID"
          className="min-h-9 text-sm sm:w-56"
        />
        <Button type="submit" kind="quiet" size="small">
          Find
        </Button>
      </form>
    </search>
  );
}
