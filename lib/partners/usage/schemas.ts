import { z } from "zod";

export const USAGE_GROUPS = ["day", "hour", "endpoint", "key"] as const;

const time = z.iso.datetime({ error: "Must be an RFC 3339 time in UTC, such as 2026-01-31T12:00:00Z." });

export const UsageQuery = z.strictObject({
  group_by: z.enum(USAGE_GROUPS, "Must be day, hour, endpoint or key.").default("day"),
  from: time.optional().meta({ description: "The first hour counted. Default: 30 days ago." }),
  to: time.optional().meta({ description: "The end, not counted itself. Default: now." }),
});
export type UsageQuery = z.output<typeof UsageQuery>;

const milliseconds = z
  .number()
  .nullable()
  .meta({ description: "Milliseconds; null where there were no calls." });

/** What calls are told apart by, one at a time. */
export const USAGE_DIMENSIONS = ["endpoint", "key", "cause", "status", "country"] as const;
export type UsageDimension = (typeof USAGE_DIMENSIONS)[number];

const figures = {
  calls: z.int(),
  errors: z.int().meta({ description: "Calls answered with a status of 400 or more." }),
  units: z.int().meta({ description: "Pairs scored." }),
  billable_units: z.int(),
  cost_micro_usd: z.int().meta({ description: "Millionths of a US dollar." }),
  p50_ms: milliseconds,
  p95_ms: milliseconds,
  p99_ms: milliseconds,
};

export interface UsageFigures {
  calls: number;
  errors: number;
  units: number;
  billable_units: number;
  cost_micro_usd: number;
  p50_ms: number | null;
  p95_ms: number | null;
  p99_ms: number | null;
}

export const UsageRow = z
  .object({
    group: z.string().meta({ description: "The day, the hour, `METHOD endpoint`, or the key's id." }),
    label: z.string().meta({ description: "The same for people: a key's name instead of its id." }),
    ...figures,
  })
  .meta({ id: "UsageRow" });
export type UsageRow = z.output<typeof UsageRow>;

export const Usage = z
  .object({
    from: z.string().meta({ format: "date-time" }),
    to: z.string().meta({ format: "date-time" }),
    mode: z.enum(["live", "test"]),
    group_by: z.enum(USAGE_GROUPS),
    data: z.array(UsageRow),
    total: z.object(figures),
  })
  .meta({ id: "Usage" });
export type Usage = z.output<typeof Usage>;

export const USAGE_RANGES = ["24h", "7d", "30d", "90d", "month", "custom"] as const;

const day = z.iso.date({ error: "Must be a date, such as 2026-01-31." });
/** Dashboards show a year at the most, as `GET /v1/usage` does. */
export const MAX_RANGE_DAYS = 366;

/** What a dashboard looks at. All times are UTC. */
export const UsageRange = z.strictObject({
  range: z.enum(USAGE_RANGES, "Must be 24h, 7d, 30d, 90d, month or custom.").default("30d"),
  /** The first day of a custom range. */
  from: day.optional(),
  /** Its last day, counted too. */
  to: day.optional(),
});
export type UsageRange = z.output<typeof UsageRange>;

export const UsageSeriesQuery = UsageRange.extend({
  /** Left out: hours for up to three days, else days. */
  by: z.enum(["hour", "day"], "Must be hour or day.").optional(),
});
export type UsageSeriesQuery = z.output<typeof UsageSeriesQuery>;

export const UsageBreakdownQuery = UsageRange.extend({
  by: z.enum(USAGE_DIMENSIONS, "Must be endpoint, key, cause, status or country."),
});
export type UsageBreakdownQuery = z.output<typeof UsageBreakdownQuery>;

/** A span as it is told: whole UTC hours, `to` not counted itself. */
export interface ToldSpan {
  from: string;
  to: string;
}

export interface UsageSummary extends ToldSpan {
  mode: "live" | "test";
  /** The same stretch of time before: what is compared with. */
  before: ToldSpan;
  now: SummaryFigures;
  earlier: SummaryFigures;
}

export interface SummaryFigures extends UsageFigures {
  /** 0 to 1; null where there were no calls. */
  error_rate: number | null;
}

export interface UsageSeries extends ToldSpan {
  mode: "live" | "test";
  by: "hour" | "day";
  /** One for each hour or day of the range, also where nothing was called. */
  data: ({ time: string } & UsageFigures)[];
}

export interface UsageBreakdown extends ToldSpan {
  mode: "live" | "test";
  by: UsageDimension;
  /** The largest first: by calls, causes by errors. */
  data: BreakdownRow[];
  total: UsageFigures;
}

export interface BreakdownRow extends UsageFigures {
  value: string;
  /** The same for people: a key's name instead of its id. */
  label: string;
  /** Of all calls of the breakdown, 0 to 1. */
  share: number;
  error_rate: number;
}

