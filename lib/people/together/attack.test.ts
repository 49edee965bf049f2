import { describe, expect, it } from "vitest";
import type { Form } from "@/lib/people/assessments/statements";
import {
  aimedAt,
  ask,
  attackError,
  drawBlur,
  drawVictim,
  leastSquares,
  type Protections,
  type Question,
  retakes,
  solveTraits,
  type Victim,
} from "@/lib/people/together/attack.fixture";
import { BLUR } from "@/lib/people/together/read-traits";
import { MAX_FRIENDS } from "@/lib/people/together/schemas";
import { GROUPS, TRAIT_COUNT } from "@/lib/scoring/model";
import { seeded } from "@/prisma/seed/drawn-people";

/** The smallest error with which traits may be recovered. Specification section 7. */
const PROMISE = 0.15;

const PRODUCT: Protections = { blur: true, bands: true };
const WITHOUT_BLUR: Protections = { blur: false, bands: true };
const WITHOUT_ANY: Protections = { blur: false, bands: false };

const ALL = Array.from({ length: TRAIT_COUNT }, (_, index) => index);
/** One trait of the largest group, and one of a small one, where a group's level says most about each. */
const AIMED = [17, 27];

const random = () => seeded(58);

/** One friend answers 33 times, with every report refreshed. */
function oneFriend(): Question[] {
  const chance = random();
  return retakes(0.25, drawBlur(chance), chance);
}

/** As many friends as a person may have, each of whom answers 33 times, and who compare what they see. */
function allFriends(): Question[] {
  const chance = random();
  return Array.from({ length: MAX_FRIENDS }, (_, friend) =>
    retakes(friend % 2 === 0 ? 0.25 : 0.5, drawBlur(chance), chance),
  ).flat();
}

describe("33 retakes", () => {
  const attack = { questions: oneFriend(), targets: ALL };

  const solvedWith = (protections: Protections) => {
    const chance = random();
    const errors = Array.from({ length: 40 }, () => drawVictim(chance, "long")).flatMap((victim) =>
      solveTraits(victim, drawBlur(chance), protections).map((trait, index) =>
        Math.abs(trait - (victim.traits[index] ?? 0)),
      ),
    );
    return Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  };

  it("give every trait by plain subtraction where scores are exact", () => {
    expect(solvedWith(WITHOUT_ANY)).toBeLessThan(1e-6);
  });

  it("give no trait to better than 0.15 by subtraction", () => {
    expect(solvedWith(PRODUCT)).toBeGreaterThan(PROMISE);
  });

  it("recover traits to better than 0.15 where scores are in bands only", () => {
    expect(attackError(attack, WITHOUT_BLUR, random())).toBeLessThan(PROMISE - 0.02);
  });

  it.each(["short", "long"] as const)("recover no trait to better than 0.15 (%s form)", (form) => {
    expect(attackError(attack, PRODUCT, random(), { form })).toBeGreaterThan(PROMISE);
  });
});

describe.each(AIMED)("33 retakes that all aim at trait %i", (target) => {
  const chance = random();
  const attack = { questions: aimedAt(target, 33, drawBlur(chance), chance), targets: [target] };
  const many = { practice: 400, victims: 400 };

  it("recover it to better than 0.15 where scores are in bands only", () => {
    expect(attackError(attack, WITHOUT_BLUR, random(), many)).toBeLessThan(PROMISE);
  });

  it("do not recover it to better than 0.15", () => {
    expect(attackError(attack, PRODUCT, random(), many)).toBeGreaterThan(PROMISE);
  });
});

describe("twelve friends who put together what they see in 33 retakes each", () => {
  const attack = { questions: allFriends(), targets: ALL };
  const few = { practice: 30, victims: 30 };

  it("recover traits well where scores are in bands only", () => {
    expect(attackError(attack, WITHOUT_BLUR, random(), few)).toBeLessThan(0.1);
  });

  it("recover no trait to better than 0.15", () => {
    expect(attackError(attack, PRODUCT, random(), few)).toBeGreaterThan(PROMISE);
  });
});

describe("without any limit", () => {
  it("says the same again for the same answers, so that a refresh loop learns nothing", () => {
    const chance = random();
    const victim = drawVictim(chance, "long");
    const question = oneFriend()[7];
    if (question === undefined) throw new Error("There are 33.");
    const first = ask(victim, question, PRODUCT);
    for (let again = 0; again < 50; again += 1) expect(ask(victim, question, PRODUCT)).toEqual(first);
  });

  /** The smallest error about any trait for one who knows the mean of so many readings of it, each with a blur of its own. */
  const bestGuess = (form: Form, blurs: number): number => {
    const chance = random();
    const people = (count: number) => Array.from({ length: count }, () => drawVictim(chance, form));
    const [practice, victims] = [people(2_000), people(2_000)];
    const errors = Object.values(GROUPS).flatMap((indices) => {
      // Traits of a group go together, so the best guess at one uses the readings of all.
      const clues = ({ traits, draws }: Victim) => [
        1,
        ...indices.map((index) => (traits[index] ?? 0) + (BLUR * (draws[index] ?? 0)) / Math.sqrt(blurs)),
      ];
      return indices.map((target) => {
        const rows = (those: readonly Victim[]) =>
          those.map((person) => ({ clues: clues(person), trait: person.traits[target] ?? 0 }));
        const weights = leastSquares(rows(practice));
        const squares = rows(victims).reduce((sum, row) => {
          const guess = row.clues.reduce((total, clue, at) => total + clue * (weights[at] ?? 0), 0);
          return sum + (Math.min(1, Math.max(0, guess)) - row.trait) ** 2;
        }, 0);
        return Math.sqrt(squares / victims.length);
      });
    });
    return Math.min(...errors);
  };

  // Every report is a function of readings, so a person who knew the reading itself would know as much as all reports can tell.
  it.each(["short", "long"] as const)(
    "even the blurred reading itself tells no trait to better than 0.15 (%s form)",
    (form) => {
      expect(bestGuess(form, 1)).toBeGreaterThan(PROMISE);
    },
  );

  it("one result that is read with two blurs tells more than that, so it never is", () => {
    expect(bestGuess("long", 2)).toBeLessThan(PROMISE - 0.02);
  });
});
