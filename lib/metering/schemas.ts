import { z } from "zod";

const day = z.iso.date({ error: "Must be a date, such as 2026-01-31." });
const lineId = z.string().max(200).meta({ description: "The invoice line's id." });

export const UsageLineQuery = z.strictObject({ line_id: lineId });
export type UsageLineQuery = z.output<typeof UsageLineQuery>;

export const UsageLineDayQuery = UsageLineQuery.extend({ day });
export type UsageLineDayQuery = z.output<typeof UsageLineDayQuery>;

export const UsageLineCallsQuery = UsageLineDayQuery.extend({
  /** `METHOD /v1/path` */
  endpoint: z.string().max(300),
  limit: z.int().min(1).max(1_000).default(50),
  cursor: z.string().max(200).optional(),
});
export type UsageLineCallsQuery = z.output<typeof UsageLineCallsQuery>;

export const LINE_CSV_LEVELS = ["days", "endpoints", "calls"] as const;
export type LineCsvLevel = (typeof LINE_CSV_LEVELS)[number];

/** What of an invoice line is downloaded: all of it, of a day, or of a day at an endpoint. */
export const LineCsvQuery = UsageLineQuery.extend({
  level: z.enum(LINE_CSV_LEVELS, `Must be one of ${LINE_CSV_LEVELS.join(", ")}.`),
  day: day.optional(),
  endpoint: z.string().max(300).optional(),
});
export type LineCsvQuery = z.output<typeof LineCsvQuery>;

/** Units and what they cost, before the line's one rounding. */
export interface ChargedUnits {
  units: number;
  cost_micro_usd: number;
}

export interface UsageLine extends ChargedUnits {
  id: string;
  invoice_id: string;
  invoice_number: string | null;
  invoice_status: string;
  /** The UTC month that is billed, `2026-11`. */
  month: string;
  /** What the invoice says. */
  quantity: number;
  amount_minor: number;
  /** Whether what is shown sums to what the invoice says: to the unit, and rounded once to the cent. */
  exact: boolean;
  days: UsageLineDay[];
}

export interface UsageLineDay extends ChargedUnits {
  day: string;
  /** Of an earlier month: its rows came too late for that month's invoice. */
  late: boolean;
}

export interface UsageLineEndpoint extends ChargedUnits {
  endpoint: string;
}

export interface UsageLineDayDetail extends UsageLineDay {
  line: UsageLine;
  endpoints: UsageLineEndpoint[];
}

export interface ChargedCall extends ChargedUnits {
  id: string;
  occurred_at: string;
  key: { id: string; name: string } | null;
}

export interface UsageLineCalls extends ChargedUnits {
  line: UsageLine;
  day: string;
  late: boolean;
  endpoint: string;
  /** Whether the calls themselves are still kept. */
  kept: boolean;
  /** Calls in all, over all pages. */
  calls: number;
  /** Units that these calls do not account for: charges that were put right after they were billed. Nearly always 0. */
  corrected_units: number;
  data: ChargedCall[];
  has_more: boolean;
  next_cursor: string | null;
}
