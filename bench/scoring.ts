/**
 * npx tsx bench/scoring.ts: the many-people kernel on one core, beside the plain nested loop over scorePair in the
 * same run and the figures quoted for SciPy's pdist (C) on this class of machine. With `--peak <work>` it does that
 * one work and prints its peak memory; the bench calls itself so, as memory is only honest in a fresh process. With
 * `--models` it compares soulmate-2 with soulmate-1 alone.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bestK } from "../lib/scoring/best-k";
import { MAX_STANDARD_ERROR, soulmate1, soulmate2 } from "../lib/scoring/model";
import { oneAgainstMany } from "../lib/scoring/one-against-many";
import { pairsAboveThreshold } from "../lib/scoring/pairs-above-threshold";
import { eachRow, eachRowWithAlignments, pairCount, scoreAllPairs } from "../lib/scoring/score-all-pairs";
import { scorePair } from "../lib/scoring/score-pair";
import { correlatedCrowd, seeded, uniformCrowd } from "../lib/scoring/testdata/crowd";
import { TraitMatrix } from "../lib/scoring/trait-matrix";
import { machine, printTable, type Timing, timed } from "./report";

const PEOPLE = 10_000;
const PLAIN_PEOPLE = 1_000;
const THRESHOLD = 0.6;
/** So low that a large part of the pairs passes in correlated data. */
const LOW_THRESHOLD = 0.5;
const REPETITIONS = 7;

const PAIRS = pairCount(PEOPLE);

function plainLoop(people: readonly number[][], keep: (score: number) => void): void {
  for (let i = 0; i < people.length; i++) {
    for (let j = i + 1; j < people.length; j++) {
      const pair = { traits1: people[i] ?? [], traits2: people[j] ?? [] };
      keep(scorePair(soulmate1, pair).compatibilityScore);
    }
  }
}

const rate = (pairs: number, ms: number) => `${(pairs / ms / 1e3).toFixed(1)} M/s`;
const seconds = (ms: number) => `${(ms / 1e3).toPrecision(3)} s`;

function row(work: string, pairs: number, kernel: Timing, plainNsPerPair: number, peer: string): string[] {
  return [
    work,
    seconds(kernel.bestMs),
    seconds(kernel.medianMs),
    rate(pairs, kernel.bestMs),
    rate(pairs, kernel.medianMs),
    seconds((plainNsPerPair * pairs) / 1e6),
    `${((plainNsPerPair * pairs) / 1e6 / kernel.medianMs).toFixed(0)}x`,
    peer,
  ];
}

function bench(name: string, make: (size: number, seed: number) => number[][]): void {
  const people = make(PEOPLE, 1);
  const matrix = new TraitMatrix(soulmate1, people);
  const one = people[0] ?? [];

  // The plain loop is the same loop at any size, so a smaller crowd gives its time per pair.
  const few = people.slice(0, PLAIN_PEOPLE);
  let sum = 0;
  const plain = timed(3, () =>
    plainLoop(few, (score) => {
      sum += score;
    }),
  );
  if (Number.isNaN(sum)) throw new Error("the plain loop scored nothing");
  const nsPerPair = (plain.medianMs * 1e6) / pairCount(PLAIN_PEOPLE);

  const rows: string[][] = [];
  const streamed = timed(REPETITIONS, () => eachRow(matrix, {}, () => undefined));
  rows.push(row("all pairs, row by row", PAIRS, streamed, nsPerPair, "72 M/s"));
  const fresh = timed(3, () => scoreAllPairs(matrix));
  rows.push(row("all pairs, new 400 MB array", PAIRS, fresh, nsPerPair, "72 M/s"));
  const into = new Float64Array(PAIRS);
  const reused = timed(REPETITIONS, () => scoreAllPairs(matrix, {}, into));
  rows.push(row("all pairs, array reused", PAIRS, reused, nsPerPair, "72 M/s"));
  const aligned = timed(5, () => eachRowWithAlignments(matrix, {}, () => undefined));
  rows.push(row("all pairs with 7 alignments", PAIRS, aligned, nsPerPair, "20 M/s"));
  const threshold = timed(REPETITIONS, () => pairsAboveThreshold(matrix, THRESHOLD));
  const { count } = pairsAboveThreshold(matrix, THRESHOLD);
  rows.push(
    row(
      `pairs >= ${THRESHOLD} (${count} found)`,
      PAIRS,
      threshold,
      nsPerPair,
      name === "uniform" ? "0.73 s" : "",
    ),
  );
  const low = timed(3, () => pairsAboveThreshold(matrix, LOW_THRESHOLD));
  const { count: lowCount } = pairsAboveThreshold(matrix, LOW_THRESHOLD);
  rows.push(row(`pairs >= ${LOW_THRESHOLD} (${lowCount} found)`, PAIRS, low, nsPerPair, ""));
  rows.push(
    row(
      "best 10 for each",
      2 * PAIRS,
      timed(5, () => bestK(matrix, 10)),
      nsPerPair,
      "",
    ),
  );
  rows.push(
    row(
      "one against 10,000",
      PEOPLE,
      timed(200, () => oneAgainstMany(matrix, one)),
      nsPerPair,
      "",
    ),
  );

  printTable(
    `${name} traits, ${PEOPLE.toLocaleString("en")} people`,
    ["work", "best", "median", "best rate", "median rate", "plain loop*", "ratio", "SciPy (quoted)"],
    rows,
  );
  const pack = timed(REPETITIONS, () => new TraitMatrix(soulmate1, people));
  console.log(
    `* measured on ${PLAIN_PEOPLE.toLocaleString("en")} people (${rate(1e6, nsPerPair)}), taken to the same number of pairs`,
  );
  console.log(`  packing the people, once, not included: ${seconds(pack.medianMs)}`);
}

