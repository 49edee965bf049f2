import { describe, expect, it } from "vitest";
import { estimate, type Outcome } from "@/lib/events/scorecard/estimate";
import { normal, type Random, seeded } from "@/prisma/seed/drawn-people";

interface World {
  /** Standard deviations of how ready people are to say yes, of how liked they are, and the score's effect for 10 points. */
  chooser: number;
  chosen: number;
  perTenPoints: number;
}

/** An event where everyone answers about everyone, with yes as likely as these effects say. */
function drawEvent(random: Random, people: number, { chooser, chosen, perTenPoints }: World): Outcome[] {
  const readiness = Array.from({ length: people }, () => chooser * normal(random));
  const appeal = Array.from({ length: people }, () => chosen * normal(random));
  const scores = Array.from({ length: people }, () =>
    Array.from({ length: people }, () => 0.4 + 0.3 * random()),
  );
  return Array.from({ length: people }, (_, i) =>
    Array.from({ length: people }, (__, j) => j)
      .filter((j) => j !== i)
      .map((j) => {
        const predicted = scores[Math.min(i, j)]?.[Math.max(i, j)] ?? 0;
        const chance = 0.5 + (readiness[i] ?? 0) + (appeal[j] ?? 0) + perTenPoints * 10 * (predicted - 0.55);
        return {
          chooser: i,
          chosen: j,
          yes: random() < chance,
          predicted,
          control: (i + j) % 4 === 0,
        };
      }),
  ).flat();
}

function drawEvents(world: World, seed = 3): Outcome[][] {
  const random = seeded(seed);
  return Array.from({ length: 40 }, () => drawEvent(random, 24, world));
}

describe("the estimates of a drawn world", () => {
  it("find how much choosers and chosen differ, and that scores say nothing where they do not", () => {
    const found = estimate(drawEvents({ chooser: 0.15, chosen: 0.1, perTenPoints: 0 }));
    // The variance of a yes is 1/4.
    expect(found.chooser.value).toBeCloseTo(0.15 ** 2 / 0.25, 1);
    expect(found.chosen.value).toBeCloseTo(0.1 ** 2 / 0.25, 1);
    expect(Math.abs(found.perTenPoints.value ?? 1)).toBeLessThan(0.01);
    expect(found.perTenPoints.low ?? 1).toBeLessThan(0);
    expect(found.perTenPoints.high ?? -1).toBeGreaterThan(0);
  });

  it("find the effect of scores apart from who chooses and who is chosen", () => {
    const found = estimate(drawEvents({ chooser: 0.1, chosen: 0.1, perTenPoints: 0.1 }));
    expect(found.perTenPoints.value).toBeCloseTo(0.1, 1.5);
    expect(found.perTenPoints.low ?? 0).toBeGreaterThan(0.05);
    const rates = found.bins.map(({ mutual }) => mutual.value ?? 0);
    expect(rates.length).toBeGreaterThan(3);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  });

  it("find nothing between people where there is nothing", () => {
    const found = estimate(drawEvents({ chooser: 0, chosen: 0, perTenPoints: 0 }));
    expect(found.chooser.value).toBeLessThan(0.01);
    expect(found.chosen.value).toBeLessThan(0.01);
    expect(found.pair.value).toBeGreaterThan(0.98);
    expect(found.planned.mutual.value).toBeCloseTo(0.25, 1);
    expect(found.control.mutual.value).toBeCloseTo(0.25, 1);
  });
});

describe("estimates", () => {
  const one = (chooser: number, chosen: number, yes: boolean, predicted: number | null = 0.6): Outcome => ({
    chooser,
    chosen,
    yes,
    predicted,
    control: false,
  });

  it("count a mutual yes once, and only where both answered", () => {
    const found = estimate([
      [one(1, 2, true), one(2, 1, true), one(1, 3, true), one(3, 1, false), one(2, 3, true)],
    ]);
    expect(found).toMatchObject({ events: 1, answers: 5, pairs: 2, mutualRate: { value: 0.5, low: null } });
    expect(found.yesRate.value).toBeCloseTo(0.8, 12);
  });

  it("are the same for the same answers, and empty without any", () => {
    const events = drawEvents({ chooser: 0.1, chosen: 0.1, perTenPoints: 0.05 }).slice(0, 6);
    expect(estimate(events)).toEqual(estimate(events));
    expect(estimate([[]])).toMatchObject({ events: 0, answers: 0, bins: [], yesRate: { value: null } });
  });

  it("show no bin of fewer than ten pairs", () => {
    const few = Array.from({ length: 9 }, (_, at) => [
      one(2 * at, 2 * at + 1, true),
      one(2 * at + 1, 2 * at, true),
    ]).flat();
    expect(estimate([few]).bins).toEqual([]);
    expect(estimate([[...few, one(90, 91, true), one(91, 90, false)]]).bins).toMatchObject([
      { low: 60, high: 65, pairs: 10, mutual: { value: 0.9 } },
    ]);
  });

  it("know no slope where each person met one other", () => {
    expect(estimate([[one(1, 2, true), one(2, 1, false)]]).perTenPoints.value).toBeNull();
  });
});
