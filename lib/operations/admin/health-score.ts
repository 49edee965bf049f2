import type { HealthBand } from "@/lib/operations/admin/schemas";

/** What is known of a partner when its health is judged. Weeks are the last 168 hours and the 168 before. */
export interface HealthFacts {
  createdAt: Date;
  callsLastWeek: number;
  callsWeekBefore: number;
  errorsLastWeek: number;
  /** The latest call, live or test; null where there was none ever. */
  lastCallAt: Date | null;
  /** The busiest of the last eight UTC days, today among them: live requests, a batch counting its pairs. */
  busiestDayUnits: number;
  perDayLimit: number;
  /** Tickets where it is our turn, and since when the oldest of them waits. */
  ticketsWaiting: number;
  oldestWaitingSince: Date | null;
  emailVerified: boolean;
  tier: string;
  subscriptionStatus: "none" | "active" | "past_due" | "cancelled";
  hasLiveKey: boolean;
  hasLiveCall: boolean;
  members: number;
}

export const HEALTH_PARTS = [
  "trend",
  "recency",
  "errors",
  "headroom",
  "tickets",
  "payment",
  "onboarding",
  "email",
] as const;
export type HealthPartName = (typeof HEALTH_PARTS)[number];

/** The most points each part can give: 100 together. */
const MOST: Record<HealthPartName, number> = {
  trend: 20,
  recency: 15,
  errors: 25,
  headroom: 10,
  tickets: 10,
  payment: 10,
  onboarding: 5,
  email: 5,
};

export interface HealthPart {
  name: HealthPartName;
  /** Null where there is nothing to judge yet: the part then counts neither way. */
  points: number | null;
  most: number;
  /** Why, in words for admins. */
  reason: string;
}

