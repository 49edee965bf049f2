/**
 * A second implementation of soulmate-2, by simulation instead of by formula, and the reference answers it gave.
 * `node --import tsx lib/scoring/testdata/soulmate-2-reference.fixture.ts` wrote them. The simulation shares no code with
 * the model. The file is kept, because published answers never change.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { soulmate2 } from "../model";
import { type PairInput, scorePair } from "../score-pair";
import { scoreRange } from "../score-range";
import { correlatedCrowd, seeded, uniformCrowd } from "./crowd";

export interface ReferenceInput {
  person1: (number | null)[];
  person2: (number | null)[];
  standard_errors1: number[] | null;
  standard_errors2: number[] | null;
  resonance: number[] | null;
  feasibility: number | null;
}

export interface ReferenceAnswer {
  compatibility_score: number;
  trait_compatibility: number;
  score_range: { low: number; high: number };
}

export interface ReferenceCase {
  label: string;
  input: ReferenceInput;
  /** By simulation, so good to `SIMULATION_ERROR`. */
  simulated: ReferenceAnswer;
  /** What the model answered when it was published, to hold it to. */
  published: ReferenceAnswer;
}

/** How near the model must come to a simulated answer: simulation noise and the model's normal approximation. */
export const SIMULATION_ERROR = { score: 0.002, range: 0.015 };

const DRAWS = 40_000;
const WORST_ERROR = 0.3;
/** Shares of estimates that may lie beyond the pair's own: of the nearest people allowed, and of the furthest. */
const NEAR_TAIL = 0.1515;
const FAR_TAIL = 0.0495;

