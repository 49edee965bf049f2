import type { Cadence } from "@/lib/research/reports/schemas";

/** What a report is due for, and when that began. */
export interface Period {
  readonly name: string;
  readonly startsAt: Date;
}

const DAY_MS = 86_400_000;

/** The period that a time lies in, UTC: a week from its Monday, or a month. Of an edition it is the edition itself. */
export function periodOf(
  cadence: Cadence,
  now: Date,
  edition: { readonly quarter: string; readonly openedAt: Date } | null,
): Period | null {
  if (cadence === "edition") return edition && { name: edition.quarter, startsAt: edition.openedAt };
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  if (cadence === "monthly") {
    day.setUTCDate(1);
    return { name: day.toISOString().slice(0, 7), startsAt: day };
  }
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  const monday = new Date(day.getTime() - sinceMonday * DAY_MS);
  return { name: monday.toISOString().slice(0, 10), startsAt: monday };
}
