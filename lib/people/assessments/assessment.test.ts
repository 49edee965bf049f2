import { expect, test } from "vitest";
import { assessQuality, type TimedAnswer } from "@/lib/people/assessments/answer-quality";
import { estimateTraits } from "@/lib/people/assessments/estimate-traits";
import { INTIMACY_TRAITS, STATEMENTS, statementsOf } from "@/lib/people/assessments/statements";
import { chooseStatements, TraitPosterior, traitIndexOf } from "@/lib/people/assessments/trait-posterior";
import { GROUPS, TRAIT_COUNT, TRAITS } from "@/lib/scoring/model";
import { seeded } from "@/lib/scoring/testdata/crowd";
import { drawPerson, type Random, sincereAnswer } from "@/prisma/seed/drawn-people";

const LONG = statementsOf("long", true);

test("the long form asks two statements of each trait, one of them reversed", () => {
  expect(LONG).toHaveLength(64);
  for (const trait of TRAITS) {
    const own = LONG.filter((statement) => statement.trait === trait);
    expect(own.map(({ reversed }) => reversed).sort()).toEqual([false, true]);
  }
});

test("the short form asks each trait once, half of them reversed, and leaving intimacy out leaves 29 and 58", () => {
  const short = statementsOf("short", true);
  expect(new Set(short.map(({ trait }) => trait)).size).toBe(32);
  expect(short.filter(({ reversed }) => reversed)).toHaveLength(16);
  expect(statementsOf("short", false)).toHaveLength(29);
  expect(statementsOf("long", false)).toHaveLength(58);
});

test("intimacy statements come after all others", () => {
  const flags = LONG.map(({ trait }) => INTIMACY_TRAITS.has(trait));
  expect(flags.indexOf(true)).toBe(58);
});

test("no two statements in a row are of one trait group", () => {
  const group = (trait: number) => Object.values(GROUPS).findIndex((indices) => indices.includes(trait));
  const groups = statementsOf("long", false).map((statement) => group(traitIndexOf(statement)));
  expect(groups.every((own, index) => index === 0 || own !== groups[index - 1])).toBe(true);
});

test("no two statements share their words or id", () => {
  expect(STATEMENTS).toHaveLength(96);
  expect(new Set(STATEMENTS.map(({ text }) => text.toLowerCase())).size).toBe(96);
  expect(new Set(STATEMENTS.map(({ id }) => id)).size).toBe(96);
});

test("agreeing with a reversed statement lowers its trait, agreeing with any other raises it", () => {
  for (const statement of STATEMENTS) {
    const low = estimateTraits([{ statementId: statement.id, value: 1 }]).traits[traitIndexOf(statement)];
    const high = estimateTraits([{ statementId: statement.id, value: 5 }]).traits[traitIndexOf(statement)];
    expect([low, high]).toEqual(statement.reversed ? [1, 0] : [0, 1]);
  }
});

test("every trait reaches 0 and 1", () => {
  const sheet = (agree: boolean) =>
    LONG.map(({ id, reversed }) => ({ statementId: id, value: agree === reversed ? 1 : 5 }));
  expect(estimateTraits(sheet(true)).traits).toEqual(Array(32).fill(1));
  expect(estimateTraits(sheet(false)).traits).toEqual(Array(32).fill(0));
});

test("the order of answers changes neither the estimates nor the posterior", () => {
  const random = seeded(11);
  const answers = LONG.map((statement) => sincereAnswer(statement, drawPerson(random), random));
  const shuffled = [...answers].sort((a, b) => a.statementId.localeCompare(b.statementId));
  const close = (a: ArrayLike<number | null>, b: ArrayLike<number | null>) =>
    Array.from(a).every((value, index) => Math.abs((value ?? 0) - (b[index] ?? 0)) < 1e-9);
  expect(close(estimateTraits(answers).traits, estimateTraits(shuffled).traits)).toBe(true);
  expect(close(new TraitPosterior(answers).mean, new TraitPosterior(shuffled).mean)).toBe(true);
  expect(close(new TraitPosterior(answers).covariance, new TraitPosterior(shuffled).covariance)).toBe(true);
});

test("a trait that nobody answered about is unknown, and so is its error", () => {
  const { traits, standardErrors } = estimateTraits(
    statementsOf("long", false).map(({ id }) => ({ statementId: id, value: 3 })),
  );
  for (const index of GROUPS.sexual) expect([traits[index], standardErrors[index]]).toEqual([null, null]);
  expect(traits.filter((trait) => trait === null)).toHaveLength(3);
});

test.each(["short", "long"] as const)(
  "80 %% intervals from the %s form cover the true trait for at least 78 and at most 90 in 100 people",
  (form) => {
    const random = seeded(form === "short" ? 21 : 22);
    let covered = 0;
    const people = 500;
    for (let person = 0; person < people; person += 1) {
      const truth = drawPerson(random);
      const answers = statementsOf(form, true).map((statement) => sincereAnswer(statement, truth, random));
      const { traits, standardErrors } = estimateTraits(answers);
      for (const [index, trait] of traits.entries()) {
        const distance = Math.abs((trait ?? 9) - (truth[index] ?? 0));
        if (distance <= 1.2816 * (standardErrors[index] ?? 0)) covered += 1;
      }
    }
    const share = covered / (people * TRAIT_COUNT);
    expect(share).toBeGreaterThan(0.78);
    expect(share).toBeLessThan(0.9);
  },
);