export interface UsageHeatmap extends ToldSpan {
  mode: "live" | "test";
  /** One for each of the 168 hours of a week. `weekday` is 1 for Monday to 7 for Sunday. */
  cells: { weekday: number; hour: number; calls: number; errors: number }[];
  /** The fullest of them; null where nothing was called. */
  peak: { weekday: number; hour: number; calls: number } | null;
}

export interface LimitUse {
  limit: number;
  /** Taken now, as the limits count; null while their store does not answer. */
  used: number | null;
  /** The most that was taken in one minute or one UTC day of the range, and when that was. */
  peak: { used: number; at: string; share: number } | null;
}

export interface LimitHeadroom extends ToldSpan {
  mode: "live" | "test";
  minute: LimitUse;
  day: LimitUse;
}

export interface MonthCost {
  /** The UTC month, `2026-11`. */
  month: string;
  so_far_micro_usd: number;
  so_far_units: number;
  last_month_micro_usd: number;
  /** An estimate; null before there is a week to estimate from. */
  forecast_micro_usd: number | null;
  /** Weeks the estimate rests on, 1 to 4. */
  forecast_weeks: number;
}

const uuid = z.uuid({ error: "Must be an id, such as a Request-Id." });
/** What the request log is filtered by. Everything left out matches everything. */
/** Stands where a key's id would for calls that people made themselves, by access token or session. */
export const PEOPLE = "00000000-0000-0000-0000-000000000000";

export const CallFilters = z.strictObject({
  mode: z.enum(["live", "test"], "Must be live or test.").optional(),
  /** A key's id, or PEOPLE. */
  key: uuid.optional(),
  /** The template, such as `/v1/partners/{partner_id}`. */
  endpoint: z.string().max(200).optional(),
  method: z
    .enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"], "Must be an HTTP method.")
    .optional(),
  /** A class (`4xx`) or a code (`429`). */
  status: z
    .string()
    .regex(/^([245]xx|[1-5]\d\d)$/, "Must be 2xx, 4xx, 5xx or a status code.")
    .optional(),
  error_code: z.string().max(100).optional(),
  /** The first moment, and the end, which does not count itself. */
  from: time.optional(),
  to: time.optional(),
  request_id: uuid.optional(),
});
export type CallFilters = z.output<typeof CallFilters>;

export const CallsQuery = CallFilters.extend({
  limit: z.coerce
    .number()
    .int()
    .min(1, "Must be from 1 to 100.")
    .max(100, "Must be from 1 to 100.")
    .default(50),
  cursor: z.string().max(200).optional(),
});
export type CallsQuery = z.output<typeof CallsQuery>;

/** The newest calls since a moment, for whoever watches them come. */
export const TailQuery = CallFilters.omit({ to: true, request_id: true }).extend({
  /** The newest call that is known already, or when the watching began. */
  since: time,
});
export type TailQuery = z.output<typeof TailQuery>;

/** One call in the request log. */
export const CallRow = z
  .object({
    id: z.string().meta({ description: "The call's Request-Id." }),
    occurred_at: z.string().meta({ format: "date-time" }),
    mode: z.enum(["live", "test"]),
    method: z.string(),
    endpoint: z.string().meta({ description: "The template, such as `/v1/partners/{partner_id}`." }),
    status: z.int(),
    error_code: z.string().nullable(),
    duration_ms: z.number(),
    key: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: "Null where a person called, by access token or session." }),
  })
  .meta({ id: "LoggedCall" });
export type CallRow = z.output<typeof CallRow>;

/** Where a stream of calls left some out, because more came than it can show. */
export const CallGap = z
  .object({
    before: z.string().meta({ format: "date-time", description: "The oldest call that is shown after it." }),
  })
  .meta({ id: "LoggedCallGap" });

/** What a stream of calls is filtered by. */
export const StreamCallsQuery = CallFilters.pick({
  endpoint: true,
  method: true,
  status: true,
  error_code: true,
});
export type StreamCallsQuery = z.output<typeof StreamCallsQuery>;

/** All that is known of a call. */
export interface CallDetail extends CallRow {
  units: number;
  billable: boolean;
  cost_micro_usd: number;
  ip: string | null;
  country: string | null;
  user_agent: string | null;
  recorded_at: string;
}

export const CSV_REPORTS = ["series", "endpoint", "key", "cause", "status", "country", "heatmap"] as const;
export type CsvReport = (typeof CSV_REPORTS)[number];

export const UsageCsvQuery = UsageRange.extend({
  report: z.enum(CSV_REPORTS, `Must be one of ${CSV_REPORTS.join(", ")}.`),
  by: z.enum(["hour", "day"], "Must be hour or day.").optional(),
});
export type UsageCsvQuery = z.output<typeof UsageCsvQuery>;
