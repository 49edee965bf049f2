import { USAGE_RANGES, UsageRange } from "@/lib/partners/usage/schemas";

export type SearchParams = Record<string, string | string[] | undefined>;

/** What the address of the usage page asks for. What makes no sense in it is left out. */
export interface AskedUsage {
  mode: "live" | "test";
  range: UsageRange;
}

export function readAskedUsage(query: SearchParams): AskedUsage {
  const mode = query.mode === "test" ? "test" : "live";
  const name = USAGE_RANGES.find((range) => range === query.range) ?? "30d";
  if (name !== "custom") return { mode, range: { range: name } };
  const custom = UsageRange.safeParse({ range: name, from: query.from, to: query.to });
  return { mode, range: custom.success ? custom.data : { range: name } };
}

/** The same as a query, for links that keep it. */
export function writeAskedUsage({ mode, range }: AskedUsage): Record<string, string> {
  return { mode, ...range };
}
