import { expect, test } from "vitest";
import { ENDINGS, type Scene, STAGES, STEP } from "@/lib/people/quest/story";
import { type Choices, endingOf, QUEST_ERROR, traitsOf, walk } from "@/lib/people/quest/walk-story";
import { GROUPS, TRAITS, type TraitName } from "@/lib/scoring/model";
import { drawPerson, type Random, seeded } from "@/prisma/seed/drawn-people";

const SCENES: readonly Scene[] = STAGES.flat();
const INTIMATE = new Set<TraitName>(GROUPS.sexual.map((index) => TRAITS[index] as TraitName));

/** Every way through the story, told apart by its branches alone. */
function everyPath(withIntimacy: boolean): Scene[][] {
  const paths: Scene[][] = [];
  const follow = (choices: Choices) => {
    const { next, answered } = walk(choices, withIntimacy);
    if (next === null) {
      paths.push([...answered]);
      return;
    }
    const kinds = new Map(next.choices.map(({ marks }, index) => [marks ?? "", index]));
    for (const index of kinds.values()) follow({ ...choices, [next.id]: index });
  };
  follow({});
  return paths;
}

test("has at least 16 scenes on every path, and four paths", () => {
  const paths = everyPath(false);
  expect(paths).toHaveLength(4);
  expect(Math.min(...paths.map(({ length }) => length))).toBeGreaterThanOrEqual(16);
});

test.each([false, true])(
  "touches every trait at least twice on every path (with intimacy: %s)",
  (withIntimacy) => {
    for (const path of everyPath(withIntimacy)) {
      for (const trait of TRAITS) {
        const touched = path.filter(({ choices }) =>
          choices.some(({ up, down }) => up.includes(trait) || down.includes(trait)),
        ).length;
        if (INTIMATE.has(trait) && !withIntimacy) expect(touched).toBe(0);
        else expect(touched, `${trait} on ${path.map(({ id }) => id).join(" ")}`).toBeGreaterThanOrEqual(2);
      }
    }
  },
);

test("each choice of a scene moves exactly the traits that its scene touches, each up or down once", () => {
  for (const { id, choices } of SCENES) {
    const touched = choices.map(({ up, down }) => [...up, ...down].sort());
    for (const own of touched) {
      expect(own, id).toEqual(touched[0]);
      expect(new Set(own).size, id).toBe(own.length);
    }
    expect(new Set(choices.map(({ up }) => [...up].sort().join())).size, id).toBe(4);
  }
});

test("no trait is decided by one choice: another moves it as far back", () => {
  const [path] = everyPath(false);
  for (const trait of TRAITS) {
    if (INTIMATE.has(trait)) continue;
    const moves = (path ?? []).filter(({ choices }) =>
      choices.some(({ up, down }) => up.includes(trait) || down.includes(trait)),
    );
    expect(STEP).toBeLessThanOrEqual((moves.length * STEP) / 2);
  }
});

/** Somebody with known traits: likes a choice by how well it fits, and errs as people do. */
function play(traits: readonly number[], random: Random, withIntimacy: boolean): Choices {
  const choices: Record<string, number> = {};
  for (;;) {
    const { next } = walk(choices, withIntimacy);
    if (next === null) return choices;
    const liking = next.choices.map(({ up, down }) => {
      const lean = (names: readonly TraitName[]) =>
        names.reduce((sum, name) => sum + ((traits[TRAITS.indexOf(name)] ?? 0.5) - 0.5), 0);
      // Gumbel noise makes each choice as likely as a logistic model of its fit says.
      return (lean(up) - lean(down)) / 0.25 - Math.log(-Math.log(random() || Number.MIN_VALUE));
    });
    choices[next.id] = liking.indexOf(Math.max(...liking));
  }
}

test("80 % intervals cover every trait of 500 simulated players at least 80 % of the time", () => {
  const random = seeded(41);
  const players = 500;
  const covered = TRAITS.map(() => 0);
  for (let player = 0; player < players; player += 1) {
    const truth = drawPerson(random);
    const { traits } = traitsOf(play(truth, random, true), true);
    for (const [index, trait] of traits.entries()) {
      if (Math.abs((trait ?? 9) - (truth[index] ?? 0)) <= 1.2816 * QUEST_ERROR) {
        covered[index] = (covered[index] ?? 0) + 1;
      }
    }
  }
  const short = TRAITS.filter((_, index) => (covered[index] ?? 0) < 0.8 * players);
  expect(short).toEqual([]);
});

test("every ending is reached by some players", () => {
  const random = seeded(42);
  const reached = new Set<string>();
  for (let player = 0; player < 400; player += 1) {
    reached.add(endingOf(traitsOf(play(drawPerson(random), random, false), false).traits).id);
  }
  expect([...reached].sort()).toEqual(ENDINGS.map(({ id }) => id).sort());
});

test("the same choices always give the same traits, whatever else was chosen on the way", () => {
  const random = seeded(43);
  const choices = play(drawPerson(random), random, false);
  const astray = {
    ...choices,
    close: 2,
    near: 1,
    nowhere: 3,
    [SCENES[3]?.id ?? ""]: choices[SCENES[3]?.id ?? ""] ?? 1,
  };
  const seen = walk(choices, false).answered.map(({ id }) => id);
  const other = Object.fromEntries(
    Object.entries(astray).filter(([id]) => seen.includes(id) || id === "close"),
  );
  expect(traitsOf(other, false)).toEqual(traitsOf(choices, false));
});

test("no two scenes share a sentence, and no two choices their words", () => {
  const sentences = SCENES.flatMap(({ text, title }) => [title, ...text.split(/(?<=[.!?])\s+/)]);
  expect(new Set(sentences).size).toBe(sentences.length);
  const texts = SCENES.flatMap(({ choices }) => choices.map(({ text }) => text));
  expect(new Set(texts).size).toBe(texts.length);
});