export interface Health {
  /** 0 to 100. */
  score: number;
  band: HealthBand;
  parts: HealthPart[];
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Fewer calls than these say nothing about errors or a trend. */
const ENOUGH_CALLS = 20;

type Judgement = [share: number | null, reason: string];

/**
 * How well a partner fares, from 0 to 100, and why. Each part gives a share s of its points, 0 ≤ s ≤ 1:
 *
 * | part       | points | s                                                                                          |
 * | ---------- | ------ | ------------------------------------------------------------------------------------------ |
 * | trend      | 20     | (r − ¼) / ¾ of r = calls of the last week / of the week before; not judged in the first two |
 * |            |        | weeks, nor under 20 calls in the week before                                               |
 * | recency    | 15     | 1 until a day after the last call, falling to 0 at 14 days; no call ever: as since sign-up |
 * | errors     | 25     | 1 up to 1 % of last week's calls, falling to 0 at 20 %; not judged under 20 calls           |
 * | headroom   | 10     | 1 up to 80 % of the day's limit on the busiest day, falling to 0 at 100 %; not judged      |
 * |            |        | without live calls                                                                         |
 * | tickets    | 10     | 1 − ⅕ for each that waits for us − ⅒ for each full day that the oldest waits; not judged   |
 * |            |        | where none does                                                                            |
 * | payment    | 10     | active 1, past due 0.3, else 0; not judged on the free tier                                |
 * | onboarding | 5      | ¼ each: a first call, a live key, a live call, a person on the team                        |
 * | email      | 5      | verified 1, else 0                                                                         |
 *
 * The score is the points given, in hundredths of the points that could be judged, rounded. Healthy from 75,
 * to watch from 50, at risk below.
 */
export function healthScore(facts: HealthFacts, now: Date): Health {
  const judgements: Record<HealthPartName, Judgement> = {
    trend: trend(facts, now),
    recency: recency(facts, now),
    errors: errors(facts),
    headroom: headroom(facts),
    tickets: tickets(facts, now),
    payment: payment(facts),
    onboarding: onboarding(facts),
    email: facts.emailVerified ? [1, "Verified."] : [0, "The address is not verified."],
  };
  const parts = HEALTH_PARTS.map((name): HealthPart => {
    const [share, reason] = judgements[name];
    const points = share === null ? null : Math.round(clamp(share) * MOST[name] * 10) / 10;
    return { name, points, most: MOST[name], reason };
  });
  const judged = parts.filter(({ points }) => points !== null);
  const given = judged.reduce((sum, { points }) => sum + (points ?? 0), 0);
  const most = judged.reduce((sum, part) => sum + part.most, 0);
  const score = Math.round((100 * given) / most);
  return { score, band: bandOf(score), parts };
}

export function bandOf(score: number): HealthBand {
  return score >= 75 ? "healthy" : score >= 50 ? "watch" : "at_risk";
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** 1 up to `good`, 0 from `bad`, a straight line between. */
function falling(value: number, good: number, bad: number): number {
  return clamp((bad - value) / (bad - good));
}

function trend(facts: HealthFacts, now: Date): Judgement {
  const { callsLastWeek: calls, callsWeekBefore: before } = facts;
  if (now.getTime() - facts.createdAt.getTime() < 2 * WEEK_MS) return [null, "Signed up within two weeks."];
  if (before < ENOUGH_CALLS) return [null, `Only ${count(before, "call")} in the week before last.`];
  const ratio = calls / before;
  const change = Math.round(Math.abs(ratio - 1) * 100);
  const direction = change === 0 ? "as many as" : `${change}% ${ratio > 1 ? "more" : "fewer"} than`;
  return [(ratio - 0.25) / 0.75, `${count(calls, "call")} in a week, ${direction} the week before.`];
}

function recency({ lastCallAt, createdAt }: HealthFacts, now: Date): Judgement {
  const days = (now.getTime() - (lastCallAt ?? createdAt).getTime()) / DAY_MS;
  const ago = days < 1 ? "within a day" : `${count(Math.floor(days), "day")} ago`;
  return [
    falling(days, 1, 14),
    lastCallAt === null ? `No call yet; signed up ${ago}.` : `The last call was ${ago}.`,
  ];
}

function errors({ callsLastWeek: calls, errorsLastWeek }: HealthFacts): Judgement {
  if (calls < ENOUGH_CALLS) return [null, `Only ${count(calls, "call")} in a week.`];
  const rate = errorsLastWeek / calls;
  return [falling(rate, 0.01, 0.2), `${percent(rate)} of a week's calls failed.`];
}

function headroom({ busiestDayUnits, perDayLimit }: HealthFacts): Judgement {
  if (busiestDayUnits === 0) return [null, "No live call in a week."];
  const used = busiestDayUnits / perDayLimit;
  return [falling(used, 0.8, 1), `${percent(used)} of the day's limit on the busiest day.`];
}

function tickets({ ticketsWaiting, oldestWaitingSince }: HealthFacts, now: Date): Judgement {
  if (ticketsWaiting === 0) return [null, "No ticket waits for us."];
  const days = Math.floor((now.getTime() - (oldestWaitingSince ?? now).getTime()) / DAY_MS);
  const since = days < 1 ? "since today" : `the oldest for ${count(days, "day")}`;
  const verb = ticketsWaiting === 1 ? "waits" : "wait";
  return [
    1 - 0.2 * ticketsWaiting - 0.1 * days,
    `${count(ticketsWaiting, "ticket")} ${verb} for us, ${since}.`,
  ];
}

function payment({ tier, subscriptionStatus }: HealthFacts): Judgement {
  if (tier === "free") return [null, "The free tier has nothing to pay."];
  if (subscriptionStatus === "active") return [1, "The subscription is active."];
  if (subscriptionStatus === "past_due") return [0.3, "A payment is past due."];
  return [0, subscriptionStatus === "none" ? "No subscription yet." : "The subscription is cancelled."];
}

function onboarding(facts: HealthFacts): Judgement {
  const steps: [boolean, string][] = [
    [facts.lastCallAt !== null, "a first call"],
    [facts.hasLiveKey, "a live key"],
    [facts.hasLiveCall, "a live call"],
    [facts.members > 0, "a person on the team"],
  ];
  const missing = steps.filter(([done]) => !done).map(([, step]) => step);
  return [
    (steps.length - missing.length) / steps.length,
    missing.length === 0 ? "All first steps are done." : `Still missing: ${missing.join(", ")}.`,
  ];
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)}%`;
}
