/** One line or stack of a chart; a value for each of its times. */
export interface Series {
  name: string;
  /** null where there is no figure, which is not zero. */
  values: readonly (number | null)[];
  /** The period before, point for point; drawn dashed. */
  previous?: readonly (number | null)[];
  /** Which colour of the palette; left out, the series' own place. */
  color?: number;
}

/** Whether there is anything to draw. */
export function hasFigures(series: readonly Series[]): boolean {
  return series.some(({ values, previous = [] }) =>
    [...values, ...previous].some((value) => value !== null && value !== 0),
  );
}
