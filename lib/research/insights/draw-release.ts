import { randomBytes } from "node:crypto";
import { z } from "zod";
import { drawFrom } from "@/lib/differential-privacy/discrete-laplace";
import { type Contribution, noisyHistogram, noisyMeans } from "@/lib/differential-privacy/mechanisms";
import type { EpsilonMilli } from "@/lib/differential-privacy/scale";
import type { ByteSource } from "@/lib/differential-privacy/uniform";
import { BIN_WIDTH, BINS, type Question, SENSITIVITY, VALUE_RANGE } from "@/lib/research/insights/question";

/** The noisy numbers of a release: one count a cell, or `BINS` of them one cell after the other; and sums for means. */
export const Noisy = z.object({ counts: z.array(z.int()), sums: z.array(z.int()).nullable() });
export type Noisy = z.output<typeof Noisy>;

/** Bytes taken from the system's cryptographic source at a time. */
const POOL = 16_384;

/** The system's cryptographic source. */
export function secureBytes(): ByteSource {
  let [pool, at] = [new Uint8Array(0), 0];
  return (count) => {
    if (at + count > pool.length) [pool, at] = [new Uint8Array(randomBytes(POOL)), 0];
    at += count;
    return pool.subarray(at - count, at);
  };
}

/** Adds the noise to what every cell holds. Nothing else turns exact numbers into numbers that may leave. */
export function drawRelease(
  question: Question,
  cells: readonly (readonly Contribution[])[],
  epsilonMilli: EpsilonMilli,
  bytes: ByteSource,
): Noisy {
  const terms = { sensitivity: SENSITIVITY[question.source], epsilonMilli, draw: drawFrom(bytes) };
  if (question.statistic === "mean") {
    const { counts, sums } = noisyMeans(cells, VALUE_RANGE, terms);
    return { counts: [...counts], sums: [...sums] };
  }
  const counts = question.statistic === "count" ? cells.map(countOf) : cells.flatMap(binsOf);
  return { counts: [...noisyHistogram(counts, terms).counts], sums: null };
}

function countOf(cell: readonly Contribution[]): number {
  return cell.reduce((sum, { times }) => sum + times, 0);
}

function binsOf(cell: readonly Contribution[]): number[] {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const { value, times } of cell) {
    const at = Math.min(BINS - 1, Math.max(0, Math.floor(value / BIN_WIDTH)));
    bins[at] = (bins[at] ?? 0) + times;
  }
  return bins;
}
