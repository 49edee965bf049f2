import type { z } from "zod";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/**
 * What an address asks of a list. Fields left empty, given twice or unknown are as if they were not there, and so are
 * those that do not hold: `refused` names them.
 */
export async function readQuery<S extends z.ZodObject>(
  schema: S,
  searchParams: SearchParams,
): Promise<{ query: z.output<S>; given: Record<string, string>; refused: readonly string[] }> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(await searchParams)) {
    if (name in schema.shape && typeof value === "string" && value.trim() !== "") given[name] = value;
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return { query: parsed.data, given, refused: [] };
  const refused = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
  for (const name of refused) delete given[name];
  return { query: schema.parse(given), given, refused };
}

/** An address with these parameters; those that are undefined are left out. */
export function hrefOf(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
