import type { ApartPair } from "@/lib/events/pairing/apart-pairs";
import type { KeptMatch } from "@/lib/events/pairing/match-task";
import { OWN_ANSWERS_FLOOR, type OwnPerson } from "@/lib/events/pairing/own-crowd";
import { pairKey } from "@/lib/events/pairing/rule-errors";
import { pairGraph } from "@/lib/matching/allowed-pairs";
import { bandsOfAll } from "@/lib/people/together/bands-of-all";
import { compareReadings, type Level } from "@/lib/people/together/compare-readings";
import { BAND } from "@/lib/people/together/score-bands";
import type { Transaction } from "@/lib/platform/db";
import type { GroupName } from "@/lib/scoring/model";

const BAND_POINTS = Math.round(BAND * 100);
const USUAL_POINTS = 60;

/** A pair of guests who answered for themselves, as it is stored. */
export interface OwnPair {
  readonly one: OwnPerson;
  readonly other: OwnPerson;
  readonly low: number;
}

/**
 * The pairs of guests who answered for themselves that reach the threshold, in the order of bands, then of ids. A pair
 * reaches it where all of its band does. Whom it finds follows from bands alone.
 */
export async function findOwnPairs(
  crowd: readonly OwnPerson[],
  { threshold, thresholdPercentile, limit }: Pick<KeptMatch, "threshold" | "thresholdPercentile" | "limit">,
  rules: SeatRules,
): Promise<OwnPair[]> {
  if (crowd.length < OWN_ANSWERS_FLOOR) return [];
  const bands = await bandsOfAll(crowd.map(({ reading }) => reading));
  const { allowed } = pairGraph(matchPeople(crowd), { blocks: rules.forbids, pins: rules.pins });
  const pairs: OwnPair[] = [];
  let at = 0;
  for (const [i, one] of crowd.entries()) {
    for (let j = i + 1; j < crowd.length; j += 1, at += 1) {
      const [other, low] = [crowd[j], bands[at] ?? null];
      if (other !== undefined && low !== null && allowed.allows(i, j)) pairs.push({ one, other, low });
    }
  }
  const lowest = thresholdPercentile === null ? pointsOf(threshold) : percentile(pairs, thresholdPercentile);
  return pairs
    .filter(({ low }) => low >= lowest)
    .toSorted((a, b) => b.low - a.low || order(a, b))
    .slice(0, limit);
}

/** Rules about guests of this crowd, by their seats. */
export interface SeatRules {
  readonly pins: [string, string][];
  readonly forbids: [string, string][];
}

/**
 * The rules of a call by seats, with those whom one has blocked. A rule about a guest who is not in the crowd today, and a pin
 * of two whom one has blocked, go unheeded: the caller need not learn either.
 */
export function seatRules(
  crowd: readonly OwnPerson[],
  { pins, forbids }: NonNullable<KeptMatch["own"]>,
  apart: readonly ApartPair[],
): SeatRules {
  const idOf = new Map(crowd.map(({ externalId, attendeeId }) => [externalId, attendeeId]));
  const here = new Set(crowd.map(({ attendeeId }) => attendeeId));
  const known = (pairs: readonly [string, string][]) =>
    pairs.flatMap(([one, other]): [string, string][] => {
      const [a, b] = [idOf.get(one), idOf.get(other)];
      return a === undefined || b === undefined ? [] : [[a, b]];
    });
  const blocked = apart.flatMap(({ seats: [one, other] }): [string, string][] =>
    here.has(one) && here.has(other) ? [[one, other]] : [],
  );
  const keys = new Set(blocked.map(pairKey));
  return {
    pins: known(pins).filter((pair) => !keys.has(pairKey(pair))),
    forbids: [...known(forbids), ...blocked],
  };
}

/** Guests as the matching takes them, by the ids of their seats. */
export function matchPeople(crowd: readonly OwnPerson[]) {
  return crowd.map(({ attendeeId, group, seeks }) => ({
    id: attendeeId,
    group,
    seeks: seeks?.slice() ?? null,
  }));
}

function pointsOf(threshold: number | null): number {
  if (threshold === null) return USUAL_POINTS;
  return Math.ceil((threshold * 100) / BAND_POINTS - 1e-9) * BAND_POINTS;
}

function percentile(pairs: readonly OwnPair[], asked: number): number {
  const sorted = pairs.map(({ low }) => low).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((asked / 100) * sorted.length))] ?? 0;
}

function order(a: OwnPair, b: OwnPair): number {
  return (
    compareText(a.one.attendeeId, b.one.attendeeId) || compareText(a.other.attendeeId, b.other.attendeeId)
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Writes pairs with the words that the two may read of each other, in one statement whatever their number. */
export async function insertOwnPairs(
  tx: Transaction,
  runId: string,
  pairs: readonly OwnPair[],
): Promise<void> {
  if (pairs.length === 0) return;
  const rows = pairs.map(({ one, other, low }) => ({
    attendee1_id: one.attendeeId,
    attendee2_id: other.attendeeId,
    low,
    levels: levelsOf(one, other),
  }));
  // Someone may have given up their seat since they were read.
  await tx.$executeRaw`
    INSERT INTO own_answers_pairs (run_id, attendee1_id, attendee2_id, low, levels)
    SELECT ${runId}::uuid, pair.attendee1_id, pair.attendee2_id, pair.low, pair.levels
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS pair (attendee1_id uuid, attendee2_id uuid, low smallint, levels jsonb)
    WHERE EXISTS (SELECT FROM event_attendees WHERE id = pair.attendee1_id)
      AND EXISTS (SELECT FROM event_attendees WHERE id = pair.attendee2_id)`;
}

function levelsOf(one: OwnPerson, other: OwnPerson): Partial<Record<GroupName, Level | null>> {
  return compareReadings(one.reading, other.reading)?.groups ?? {};
}