/** Standard error of a trait asked about with two statements. */
const ERROR = 0.163;

/** Both models on the same people, turn by turn, so that what else the machine does weighs on both alike. */
function compareModels(): void {
  const random = seeded(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const observed = correlatedCrowd(PEOPLE, 1).map((traits) =>
    traits.map((trait) => Math.min(1, Math.max(0, trait + ERROR * normal()))),
  );
  const errors = (error: number) => observed.map(() => Array<number>(32).fill(error));
  const plain = new TraitMatrix(soulmate1, observed);
  const corrected = new TraitMatrix(soulmate2, observed, errors(ERROR));
  const worst = new TraitMatrix(soulmate2, observed, errors(MAX_STANDARD_ERROR));
  const one = observed[0] ?? [];
  const scored = (matrix: TraitMatrix) => {
    const few = observed.slice(0, PLAIN_PEOPLE / 2);
    for (const traits1 of few) {
      for (const traits2 of few) scorePair(matrix.model, { traits1, traits2 });
    }
  };
  const works: [string, (matrix: TraitMatrix) => unknown][] = [
    ["all pairs, row by row", (matrix) => eachRow(matrix, {}, () => undefined)],
    ["all pairs with 7 alignments", (matrix) => eachRowWithAlignments(matrix, {}, () => undefined)],
    [`pairs >= ${THRESHOLD}`, (matrix) => pairsAboveThreshold(matrix, THRESHOLD)],
    ["best 10 for each", (matrix) => bestK(matrix, 10)],
    ["one against 10,000", (matrix) => oneAgainstMany(matrix, one)],
    ["scorePair without errors, 250,000 pairs", scored],
  ];
  const rows = works.map(([name, work]) => {
    const times = [plain, corrected, worst].map(() => [] as number[]);
    for (let turn = 0; turn < 3; turn++) {
      [plain, corrected, worst].forEach((matrix, at) => {
        times[at]?.push(timed(1, () => work(matrix)).bestMs);
      });
    }
    const [base = Number.NaN, own = Number.NaN, largest = Number.NaN] = times.map((list) =>
      Math.min(...list),
    );
    return [
      name,
      seconds(base),
      seconds(own),
      `${(base / own).toFixed(2)}x`,
      `${(base / largest).toFixed(2)}x`,
    ];
  });
  printTable(
    `soulmate-2 beside soulmate-1, ${PEOPLE.toLocaleString("en")} correlated people measured with an error of ${ERROR}`,
    ["work", "soulmate-1", "soulmate-2", "pace", `pace, errors of ${MAX_STANDARD_ERROR}`],
    rows,
  );
}

const PEAK_WORK: Record<string, (matrix: TraitMatrix) => unknown> = {
  "nothing, people packed": () => undefined,
  "all pairs, new array": (matrix) => scoreAllPairs(matrix),
  "all pairs, row by row": (matrix) => eachRow(matrix, {}, () => undefined),
  "all pairs with 7 alignments": (matrix) => eachRowWithAlignments(matrix, {}, () => undefined),
  "pairs >= 0.6": (matrix) => pairsAboveThreshold(matrix, THRESHOLD),
  "best 10 for each": (matrix) => bestK(matrix, 10),
};

function peakMib(work: string): string {
  const file = fileURLToPath(import.meta.url);
  return execFileSync(process.execPath, [...process.execArgv, file, "--peak", work], {
    encoding: "utf8",
  }).trim();
}

/** Linux keeps the parent's peak in a child's resource usage, across exec too; its own is VmHWM. */
function peakKib(): number {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}

const [flag, work] = process.argv.slice(2);
if (flag === "--models") {
  console.log(machine());
  compareModels();
} else if (flag === "--peak" && work !== undefined) {
  PEAK_WORK[work]?.(new TraitMatrix(soulmate1, correlatedCrowd(PEOPLE, 1)));
  console.log((peakKib() / 1024).toFixed(0));
} else {
  const start = performance.now();
  console.log(machine());
  bench("uniform", uniformCrowd);
  bench("correlated (7 latent factors)", correlatedCrowd);
  compareModels();
  printTable(
    `peak memory of a process, ${PEOPLE.toLocaleString("en")} correlated people`,
    ["work", "MiB"],
    Object.keys(PEAK_WORK).map((name) => [name, peakMib(name)]),
  );
  console.log(`\nwhole run ${seconds(performance.now() - start)}`);
}
