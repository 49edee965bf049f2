/**
 * npx tsx bench/privacy.ts: how fast exact noise is drawn with the system's cryptographic source, and a million draws
 * beside the exact distribution. Exits with 1 where chi-square passes what it does once in a million.
 */
import { randomBytes } from "node:crypto";
import { discreteLaplace } from "../lib/differential-privacy/discrete-laplace";
import { noiseError, noiseProbability, tailBeyond } from "../lib/differential-privacy/noise-error";
import { noiseScale } from "../lib/differential-privacy/scale";
import { seededBytes } from "../lib/differential-privacy/seeded-bytes.fixture";
import { machine, printTable } from "./report";

const DRAWS = 1_000_000;
const CASES = [
  { sensitivity: 1, epsilonMilli: 1_000, edge: 6 },
  { sensitivity: 1, epsilonMilli: 37, edge: 120 },
  { sensitivity: 15, epsilonMilli: 250, edge: 250 },
];

const pool = { bytes: new Uint8Array(0), at: 0 };
function secureBytes(count: number): Uint8Array {
  if (pool.at + count > pool.bytes.length) [pool.bytes, pool.at] = [randomBytes(16_384), 0];
  pool.at += count;
  return pool.bytes.subarray(pool.at - count, pool.at);
}

console.log(machine());
let ok = true;
const rows = CASES.map(({ sensitivity, epsilonMilli, edge }) => {
  const scale = noiseScale(sensitivity, epsilonMilli);
  const start = performance.now();
  for (let draw = 0; draw < DRAWS / 10; draw++) discreteLaplace(scale, secureBytes);
  const perSecond = DRAWS / 10 / ((performance.now() - start) / 1e3);
  const bytes = seededBytes(2020);
  const observed = new Float64Array(2 * edge + 1);
  for (let draw = 0; draw < DRAWS; draw++) {
    const at = Math.min(edge, Math.max(-edge, Number(discreteLaplace(scale, bytes)))) + edge;
    observed[at] = (observed[at] ?? 0) + 1;
  }
  const sum = observed.reduce((total, count, at) => {
    const x = at - edge;
    const p = Math.abs(x) === edge ? tailBeyond(scale, edge - 1) / 2 : noiseProbability(scale, x);
    return total + (count - p * DRAWS) ** 2 / (p * DRAWS);
  }, 0);
  const freedom = 2 * edge;
  const part = 2 / (9 * freedom);
  const bound = freedom * (1 - part + 4.753 * Math.sqrt(part)) ** 3;
  ok &&= sum < bound;
  return [
    `${sensitivity} / ${epsilonMilli / 1e3}`,
    `±${noiseError([{ scale, cells: 1 }])}`,
    Math.round(perSecond).toLocaleString("en-US"),
    sum.toFixed(1),
    bound.toFixed(1),
  ];
});
printTable(
  "Exact discrete Laplace noise",
  ["sensitivity / epsilon", "95 %", "draws a second", "chi-square of 10^6", "bound (1e-6)"],
  rows,
);
process.exit(ok ? 0 : 1);
