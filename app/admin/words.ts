import { formatValue } from "@/components/charts/format-value";

/** `white_label` as people read it: "White label". */
export function inWords(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function count(value: number): string {
  return formatValue("count", value);
}

/** A share of a whole; a dash where there is no whole. */
export function share(part: number, whole: number): string {
  return whole === 0 ? "–" : formatValue("percent", part / whole);
}

/** How long something took: "340 ms", "12.4 s", "3 min 5 s". */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
