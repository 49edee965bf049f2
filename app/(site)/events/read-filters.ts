import { ListPublicEvents } from "@/lib/events/discovery/schemas";
import { FILTERS, type Filters } from "./filter-names";

type Query = Record<string, string | string[] | undefined>;

/** What an address asks of the list. What it cannot be asked is left out, and said at its field. */
export function readFilters(query: Query): {
  values: Filters;
  errors: Partial<Filters>;
  asked: ListPublicEvents;
} {
  const values = Object.fromEntries(
    FILTERS.map((name) => [name, typeof query[name] === "string" ? query[name] : ""]),
  ) as unknown as Filters;
  const parsed = ListPublicEvents.safeParse(query);
  if (parsed.success) return { values, errors: {}, asked: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) errors[String(path[0])] ??= message;
  const kept = Object.fromEntries(Object.entries(query).filter(([name]) => !(name in errors)));
  const again = ListPublicEvents.safeParse(kept);
  return { values, errors, asked: again.success ? again.data : ListPublicEvents.parse({}) };
}

/** The address of the list with these filters, at a page. */
export function listAddress(values: Filters, cursor?: string): string {
  const filled = FILTERS.map((name) => [name, values[name]] as const).filter(
    ([, value]) => value.trim() !== "",
  );
  const query = new URLSearchParams(
    [...filled, ...(cursor === undefined ? [] : [["cursor", cursor] as const])].map(([name, value]) => [
      name,
      value,
    ]),
  );
  return query.size === 0 ? "/events" : `/events?${query}`;
}
