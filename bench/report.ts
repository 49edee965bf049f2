import { cpus, totalmem } from "node:os";

/** One line on the machine the figures come from: figures without it mean nothing. */
export function machine(): string {
  const cores = cpus();
  const memoryGib = (totalmem() / 2 ** 30).toFixed(0);
  return `${cores[0]?.model.trim() ?? "unknown CPU"}, ${cores.length} cores, ${memoryGib} GiB, Node ${process.version}`;
}

/** Prints a table with a heading; the first column to the left, the others to the right. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) =>
        column === 0 ? (row[column] ?? "").padEnd(width) : (row[column] ?? "").padStart(width),
      )
      .join("  ");
  console.log(`\n${title}\n${line(head)}\n${widths.map((width) => "-".repeat(width)).join("  ")}`);
  for (const row of rows) console.log(line(row));
}

export interface Timing {
  bestMs: number;
  medianMs: number;
}

/** Runs something so many times and says how long the best and the median run took. */
export function timed(repetitions: number, run: () => unknown): Timing {
  const times: number[] = [];
  for (let n = 0; n < repetitions; n++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  times.sort((x, y) => x - y);
  return { bestMs: times[0] ?? Number.NaN, medianMs: times[times.length >> 1] ?? Number.NaN };
}
