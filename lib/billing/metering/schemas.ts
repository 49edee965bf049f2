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

const LINE_CSV_LEVELS = ["days", "endpoints", "calls"] as const;

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

const figures = {
  calls: z.int(),
  errors: z.int().meta({ description: "Calls answered with a status of 400 or more." }),
  billable_units: z.int().meta({ description: "Pairs scored by successful live calls." }),
  cost_micro_usd: z.int().meta({ description: "Millionths of a US dollar." }),
};

export const ApiUsageSummary = z
  .object({
    month: z.string().meta({ description: "The running UTC month, `2026-11`." }),
    mode: z.enum(["live", "test"]),
    ...figures,
    cost_minor: z.int().meta({ description: "The same in US cents, rounded once, as on an invoice." }),
    currency: z.literal("USD"),
    charged: z
      .boolean()
      .meta({ description: "Whether this is billed: false without a plan and for test calls." }),
    by_endpoint: z.array(
      z.object({ endpoint: z.string().meta({ description: "`METHOD /v1/path`" }), ...figures }),
    ),
  })
  .meta({ id: "ApiUsageSummary" });
export type ApiUsageSummary = z.output<typeof ApiUsageSummary>;

const window = z.object({
  limit: z.int(),
  remaining: z.int(),
  reset_at: z.string().meta({ format: "date-time", description: "When there is more than `remaining`." }),
});

export const ApiRateLimit = z
  .object({
    mode: z.enum(["live", "test"]),
    minute: window.meta({ description: "Calls in a sliding minute." }),
    day: window.meta({ description: "Calls of the UTC day; a batch takes one for each pair." }),
    pairs_per_batch: z.int(),
  })
  .meta({ id: "ApiRateLimit" });
export type ApiRateLimit = z.output<typeof ApiRateLimit>;

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Must be a month, such as 2026-01.");

/** The running month, where none is named. */
export const MonthQuery = z.strictObject({ month: month.optional() });
export type MonthQuery = z.output<typeof MonthQuery>;

export interface TierSimulation {
  month: string;
  units: number;
  usage_minor: number;
  peak_minute: number;
  peak_day: number;
  /** With calls. */
  hours: number;
  days: number;
  tiers: SimulatedTier[];
}

export interface SimulatedTier {
  tier: string;
  current: boolean;
  /** For the month, US cents; null where a contract says. */
  plan_minor: number | null;
  interval: "month" | "year" | null;
  total_minor: number | null;
  per_minute: number;
  per_day: number;
  hours_over: number;
  days_over: number;
}

/** A month's cost of live calls, to the last call. */
export interface MonthUsage extends ChargedUnits {
  month: string;
  /** Whether the month still runs. */
  running: boolean;
  /** Whether this is billed: the partner has a plan. */
  charged: boolean;
  cost_minor: number;
  days: (ChargedUnits & { day: string; calls: number })[];
  endpoints: (ChargedUnits & { endpoint: string; calls: number; share: number })[];
}

/** An invoice's usage line, in a list. */
export interface UsageLineRow extends ChargedUnits {
  id: string;
  month: string;
  amount_minor: number;
  invoice_id: string;
  invoice_number: string | null;
  invoice_status: string;
  created_at: string;
}

export const MonthCsvQuery = MonthQuery.extend({
  level: z.enum(["days", "endpoints"], "Must be days or endpoints."),
});
export type MonthCsvQuery = z.output<typeof MonthCsvQuery>;
