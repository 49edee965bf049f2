import { USAGE_RANGES, UsageRange } from "@/lib/partners/usage/schemas";
import type { Mode } from "@/lib/platform/context";

export type SearchParams = Record<string, string | string[] | undefined>;

/** What the usage page shows: the data that the portal's switch says, of the time that the address asks for. */
export interface AskedUsage {
  mode: Mode;
  range: UsageRange;
}

/** What makes no sense in the address is left out. */
export function readAskedUsage(query: SearchParams, mode: Mode): AskedUsage {
  const name = USAGE_RANGES.find((range) => range === query.range) ?? "30d";
  if (name !== "custom") return { mode, range: { range: name } };
  const custom = UsageRange.safeParse({ range: name, from: query.from, to: query.to });
  return { mode, range: custom.success ? custom.data : { range: name } };
}

/** The same as a query, for links that keep it. */
export function writeAskedUsage({ mode, range }: AskedUsage): Record<string, string> {
  return { mode, ...range };
}
