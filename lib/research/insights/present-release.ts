import { hideSmall, presentMean, presentMedian, presentTotal } from "@/lib/differential-privacy/released";
import type { EpsilonMilli } from "@/lib/differential-privacy/scale";
import type { Noisy } from "@/lib/research/insights/draw-release";
import {
  BIN_WIDTH,
  BINS,
  gridOf,
  type Measure,
  type Question,
  VALUE_RANGE,
} from "@/lib/research/insights/question";
import { countScale, sumScale } from "@/lib/research/insights/release-terms";
import type { Result, ResultCell } from "@/lib/research/insights/schemas";

/** A release as one question reads it: which of its cells make up each cell that was asked for. */
export interface Reading {
  /** As it was released. */
  readonly released: Question;
  /** As it is asked. */
  readonly question: Question;
  readonly epsilonMilli: EpsilonMilli;
  readonly noisy: Noisy;
  readonly parts: readonly (readonly number[])[];
}

/** Whether every part of every cell can be seen, where a cell has several: a sum without a hidden part would be too low. */
export function isWhole({ noisy, parts, question }: Reading): boolean {
  const visible = hideSmall(noisy.counts);
  const bins = question.statistic === "histogram" ? BINS : 1;
  return parts.every(
    (cells) =>
      cells.length === 1 ||
      cells.every((cell) => visible.slice(cell * bins, (cell + 1) * bins).every((count) => count !== null)),
  );
}

/**
 * What is shown of a release: small cells hidden, totals as sums of what is shown, everything rounded to its noise. It works on
 * noisy numbers alone.
 */
export function presentRelease(measure: Measure, reading: Reading): Pick<Result, "cells" | "total"> {
  const { question, released, noisy, parts, epsilonMilli } = reading;
  const scale = countScale(released, epsilonMilli);
  const grid = gridOf(question);
  const visible = hideSmall(noisy.counts);
  const shownParts: (number | null)[] = [];
  const cells = grid.map((values, at): ResultCell => {
    const own = parts[at] ?? [];
    const cell = {
      at: question.dimensions.map((dimension, place) => ({ dimension, value: values[place]?.name ?? "" })),
      count: null,
      estimate: null,
      bins: null,
    };
    if (question.statistic === "histogram") {
      const bins = Array.from({ length: BINS }, (_, bin) =>
        own.map((part) => visible[part * BINS + bin] ?? null),
      );
      shownParts.push(...bins.flat());
      return { ...cell, ...presentBins(measure, reading, own, bins) };
    }
    const counts = own.map((part) => visible[part] ?? null);
    shownParts.push(...counts);
    const seen = own.filter((_, place) => counts[place] !== null);
    const count = presentTotal(counts, { scale });
    if (question.statistic === "count" || count === null) return { ...cell, count };
    const add = (numbers: readonly number[]) => seen.reduce((sum, part) => sum + (numbers[part] ?? 0), 0);
    const mean = presentMean(
      { count: add(noisy.counts), sum: add(noisy.sums ?? []) },
      {
        countTerms: [{ scale, cells: seen.length }],
        sumTerms: [{ scale: sumScale(released, epsilonMilli), cells: seen.length }],
        range: VALUE_RANGE,
      },
    );
    return { ...cell, count, estimate: mean && inUnits(mean) };
  });
  return { cells, total: presentTotal(shownParts, { scale }) };
}

type Bins = readonly (readonly (number | null)[])[];

function presentBins(
  measure: Measure,
  { released, noisy, epsilonMilli }: Reading,
  parts: readonly number[],
  visible: Bins,
): Partial<ResultCell> {
  const scale = countScale(released, epsilonMilli);
  const count = presentTotal(visible.flat(), { scale });
  if (count === null) return {};
  if (isDistribution(measure)) {
    const bins = visible.map((own) => presentTotal(own, { scale }));
    return { count, bins };
  }
  const sums = visible.map((_, bin) =>
    parts.reduce((sum, part) => sum + (noisy.counts[part * BINS + bin] ?? 0), 0),
  );
  // Several parts make one noise of each bin: as many noises as parts.
  const median = presentMedian(sums, { scale }, parts.length);
  if (median === null) return { count };
  const { bin, lowBin, highBin } = median;
  const edges = { value: (bin + 0.5) * BIN_WIDTH, low: lowBin * BIN_WIDTH, high: (highBin + 1) * BIN_WIDTH };
  return { count, estimate: inUnits(edges) };
}

const isDistribution = (measure: Measure) =>
  measure === "trait_distribution" || measure === "compatibility_distribution";

/** Thousandths as numbers from 0 to 1. */
function inUnits({ value, low, high }: { value: number; low: number; high: number }) {
  return { value: value / 1_000, low: low / 1_000, high: high / 1_000 };
}
