/**
 * The colours of series, in order: plum, orange, teal, blue, brick. The values stand in app/globals.css, light and
 * dark; their test holds 3:1 on the card and a distance between any two that colour-blind eyes still see.
 */
export const SERIES_COLORS = [
  "var(--chart-1)",
  "var(--chart-2)",
  "var(--chart-3)",
  "var(--chart-4)",
  "var(--chart-5)",
] as const;

/** The colour of the series at `index`. */
export function seriesColor(index: number): string {
  return SERIES_COLORS[index % SERIES_COLORS.length] ?? SERIES_COLORS[0];
}
