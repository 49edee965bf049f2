import { AskInsights } from "@/lib/research/insights/schemas";

/** A question as addresses carry it: `?measure=people&by=age_band,region&in.region=oceania&error=40&edition=2026-Q3`. */

export interface AskedAddress {
  readonly measure: string;
  readonly subject: string | null;
  readonly dimensions: readonly string[];
  readonly filters: readonly { readonly dimension: string; readonly values: readonly string[] }[];
  readonly error: number;
  readonly edition?: string | null;
}

const IN = "in.";

/** The address of the page that builds questions, filled in with this one. */
export function askHref(asked: AskedAddress): string {
  const query = new URLSearchParams({ measure: asked.measure });
  if (asked.subject !== null) query.set("subject", asked.subject);
  if (asked.dimensions.length > 0) query.set("by", asked.dimensions.join(","));
  for (const { dimension, values } of asked.filters) query.set(`${IN}${dimension}`, values.join(","));
  query.set("error", String(asked.error));
  if (asked.edition != null) query.set("edition", asked.edition);
  return `/research/new?${query}`;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
const several = (value: string | undefined) => (value === undefined || value === "" ? [] : value.split(","));

/** The question that an address asks; null where it asks none, or one that cannot be. */
export function readAsked(query: Query): AskInsights | null {
  if (one(query.measure) === undefined) return null;
  const found = AskInsights.safeParse({
    measure: one(query.measure),
    subject: one(query.subject) ?? null,
    dimensions: several(one(query.by)),
    filters: Object.entries(query).flatMap(([name, value]) =>
      name.startsWith(IN) ? [{ dimension: name.slice(IN.length), values: several(one(value)) }] : [],
    ),
    error: Number(one(query.error)),
    edition: one(query.edition) ?? null,
  });
  return found.success ? found.data : null;
}
