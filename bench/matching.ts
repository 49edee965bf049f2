/**
 * npx tsx bench/matching.ts: exact maximum-weight matching on complete graphs, beside edmonds-blossom in the same run on
 * the same graphs and the figures quoted for LEMON (C++) on this class of machine; then whom to meet of 5,000, rounds
 * and tables. Every matching is checked by its certificate before its time is printed. With `--peak <n>` it matches one
 * complete graph of n and prints its peak memory; the bench calls itself so, as memory is only honest in a fresh
 * process. `--quick` leaves out edmonds-blossom above 300, which takes a minute.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AllowedPairs, pairGraph } from "../lib/matching/allowed-pairs";
import { bestAllowed } from "../lib/matching/best-allowed";
import { checkCertificate } from "../lib/matching/exact/check-certificate";
import { maxWeightMatching } from "../lib/matching/exact/max-weight-matching";
import type { WeightedGraph } from "../lib/matching/exact/weighted-graph";
import { matchCrowd } from "../lib/matching/match-crowd";
import { pairPeople } from "../lib/matching/pair-people";
import { planRounds } from "../lib/matching/rounds/plan-rounds";
import { roundsBound } from "../lib/matching/rounds/rounds-bound";
import { planTables } from "../lib/matching/tables/plan-tables";
import { crowdScores, drawnRules } from "../lib/matching/testdata/crowd-scores";
import { clusteredWeights, integersFrom, randomGraph } from "../lib/matching/testdata/graphs";
import { edmondsBlossom } from "../lib/matching/testdata/reference-matching.fixture";
import { soulmate1 } from "../lib/scoring/model";
import { pairsAboveThreshold } from "../lib/scoring/pairs-above-threshold";
import { correlatedCrowd, seeded } from "../lib/scoring/testdata/crowd";
import { TraitMatrix } from "../lib/scoring/trait-matrix";
import { linearSolver } from "../lib/vendors/highs/linear-solver";
import { machine, printTable, timed } from "./report";

const SIZES = [100, 300, 500, 1_000, 2_000];
/** Up to here edmonds-blossom runs on every sort of graph, up to LARGEST_PEER on the random one. */
const EVERY_PEER = 500;
const LARGEST_PEER = 1_000;
const LEMON: Record<number, string> = { 500: "0.044 s", 1000: "0.19 s", 2000: "0.98 s" };
const SORTS = ["random", "clustered", "tied"] as const;
const CROWD = 5_000;

const quick = process.argv.includes("--quick");
const seconds = (ms: number) => `${(ms / 1e3).toPrecision(3)} s`;

function completeGraph(size: number, sort: (typeof SORTS)[number]): WeightedGraph {
  const random = seeded(size);
  const draw = {
    random: integersFrom(0, 1_000_000, random),
    clustered: clusteredWeights(size, random, 1_000_000),
    tied: integersFrom(1, 10, random),
  }[sort];
  return randomGraph(size, 1, random, draw);
}

function exactMatching(): void {
  const rows: string[][] = [];
  for (const size of SIZES) {
    for (const sort of SORTS) {
      const graph = completeGraph(size, sort);
      let matching = maxWeightMatching(graph);
      const own = timed(size > 1_000 ? 5 : 11, () => {
        matching = maxWeightMatching(graph);
      });
      const check = timed(3, () => {
        const fault = checkCertificate(graph, matching.mate, matching.certificate);
        if (fault !== null) throw new Error(`The certificate of ${size} ${sort} is wrong: ${fault}.`);
      });
      let peer = "";
      let ratio = "";
      const limit = quick ? 300 : sort === "random" ? LARGEST_PEER : EVERY_PEER;
      if (size <= limit) {
        let weight = Number.NaN;
        const { bestMs } = timed(1, () => {
          weight = edmondsBlossom(graph).weight;
        });
        if (weight !== matching.weight)
          throw new Error(`edmonds-blossom finds ${weight}, not ${matching.weight}.`);
        peer = seconds(bestMs);
        ratio = `${(bestMs / own.medianMs).toFixed(0)}x`;
      }
      const blossoms = String(matching.certificate.blossoms.length);
      rows.push([
        `${size.toLocaleString("en")} ${sort}`,
        seconds(own.bestMs),
        seconds(own.medianMs),
        seconds(check.medianMs),
        blossoms,
        peer,
        ratio,
        LEMON[size] ?? "",
      ]);
    }
  }
  printTable(
    "exact maximum-weight matching, complete graphs, certified",
    ["graph", "best", "median", "check", "blossoms", "edmonds-blossom", "ratio", "LEMON (quoted)"],
    rows,
  );
}

