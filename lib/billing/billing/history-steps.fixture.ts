import type { PlanTier } from "@/lib/plans/tiers";

/** What takes something off a plan. */
export interface HistoryCoupon {
  percentOff: number | null;
  amountOffCents: number | null;
  /** So many months; one invoice; or for ever. */
  lasts: "once" | "forever" | number;
}

/** Stripe's test cards, by what they do. */
export type HistoryCard = "pays" | "fails" | "asks" | "disputed" | "refund fails";

/** Something that is done in a partner's history. `at` is in seconds since the history began. */
export type HistoryStep = { at: number } & HistoryDeed;

export type HistoryDeed =
  | { do: "buy"; tier: PlanTier; coupon: HistoryCoupon | null; card: HistoryCard }
  /** Looks at a change of plan and confirms it some seconds later. */
  | { do: "change"; tier: PlanTier; confirmedAfter: number }
  | { do: "cancel" }
  | { do: "resume" }
  | { do: "card"; card: HistoryCard }
  /** Pays all that is open, by another card. */
  | { do: "pay" }
  /** Answers the bank's question about the payment that waits. */
  | { do: "consent"; answer: "authorise" | "fail" }
  | { do: "withdraw" }
  /** Gives back so much, in thousandths, of one of the payments. */
  | { do: "refund"; payment: number; thousandths: number }
  /** Its bank disputes so much, in thousandths, of what is left of one of the payments. */
  | { do: "dispute"; payment: number; thousandths: number }
  /** Decides the disputes that are open. */
  | { do: "decide"; won: boolean }
  | { do: "contract"; on: boolean }
  | { do: "call"; units: number }
  | { do: "tokens"; thousands: number; usedThousandths: number }
  /** Nothing but time passes. */
  | { do: "wait" };

export interface History {
  seed: number;
  steps: HistoryStep[];
}

/** Numbers that follow from a seed: mulberry32. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.between(0, values.length - 1)] ?? values[0];
  }

  shuffle<T>(values: readonly T[]): T[] {
    const mixed = values.map((value) => ({ value, rank: this.next() }));
    return mixed.sort((a, b) => a.rank - b.rank).map(({ value }) => value);
  }
}

const DAY = 86_400;
/** A history lasts so long at most, so that ten thousand take no whole day. */
const LONGEST = 430 * DAY;
const TIERS = ["starter", "starter", "professional", "professional", "enterprise", "research"] as const;

/** The history that follows from a seed. */
export function historyOf(seed: number): History {
  const dice = new Dice(seed);
  const steps: HistoryStep[] = [];
  let at = dice.between(0, 3 * DAY);
  const pass = (seconds: number): void => {
    // Some hear of what time brings when it comes, and not only when something is done next.
    if (seconds > 3 * DAY && dice.chance(0.2))
      steps.push({ at: at + dice.between(1, seconds - 1), do: "wait" });
    at += seconds;
  };
  const count = dice.between(3, 10);
  steps.push(buy(dice, at));
  while (steps.length < count && at <= LONGEST) {
    if (dice.chance(0.35)) {
      for (const [after, done] of scene(dice)) {
        pass(after);
        steps.push({ at, ...done });
      }
      continue;
    }
    pass(gap(dice));
    steps.push(step(dice, at));
  }
  pass(gap(dice));
  const within = steps.filter((one) => one.at < LONGEST);
  return { seed, steps: [...within, { at: Math.min(at, LONGEST), do: "wait" }] };
}

/** Steps that seldom come together by themselves, each with the seconds that pass before it. */
function scene(dice: Dice): [after: number, done: HistoryDeed][] {
  const soon = () => dice.between(5, 5_000);
  const days = () => dice.between(3_600, 12 * DAY);
  /** About when a month ends, in the hour of the draft, or in the dunning after it. */
  const month = () => dice.pick([28, 30, 31, 33, 38, 46]) * DAY + dice.between(-4_000, 8_000);
  const tier = () => dice.pick(TIERS);
  const change = (to: PlanTier = tier()) =>
    ({ do: "change", tier: to, confirmedAfter: dice.pick([0, 0, 0, 5, 65, 540, 700]) }) as const;
  const card = (which: HistoryCard) => ({ do: "card", card: which }) as const;
  const share = () => dice.pick([1_000, 1_000, 500, 333, dice.between(1, 999)]);
  const refund = () => ({ do: "refund", payment: dice.between(0, 3), thousandths: share() }) as const;
  const dispute = () => ({ do: "dispute", payment: dice.between(0, 3), thousandths: share() }) as const;
  const decide = () => ({ do: "decide", won: dice.chance(0.5) }) as const;
  const settled = dice.pick<HistoryDeed>([
    { do: "pay" },
    card("pays"),
    { do: "cancel" },
    { do: "wait" },
    { do: "contract", on: true },
  ]);
  const answered = dice.pick<HistoryDeed>([
    { do: "consent", answer: "authorise" },
    { do: "consent", answer: "authorise" },
    { do: "consent", answer: "fail" },
    { do: "withdraw" },
    { do: "withdraw" },
    { do: "cancel" },
  ]);
  /** A plan to begin with; refused where there is one. */
  const monthly = () =>
    ({
      do: "buy",
      tier: dice.pick<PlanTier>(["starter", "professional"]),
      coupon: null,
      card: "pays",
    }) as const;
  switch (dice.pick(["overdue", "asks", "back after", "back after", "back before", "disputed"])) {
    case "overdue":
      return [
        [soon(), monthly()],
        [dice.between(60, 20 * DAY), card("fails")],
        // In the dunning of the renewal: nothing is changed while it is owed.
        [dice.between(30 * DAY, 40 * DAY), change()],
        [soon(), settled],
        [soon(), change()],
      ];
    case "asks":
      return [
        [soon(), monthly()],
        [days(), card("asks")],
        [soon(), change(dice.pick(["professional", "enterprise"]))],
        // A day is what such a change waits.
        [dice.pick([soon(), dice.between(DAY - 5_000, DAY + 5_000)]), answered],
        [soon(), card("pays")],
      ];
    case "back after":
      return [
        [soon(), monthly()],
        [soon(), card("pays")],
        [days(), change(dice.pick(["professional", "enterprise"]))],
        [days(), change("starter")],
        [dice.pick([soon(), days(), month()]), dice.chance(0.6) ? refund() : dispute()],
        [dice.pick([days(), month()]), dice.chance(0.5) ? decide() : refund()],
      ];
    case "back before":
      return [
        [days(), dice.chance(0.6) ? refund() : dispute()],
        [soon(), change()],
        [days(), decide()],
        [soon(), change()],
      ];
    default:
      return [
        [days(), card("disputed")],
        [dice.pick([soon(), month()]), change()],
        [days(), decide()],
        [soon(), change()],
      ];
  }
}

