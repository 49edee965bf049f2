import { CallFilters } from "@/lib/partners/usage/schemas";

export type SearchParams = Record<string, string | string[] | undefined>;

const FIELDS = Object.keys(CallFilters.shape) as (keyof CallFilters)[];

/** A date, as a date field sends it, stands for its first moment; as an end for its last. */
const DATE = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

/** What the address of the log asks for, and which of it makes no sense. */
export interface AskedCalls {
  filters: CallFilters;
  /** As they stand in the address, for the form. */
  told: Partial<Record<keyof CallFilters, string>>;
  faults: { field: string; message: string }[];
}

export function readAskedCalls(query: SearchParams): AskedCalls {
  const told: AskedCalls["told"] = {};
  const filters: Record<string, unknown> = {};
  const faults: AskedCalls["faults"] = [];
  for (const field of FIELDS) {
    const value = query[field];
    if (typeof value !== "string" || value.trim() === "") continue;
    told[field] = value.trim();
    const parsed = CallFilters.shape[field].safeParse(momentOf(field, value.trim()));
    if (parsed.success) filters[field] = parsed.data;
    else faults.push({ field, message: parsed.error.issues[0]?.message ?? "Makes no sense." });
  }
  return { filters: CallFilters.parse(filters), told, faults };
}

function momentOf(field: string, value: string): string {
  if ((field !== "from" && field !== "to") || !DATE.test(value)) return value;
  const first = Date.parse(`${value}T00:00:00Z`);
  if (Number.isNaN(first)) return value;
  return new Date(field === "to" ? first + DAY_MS : first).toISOString();
}

/** The address of the log with these filters. */
export function requestsHref(told: AskedCalls["told"], more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...told, ...more }).toString();
  return query === "" ? "/partner/requests" : `/partner/requests?${query}`;
}