function normals(seed: number): () => number {
  const random = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** What chance does to the estimate of a squared distance: estimate = D^2 + 2 D cross + noise, draw by draw. */
interface Draws {
  cross: Float64Array;
  noise: Float64Array;
}

/** Two people answer: on each trait both are off by their own errors, and their true difference points anywhere. */
function draw(errors1: readonly number[], errors2: readonly number[], normal: () => number): Draws {
  const draws = { cross: new Float64Array(DRAWS), noise: new Float64Array(DRAWS) };
  for (let n = 0; n < DRAWS; n++) {
    let length = 0;
    let cross = 0;
    let noise = 0;
    for (let k = 0; k < errors1.length; k++) {
      const off = (errors1[k] ?? 0) * normal() - (errors2[k] ?? 0) * normal();
      const direction = normal();
      length += direction * direction;
      cross += direction * off;
      noise += off * off;
    }
    draws.cross[n] = cross / Math.sqrt(length);
    draws.noise[n] = noise;
  }
  const mean = draws.noise.reduce((sum, value) => sum + value, 0) / DRAWS;
  for (let n = 0; n < DRAWS; n++) draws.noise[n] = (draws.noise[n] ?? 0) - mean;
  return draws;
}

function shareAtLeast({ cross, noise }: Draws, square: number, estimate: number): number {
  const distance = Math.sqrt(square);
  let count = 0;
  for (let n = 0; n < DRAWS; n++) {
    if (square + 2 * distance * (cross[n] ?? 0) + (noise[n] ?? 0) >= estimate) count++;
  }
  return count / DRAWS;
}

/** The squared distance at which `share` of the estimates reach the one observed. */
function squareWhere(draws: Draws, estimate: number, share: number): number {
  let [from, to] = [0, 64];
  for (let step = 0; step < 40; step++) {
    const middle = (from + to) / 2;
    if (shareAtLeast(draws, middle, estimate) < share) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** Nearest and furthest squared distance that would often enough give the estimate. */
function allowed(draws: Draws, estimate: number): [number, number] {
  const sorted = draws.noise.toSorted();
  const least = Math.max(estimate, sorted[Math.floor(DRAWS * (1 - NEAR_TAIL))] ?? 0);
  const nearest = estimate > least - 1e-15 ? squareWhere(draws, least, NEAR_TAIL) : 0;
  return [nearest, squareWhere(draws, least, 1 - FAR_TAIL)];
}

export function simulate(input: ReferenceInput, seed: number): ReferenceAnswer {
  const normal = normals(seed);
  const errors1 = input.standard_errors1 ?? Array<number>(32).fill(0);
  const errors2 = input.standard_errors2 ?? Array<number>(32).fill(0);
  const known = input.person1.flatMap((a, k) => {
    const b = input.person2[k];
    return a === null || b == null ? [] : [{ gap: a - b, error1: errors1[k] ?? 0, error2: errors2[k] ?? 0 }];
  });
  const raw = known.reduce((sum, { gap }) => sum + gap ** 2, 0);

  // The noise between two people, measured: how far apart they come out when they are the same.
  let noise = 0;
  for (let n = 0; n < DRAWS; n++) {
    for (const { error1, error2 } of known) noise += (error1 * normal() - error2 * normal()) ** 2 / DRAWS;
  }
  const scale = 32 / known.length;
  const traits = Math.exp(-Math.sqrt(Math.max(0, raw - noise) * scale));

  const closeness = (square: number) => Math.exp(-Math.sqrt(square));
  const exact = known.every(({ error1, error2 }) => error1 === 0 && error2 === 0);
  // Of known traits only, drawn as often as it takes to make 32 of them.
  const own = draw(
    known.map(({ error1 }) => error1 * Math.sqrt(scale)),
    known.map(({ error2 }) => error2 * Math.sqrt(scale)),
    normal,
  );
  const [nearest, furthest] = exact ? [raw * scale, raw * scale] : allowed(own, (raw - noise) * scale);
  let width = closeness(nearest) - closeness(furthest);
  let below = exact ? 0.5 : (traits - closeness(furthest)) / width;
  if (known.length < 32) {
    // An unknown trait is one on which both are as badly measured as can be, and agree.
    const unknown = Array<number>(32 - known.length).fill(WORST_ERROR);
    const worst = draw(
      [...known.map(({ error1 }) => error1), ...unknown],
      [...known.map(({ error2 }) => error2), ...unknown],
      normal,
    );
    const [near, far] = allowed(worst, raw - noise - unknown.length * 2 * WORST_ERROR ** 2);
    width = closeness(near) - closeness(far);
  }
  below = Math.min(1, Math.max(0, below));
  const low = Math.min(1 - width, Math.max(0, traits - below * width));

  const metrics = input.resonance ?? Array<number>(7).fill(0.5);
  const mean = metrics.reduce((sum, metric) => sum + metric / 7, 0);
  const variance = metrics.reduce((sum, metric) => sum + (metric - mean) ** 2 / 7, 0);
  const scored = (part: number) =>
    (input.feasibility ?? 1) * (0.5 * part + 0.5 * (0.5 * mean + 0.5 * (1 - variance)));
  return {
    compatibility_score: scored(traits),
    trait_compatibility: traits,
    score_range: { low: scored(low), high: scored(low + width) },
  };
}

function inputs(): { label: string; input: ReferenceInput }[] {
  const plain = { standard_errors1: null, standard_errors2: null, resonance: null, feasibility: null };
  const [u1 = [], u2 = []] = uniformCrowd(2, 71);
  const [c1 = [], c2 = [], c3 = []] = correlatedCrowd(3, 72);
  const random = seeded(73);
  const all = (error: number) => Array<number>(32).fill(error);
  const mixed = () => Array.from({ length: 32 }, () => Math.round(random() * 250) / 1000);
  const without = (traits: number[], count: number) =>
    traits.map((value, k) => ((k * 7) % 32 < count ? null : value));
  const beside = (traits: number[], by: number) =>
    traits.map((value, k) => Math.min(1, Math.max(0, value + (k % 2 === 0 ? by : -by))));
  const cases: { label: string; input: ReferenceInput }[] = [];
  const give = (
    label: string,
    input: Partial<ReferenceInput> & { person1: (number | null)[]; person2: (number | null)[] },
  ) => cases.push({ label, input: { ...plain, ...input } });
  give("strangers, exact", { person1: u1, person2: u2 });
  give("the same person, exact", { person1: c1, person2: c1 });
  for (const error of [0.02, 0.1, 0.163, 0.25, 0.3]) {
    const errors = { standard_errors1: all(error), standard_errors2: all(error) };
    give(`strangers, errors of ${error}`, { person1: u1, person2: u2, ...errors });
    give(`alike, errors of ${error}`, { person1: c1, person2: c2, ...errors });
    give(`near, errors of ${error}`, { person1: c3, person2: beside(c3, 0.15), ...errors });
    give(`the same answers, errors of ${error}`, { person1: c1, person2: c1, ...errors });
    give(`24 traits known, errors of ${error}`, { person1: without(c1, 8), person2: c2, ...errors });
  }
  give("errors of one person only", { person1: c1, person2: c2, standard_errors1: all(0.163) });
  give("a different error for each trait", {
    person1: c2,
    person2: c3,
    standard_errors1: mixed(),
    standard_errors2: mixed(),
  });
  give("one trait unknown", {
    person1: without(u1, 1),
    person2: u2,
    standard_errors1: all(0.163),
    standard_errors2: all(0.163),
  });
  give("16 traits known", {
    person1: without(u1, 16),
    person2: u2,
    standard_errors1: all(0.163),
    standard_errors2: all(0.163),
  });
  give("16 traits known, exact", { person1: without(c2, 16), person2: c3 });
  give("resonance and feasibility", {
    person1: c2,
    person2: c1,
    standard_errors1: mixed(),
    standard_errors2: all(0.2),
    resonance: [0.9, 0.8, 0.7, 0.95, 0.6, 1, 0.85],
    feasibility: 0.7,
  });
  return cases;
}

const GOLDEN_FILE = new URL("./soulmate-2-golden.jsonl", import.meta.url);

/** All reference answers, in the order of the file. */
export function soulmate2Cases(): ReferenceCase[] {
  const lines = readFileSync(GOLDEN_FILE, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as ReferenceCase);
}

export function pairOf(input: ReferenceInput): PairInput {
  return {
    traits1: input.person1,
    traits2: input.person2,
    standardErrors1: input.standard_errors1,
    standardErrors2: input.standard_errors2,
    resonance: input.resonance,
    feasibility: input.feasibility,
  };
}

/** The model's own answer, for the comparison. */
export function answer(input: ReferenceInput): ReferenceAnswer {
  const pair = pairOf(input);
  const score = scorePair(soulmate2, pair);
  const { low, high } = scoreRange(soulmate2, pair, score);
  return {
    compatibility_score: score.compatibilityScore,
    trait_compatibility: score.traitCompatibility,
    score_range: { low, high },
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lines = inputs().map(({ label, input }, seed) =>
    JSON.stringify({
      label,
      input,
      simulated: simulate(input, seed),
      published: answer(input),
    } satisfies ReferenceCase),
  );
  writeFileSync(fileURLToPath(GOLDEN_FILE), `${lines.join("\n")}\n`);
}