function buy(dice: Dice, at: number): HistoryStep {
  const card = dice.pick<HistoryCard>([
    "pays",
    "pays",
    "pays",
    "pays",
    "pays",
    "pays",
    "fails",
    "disputed",
    "refund fails",
  ]);
  return { at, do: "buy", tier: dice.pick(TIERS), coupon: dice.chance(0.3) ? coupon(dice) : null, card };
}

function coupon(dice: Dice): HistoryCoupon {
  const lasts = dice.pick<HistoryCoupon["lasts"]>(["once", "forever", "forever", 2]);
  const percentOff = dice.chance(0.75) ? dice.pick([10, 15, 20, 33.33, 50, 100]) : null;
  return { percentOff, amountOffCents: percentOff === null ? dice.pick([1, 12_345, 400_000]) : null, lasts };
}

function step(dice: Dice, at: number): HistoryStep {
  const roll = dice.between(0, 99);
  const tier = dice.pick(TIERS);
  if (roll < 34) return { at, do: "change", tier, confirmedAfter: dice.pick([0, 0, 0, 5, 65, 540, 700]) };
  if (roll < 39) return { at, do: "cancel" };
  if (roll < 43) return { at, do: "resume" };
  if (roll < 55)
    return { at, do: "card", card: dice.pick(["pays", "pays", "fails", "fails", "asks", "disputed"]) };
  if (roll < 61) return { at, do: "pay" };
  if (roll < 65) return { at, do: "consent", answer: dice.pick(["authorise", "authorise", "fail"]) };
  if (roll < 68) return { at, do: "withdraw" };
  if (roll < 77)
    return {
      at,
      do: dice.chance(0.75) ? "refund" : "dispute",
      payment: dice.between(0, 3),
      thousandths: dice.pick([1_000, 1_000, 500, 333, dice.between(1, 999)]),
    };
  if (roll < 80) return { at, do: "decide", won: dice.chance(0.5) };
  if (roll < 83) return { at, do: "contract", on: dice.chance(0.5) };
  if (roll < 87) return { at, do: "call", units: dice.between(1, 4_000_000) };
  if (roll < 91)
    return { at, do: "tokens", thousands: dice.between(5, 400), usedThousandths: dice.pick([0, 300, 1_000]) };
  if (roll < 97) return buy(dice, at);
  return { at, do: "wait" };
}

/** Until the next step: seconds, hours, days, or until about where a period or its dunning ends. */
function gap(dice: Dice): number {
  const roll = dice.between(0, 99);
  if (roll < 20) return dice.between(1, 120);
  if (roll < 32) return dice.between(600, 5_000);
  if (roll < 62) return dice.between(3_600, 12 * DAY);
  if (roll < 74) return dice.pick([28, 29, 30, 31]) * DAY + dice.between(-4_000, 8_000);
  if (roll < 84) return 14 * DAY + dice.between(-4_000, 4_000);
  if (roll < 97) return dice.between(20 * DAY, 60 * DAY);
  return dice.between(300 * DAY, 380 * DAY);
}

/** The fewest of a history's steps with which it still fails: takes out ever smaller runs of steps while it does. */
export async function shrink(
  history: History,
  fails: (history: History) => Promise<boolean>,
): Promise<History> {
  let { steps } = history;
  for (let size = Math.ceil(steps.length / 2); size >= 1; ) {
    let shorter: HistoryStep[] | null = null;
    for (let from = 0; from + size <= steps.length && shorter === null; from += 1) {
      const tried = [...steps.slice(0, from), ...steps.slice(from + size)];
      if (tried.length > 0 && (await fails({ ...history, steps: tried }))) shorter = tried;
    }
    if (shorter === null) size = size === 1 ? 0 : Math.ceil(size / 2);
    else {
      steps = shorter;
      size = Math.min(size, Math.max(1, Math.ceil(steps.length / 2)));
    }
  }
  return { ...history, steps };
}

/** For people: one step a line, by days, hours and seconds. */
export function describeHistory({ seed, steps }: History): string {
  const lines = steps.map(({ at, do: what, ...rest }) => {
    const time = new Date(at * 1_000).toISOString().slice(11, 19);
    const details = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
    return `  day ${Math.floor(at / DAY)} ${time}  ${what} ${details.join(", ")}`;
  });
  return [`seed ${seed}`, ...lines].join("\n");
}