test("a top-up asks first about traits that nothing was answered about, and never a statement twice", () => {
  const answers = statementsOf("short", false).map(({ id }) => ({ statementId: id, value: 3 }));
  const open = STATEMENTS.filter(({ id }) => !answers.some(({ statementId }) => statementId === id));
  const chosen = chooseStatements(answers, open, 12);
  expect(chosen).toHaveLength(12);
  expect(new Set(chosen.map(({ id }) => id)).size).toBe(12);
  expect(new Set(chosen.slice(0, 3).map(({ trait }) => trait))).toEqual(INTIMACY_TRAITS);
});

test("the chosen statements take more off the uncertainty than any 200 random choices of as many", () => {
  const random = seeded(5);
  const answers = LONG.slice(0, 20).map(({ id }) => ({ statementId: id, value: 4 }));
  const open = STATEMENTS.filter(({ id }) => !answers.some(({ statementId }) => statementId === id));
  const left = (chosen: readonly { id: string }[]) => {
    const posterior = new TraitPosterior([
      ...answers,
      ...chosen.map(({ id }) => ({ statementId: id, value: 3 })),
    ]);
    return TRAITS.reduce(
      (sum, _, trait) => sum + (posterior.covariance[trait * TRAIT_COUNT + trait] ?? 0),
      0,
    );
  };
  const best = left(chooseStatements(answers, open, 6));
  for (let round = 0; round < 200; round += 1) {
    const drawn = [...open].sort(() => random() - 0.5).slice(0, 6);
    expect(best).toBeLessThanOrEqual(left(drawn) + 1e-12);
  }
});

test("a pair's top-up asks about the traits that differ most", () => {
  const answers = LONG.map(({ id }) => ({ statementId: id, value: 3 }));
  const open = STATEMENTS.filter(({ id }) => id.endsWith(".3"));
  const weights = TRAITS.map((trait) => (trait === "novelty" ? 4 : 0.01));
  expect(chooseStatements(answers, open, 1, weights)[0]?.trait).toBe("novelty");
});

type Sheet = (random: Random) => TimedAnswer[];
const filled = (random: Random, value: (index: number) => number, tookMs = () => 2_500 + 6_000 * random()) =>
  LONG.map(({ id }, index) => ({ statementId: id, value: value(index), tookMs: tookMs() }));
const anyOfFive = (random: Random) => 1 + Math.floor(random() * 5);

/** Four ways to fill in a sheet without reading it, each at a reader's pace unless haste is its point. */
const CARELESS: [string, Sheet][] = [
  ["blind ticking", (random) => filled(random, () => anyOfFive(random))],
  [
    "one answer nearly all the way",
    (random) => {
      const habit = anyOfFive(random);
      return filled(random, () => (random() < 0.9 ? habit : anyOfFive(random)));
    },
  ],
  [
    "a repeating pattern",
    (random) => {
      const length = 2 + Math.floor(random() * 5);
      const pattern = Array.from({ length }, () => anyOfFive(random));
      return filled(random, (index) =>
        random() < 0.95 ? (pattern[index % length] ?? 3) : anyOfFive(random),
      );
    },
  ],
  [
    "reading at first, hurrying later",
    (random) => {
      const truth = drawPerson(random);
      return LONG.map((statement, index) =>
        index < 20
          ? sincereAnswer(statement, truth, random)
          : { statementId: statement.id, value: anyOfFive(random), tookMs: 400 + 2_000 * random() },
      );
    },
  ],
];

test("notices at least 90 in 100 of 1,000 careless sheets of four kinds", () => {
  const random = seeded(31);
  let noticed = 0;
  const byKind = CARELESS.map(([kind, sheet]) => {
    let own = 0;
    for (let person = 0; person < 250; person += 1) {
      if (assessQuality(sheet(random)).quality === "low") own += 1;
    }
    noticed += own;
    return `${kind}: ${own} of 250`;
  });
  expect(noticed, byKind.join(", ")).toBeGreaterThanOrEqual(900);
});

test("doubts at most 5 in 100 of 1,000 careful sheets", () => {
  const random = seeded(32);
  let doubted = 0;
  for (let person = 0; person < 1_000; person += 1) {
    const truth = drawPerson(random);
    if (assessQuality(LONG.map((item) => sincereAnswer(item, truth, random))).quality === "low") doubted += 1;
  }
  expect(doubted).toBeLessThanOrEqual(50);
});

test("offers the answers again that contradict the others most", () => {
  const random = seeded(33);
  const answers = LONG.map(({ id, reversed }) => ({
    statementId: id,
    value: reversed ? 2 : 4,
    tookMs: 4_000,
  }));
  const wrong = answers.map((answer, index) =>
    index % 11 === 3 ? { ...answer, value: 6 - answer.value } : answer,
  );
  const noisy = wrong.map((answer) =>
    random() < 0.3 ? { ...answer, tookMs: 300 } : { ...answer, tookMs: 900 },
  );
  const { quality, doubtful } = assessQuality(noisy);
  expect(quality).toBe("low");
  const flipped = wrong.filter((_, index) => index % 11 === 3).map(({ statementId }) => statementId);
  expect(doubtful.every((id) => flipped.some((other) => other.split(".")[0] === id.split(".")[0]))).toBe(
    true,
  );
});