function whomToMeet(): void {
  const matrix = new TraitMatrix(soulmate1, correlatedCrowd(CROWD, 1));
  const everyone = new AllowedPairs(CROWD, true);
  const people = Array.from({ length: CROWD }, (_, i) => ({
    id: String(i),
    group: i % 2 === 0 ? "a" : "b",
    seeks: [i % 2 === 0 ? "b" : "a"],
  }));
  const { allowed } = pairGraph(people);
  const works: [string, () => unknown][] = [
    ["pairs >= 0.6, everyone", () => pairsAboveThreshold(matrix, 0.6)],
    ["best 20 for each, everyone", () => bestAllowed(matrix, everyone, 20)],
    ["best 20 for each, two groups", () => bestAllowed(matrix, allowed, 20)],
    ["who may meet whom, two groups", () => pairGraph(people)],
    ["pairs >= 0.6 with distribution, everyone", () => matchCrowd(matrix, everyone)],
    ["pairs >= 0.6 with distribution, two groups", () => matchCrowd(matrix, allowed)],
  ];
  const rows = works.map(([name, work]) => {
    const { bestMs, medianMs } = timed(7, work);
    return [name, seconds(bestMs), seconds(medianMs)];
  });
  printTable(
    `whom to meet, ${CROWD.toLocaleString("en")} correlated people`,
    ["work", "best", "median"],
    rows,
  );
}

async function roundsAndTables(): Promise<void> {
  const solve = await linearSolver();
  const rows: string[][] = [];
  for (const objective of ["total", "balanced", "worst_off"] as const) {
    const problem = {
      allowed: drawnRules(140, seeded(1), 0.05),
      scores: crowdScores(140, 1),
      rounds: 5,
      objective,
    };
    let plan = planRounds(problem, { random: seeded(1) });
    const planning = timed(3, () => {
      plan = planRounds(problem, { random: seeded(1) });
    });
    let gap = Number.NaN;
    const bounding = timed(3, () => {
      gap = roundsBound(problem, plan, solve).gap;
    });
    const byes = plan.byes.reduce((sum, missed) => sum + missed, 0);
    rows.push([
      `140 guests, 5 rounds of pairs, ${objective}`,
      seconds(planning.medianMs),
      seconds(bounding.medianMs),
      `${(100 * gap).toFixed(3)} %`,
      String(byes),
    ]);
  }
  for (const objective of ["total", "balanced", "worst_off"] as const) {
    const scores = crowdScores(100, 1);
    const problem = { allowed: drawnRules(100, seeded(1), 0.02), scores, rounds: 5, tableSize: 5, objective };
    let plan = planTables(problem, { random: seeded(1) });
    const planning = timed(3, () => {
      plan = planTables(problem, { random: seeded(1) });
    });
    const byes = plan.byes.reduce((sum, missed) => sum + missed, 0);
    rows.push([
      `100 guests, 5 rounds at tables of 5, ${objective}`,
      seconds(planning.medianMs),
      "",
      "",
      String(byes),
    ]);
  }
  const scores = crowdScores(2_000, 1);
  const pairing = timed(3, () => pairPeople(scores, new AllowedPairs(2_000, true)));
  rows.push(["2,000 guests, one exact pairing, certified", seconds(pairing.medianMs), "", "0 %", "0"]);
  printTable("rounds and tables, no pair twice", ["work", "plan", "bound", "gap", "byes"], rows);
}

/** Linux keeps the parent's peak in a child's resource usage, across exec too; its own is VmHWM. */
function peakKib(): number {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}

function peakMib(size: number): string {
  const file = fileURLToPath(import.meta.url);
  return execFileSync(process.execPath, [...process.execArgv, file, "--peak", String(size)], {
    encoding: "utf8",
  }).trim();
}

const peakOf = process.argv.indexOf("--peak");
if (peakOf !== -1) {
  const size = Number(process.argv[peakOf + 1]);
  const edges = (size * (size - 1)) / 2;
  const graph = {
    vertices: size,
    u: new Int32Array(edges),
    v: new Int32Array(edges),
    weight: new Float64Array(edges),
  };
  const random = seeded(size);
  let e = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++, e++) {
      graph.u[e] = i;
      graph.v[e] = j;
      graph.weight[e] = Math.floor(random() * 1_000_000);
    }
  }
  const before = peakKib();
  maxWeightMatching(graph);
  console.log(`${((peakKib() - before) / 1024).toFixed(0)} of ${(peakKib() / 1024).toFixed(0)}`);
} else {
  const start = performance.now();
  console.log(machine());
  exactMatching();
  printTable(
    "peak memory: what a matching adds, of the whole process",
    ["complete graph", "MiB"],
    [500, 1_000, 2_000, 5_000].map((size) => [size.toLocaleString("en"), peakMib(size)]),
  );
  whomToMeet();
  await roundsAndTables();
  console.log(`\nwhole run ${seconds(performance.now() - start)}`);
}
