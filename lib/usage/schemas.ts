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
