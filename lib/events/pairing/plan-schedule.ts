import type { ApartPair } from "@/lib/events/pairing/apart-pairs";
import type { Compute, Found } from "@/lib/events/pairing/found";
import { type KeptSchedule, type ScheduleTask, scheduleTask } from "@/lib/events/pairing/match-task";
import { planApart } from "@/lib/events/pairing/plan-apart";
import { pairKey } from "@/lib/events/pairing/rule-errors";
import type { CertificateBody, SchedulePlan } from "@/lib/events/pairing/schedule-schemas";
import { checkCertificate } from "@/lib/matching/exact/check-certificate";
import type { GuestFigures } from "@/lib/matching/guest-report";
import type { MatchingResults } from "@/lib/matching/matching-task";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";

type Result = MatchingResults[ScheduleTask["kind"]];

/**
 * Plans a schedule. `apart` are guests of whom one has blocked the other. Throws as `compute` does, and Error for a pairing
 * whose certificate does not prove it.
 */
export async function planSchedule(
  call: KeptSchedule,
  modelVersion: string,
  compute: Compute,
  apart: readonly ApartPair[] = [],
): Promise<Found & { plan(billableUnits: number): SchedulePlan }> {
  const hidden = hiddenPairs(call, apart);
  const { result, isKeptApart } = await planApart(
    {
      call,
      hidden,
      free: scheduleTask(call, modelVersion),
      apart: () => scheduleTask(keepApart(call, hidden), modelVersion),
    },
    compute,
  );
  const certificate =
    "certificate" in result && !isKeptApart ? certificateOf(call, modelVersion, result) : null;
  const ids = call.people.map(({ id }) => id);
  const plan = { ...planOf(call, result, modelVersion), is_certified: certificate !== null };
  const priced = (units: number): SchedulePlan => ({
    ...plan,
    billable_units: units,
    price_micro_usd: units * UNIT_PRICE_MICRO_USD,
  });
  return {
    plan: priced,
    scoredPairs: result.scoredPairs,
    summary: () => ({}),
    figures: { rounds: call.rounds, total_score: plan.total_score },
    store: async (tx, runId, units) => {
      await tx.matchSchedule.create({
        data: {
          runId,
          attendeeIds: ids,
          plan: priced(units),
          ...(certificate === null ? {} : { certificate }),
        },
      });
    },
  };
}

/** Guests of the call of whom one has blocked the other. */
function hiddenPairs({ people }: KeptSchedule, apart: readonly ApartPair[]): [string, string][] {
  const ids = new Set(people.map(({ id }) => id));
  return apart.flatMap(({ externalIds: [one, other] }): [string, string][] =>
    ids.has(one) && ids.has(other) ? [[one, other]] : [],
  );
}

/**
 * The call with these kept apart. The organizer must not find out, so a pin of the two goes unheeded, and what comes of it
 * has no certificate: that would list them.
 */
function keepApart(call: KeptSchedule, hidden: readonly [string, string][]): KeptSchedule {
  const keys = new Set(hidden.map(pairKey));
  return {
    ...call,
    forbids: [...call.forbids, ...hidden],
    pins: call.pins.filter((pair) => !keys.has(pairKey(pair))),
  };
}

/** The proof of a pairing as it is kept. Throws Error where it proves nothing: it is checked here once more. */
export function certificateOf(
  { people, pins, forbids }: Pick<KeptSchedule, "people" | "pins" | "forbids">,
  modelVersion: string,
  {
    graph,
    mate,
    certificate,
    scale,
  }: Pick<MatchingResults["pairing"], "graph" | "mate" | "certificate" | "scale">,
): CertificateBody {
  const fault = checkCertificate(graph, mate, certificate);
  if (fault !== null) throw new Error(`The pairing is not proven: ${fault}.`);
  const placeOf = new Map(people.map(({ id }, place) => [id, place]));
  const places = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map((pair) => pair.map((id) => placeOf.get(id) ?? -1));
  return {
    model_version: modelVersion,
    pairs: Array.from(mate, (other, place) => [place, other]).filter(([one = 0, other = -1]) => other > one),
    scale,
    cardinality_bonus: certificate.cardinalityBonus,
    vertex_duals: Array.from(certificate.vertexDuals),
    blossoms: certificate.blossoms.map(({ vertices, dual }) => ({ attendees: Array.from(vertices), dual })),
    pins: places(pins),
    forbids: places(forbids),
  };
}

function planOf(
  call: KeptSchedule,
  result: Result,
  modelVersion: string,
): Omit<SchedulePlan, "billable_units" | "price_micro_usd" | "is_certified"> {
  const ids = call.people.map(({ id }) => id);
  const idAt = (place: number) => ids[place] ?? "";
  const byes = ids.map(() => 0);
  const rounds = result.seated.map((tables, index) => {
    const present = new Set(tables.flatMap(({ people }) => people));
    const missing = [...ids.keys()].filter((place) => !present.has(place));
    for (const place of missing) byes[place] = (byes[place] ?? 0) + 1;
    return {
      round: index + 1,
      locked: call.planned !== null && index < call.played,
      tables: tables.map(({ people }) => people.map(idAt)),
      scores: tables.map(({ scores }) => scores.map((value) => (Number.isNaN(value) ? null : value))),
      byes: missing.map(idAt),
      bands: null,
      moved: "moved" in result ? (result.moved[index] ?? 0) : null,
      moved_attendees: call.planned === null ? null : movedIn(call, index, tables).map(idAt),
    };
  });
  const fairness = "fairness" in result ? result.fairness : null;
  return {
    objective: call.objective,
    table_size: call.tableSize,
    seed: call.seed,
    control_round: call.controlRound,
    model_version: modelVersion,
    rounds,
    total_score: result.guests.reduce((sum, { mean, met }) => sum + (mean ?? 0) * met, 0) / 2,
    bound: "bound" in result ? result.bound : null,
    price_of_fairness: fairness === null ? null : { price: fairness.price, least_gains: fairness.leastGains },
    own_answers_guests: [],
    guests: result.guests.map((figures, place) => presentGuest(figures, ids, place, byes[place] ?? 0)),
    scored_pairs: result.scoredPairs,
  };
}

/** Who was to meet someone who is there, and now meets another or has a bye. */
function movedIn(call: KeptSchedule, round: number, tables: readonly { people: number[] }[]): number[] {
  if (round < call.played) return [];
  const absent = new Set(call.absent);
  const isHere = (place: number) => !absent.has(call.people[place]?.id ?? "");
  const partner = new Map(
    tables.flatMap(
      ({ people: [i = -1, j = -1] }) =>
        [
          [i, j],
          [j, i],
        ] as const,
    ),
  );
  const before = call.planned?.[round] ?? [];
  return [...before.keys()].filter((i) => {
    const j = before[i] ?? -1;
    return j !== -1 && isHere(i) && isHere(j) && partner.get(i) !== j;
  });
}

function presentGuest(
  { best, mean, worst, met, envy, envies }: GuestFigures,
  ids: readonly string[],
  place: number,
  byes: number,
): SchedulePlan["guests"][number] {
  const envied = envies === null ? null : (ids[envies] ?? null);
  return { id: ids[place] ?? "", best, mean, worst, met, byes, envy, envies: envied };
}
