import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeptSchedule } from "@/lib/events/pairing/match-task";
import { certificateOf } from "@/lib/events/pairing/plan-schedule";
import type { CertificateBody } from "@/lib/events/pairing/schedule-schemas";
import { runMatchingTask } from "@/lib/matching/matching-task";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { RUNNABLE, runSnippet } from "@/test/snippet-runner";
import { MATCHING_SNIPPETS } from "./matching-snippets";

const script = MATCHING_SNIPPETS["check-certificate"].code().python ?? "";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "soulmate-certificate-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An odd number of guests of whom some seek one group, with a pin and a pair that must not meet. */
function proven(size: number): { guests: object[]; proof: CertificateBody & { attendees: string[] } } {
  const traits = correlatedCrowd(size, 5);
  const people = traits.map((_, i) => ({
    id: `guest-${i}`,
    group: i % 3 === 0 ? "a" : "b",
    seeks: i % 4 === 1 ? ["b"] : null,
  }));
  const rules: Pick<KeptSchedule, "pins" | "forbids"> = {
    pins: [["guest-0", "guest-7"]],
    forbids: [["guest-1", "guest-2"]],
  };
  const pairing = runMatchingTask({
    kind: "pairing",
    crowd: { people, traits, rules: { pins: rules.pins, blocks: rules.forbids } },
    ask: { maxCardinality: true },
  });
  const proof = certificateOf({ people, ...rules }, "soulmate-1", pairing);
  const guests = people.map((one, i) => ({ ...one, traits: traits[i] }));
  return { guests, proof: { ...proof, attendees: people.map(({ id }) => id) } };
}

type Forged = ReturnType<typeof proven>["proof"];

/** Duals that fit a matching of everyone, whatever it is worth: one half of the bonus each. */
function forge(proof: Forged, bonus: number): void {
  proof.pairs = proof.vertex_duals.flatMap((_, i) => (i % 2 === 1 ? [[i - 1, i]] : []));
  proof.cardinality_bonus = bonus;
  proof.vertex_duals = proof.vertex_duals.map(() => bonus / 2);
  proof.blossoms = [];
}

/** An even number of guests who may all meet, as a forger likes them. */
function everyone(size: number): ReturnType<typeof proven> {
  const traits = correlatedCrowd(size, 5);
  const people = traits.map((_, i) => ({ id: `guest-${i}`, group: null, seeks: null }));
  const rules: Pick<KeptSchedule, "pins" | "forbids"> = { pins: [], forbids: [] };
  const pairing = runMatchingTask({
    kind: "pairing",
    crowd: { people, traits },
    ask: { maxCardinality: true },
  });
  const proof = certificateOf({ people, ...rules }, "soulmate-1", pairing);
  return {
    guests: people.map((one, i) => ({ ...one, traits: traits[i] })),
    proof: { ...proof, attendees: people.map(({ id }) => id) },
  };
}

async function check({ guests, proof }: ReturnType<typeof proven>): Promise<string> {
  await writeFile(join(folder, "attendees.json"), JSON.stringify(guests));
  await writeFile(join(folder, "certificate.json"), JSON.stringify(proof));
  // Python looks at two million pairs of 2,000 guests.
  return runSnippet("python", script, folder, 100_000);
}

describe.skipIf(!RUNNABLE.includes("python"))("the script that checks a certificate", () => {
  it("accepts the proof of a pairing with pins, forbidden pairs and groups", async () => {
    expect(await check(proven(81))).toMatch(/^Proven: no other 40 pairs/);
  });

  it.each<[string, (proof: Forged) => void]>([
    ["a bonus in which all scores vanish", (proof) => forge(proof, 2 ** 120)],
    [
      "a scale at which all scores are the same",
      (proof) => {
        forge(proof, 10);
        proof.scale = 1;
      },
    ],
    [
      "a scale at which no pair is worth anything",
      (proof) => {
        forge(proof, 1);
        Object.assign(proof, { pairs: [], scale: 1e-9, vertex_duals: proof.vertex_duals.map(() => 0) });
      },
    ],
    [
      "fewer guests than there are",
      (proof) => Object.assign(proof, { attendees: ["guest-0"], pairs: [], blossoms: [], vertex_duals: [0] }),
    ],
  ])("refuses a proof that is forged with %s", async (_, change) => {
    const forged = everyone(8);
    await expect(check(forged)).resolves.toMatch(/^Proven: no other 4 pairs/);
    change(forged.proof);
    await expect(check(forged)).rejects.toThrow(/AssertionError/);
  });

  it("checks the proof of a round for 2,000 guests", async () => {
    expect(await check(proven(2_000))).toMatch(/^Proven: no other \d+ pairs/);
  }, 120_000);

  it("refuses a pairing that is not the best, and a dual that is wrong", async () => {
    const swapped = proven(21);
    const [first, second] = swapped.proof.pairs.filter((pair) => !pair.includes(0));
    if (first === undefined || second === undefined) throw new Error("There are too few pairs to swap.");
    [first[1], second[1]] = [second[1] ?? 0, first[1] ?? 0];
    await expect(check(swapped)).rejects.toThrow(/AssertionError/);
    const wrong = proven(21);
    wrong.proof.vertex_duals[3] = 0;
    await expect(check(wrong)).rejects.toThrow(/AssertionError/);
  });
});

it("has twenty lines", () => {
  expect(script.split("\n").length).toBeLessThanOrEqual(20);
});
