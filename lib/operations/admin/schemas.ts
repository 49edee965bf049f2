import { z } from "zod";
import { EVENT_STATUSES } from "@/lib/events/events/schemas";
import { TIERS, type TierName } from "@/lib/plans/tiers";

const page = {
  limit: z.coerce
    .number()
    .int()
    .min(1, "Must be from 1 to 100.")
    .max(100, "Must be from 1 to 100.")
    .default(25),
  cursor: z.string().max(400).optional(),
};
const text = z.string().trim().max(200, "Must have at most 200 characters.");

export const HEALTH_BANDS = ["healthy", "watch", "at_risk"] as const;
export type HealthBand = (typeof HEALTH_BANDS)[number];

export const PARTNER_SORTS = ["newest", "health", "calls", "name"] as const;

/** What admins look partners up by: `q` is a company, an e-mail address, a partner's id or a key's first characters. */
export const SearchPartners = z.strictObject({
  q: text.optional(),
  tier: z.enum(Object.keys(TIERS) as [TierName, ...TierName[]]).optional(),
  subscription: z.enum(["none", "active", "past_due", "cancelled"]).optional(),
  suspended: z.enum(["yes", "no"]).optional(),
  health: z.enum(HEALTH_BANDS).optional(),
  sort: z.enum(PARTNER_SORTS).default("newest"),
  ...page,
});
export type SearchPartners = z.output<typeof SearchPartners>;

export const PLATFORM_RANGES = ["7d", "30d", "90d", "365d"] as const;

export const PlatformUsageQuery = z.strictObject({
  range: z.enum(PLATFORM_RANGES).default("30d"),
  mode: z.enum(["all", "live", "test"]).default("all"),
});
export type PlatformUsageQuery = z.output<typeof PlatformUsageQuery>;

/** What admins look audit rows up by. `actor` is a person's, key's or operator's id, or a person's e-mail address. */
export const SearchAudit = z.strictObject({
  partner_id: z.uuid("Must be a partner's id.").optional(),
  actor: text.optional(),
  /** An action, or the first part of one: `api_key` finds `api_key.rotated`. */
  action: z
    .string()
    .trim()
    .regex(/^[a-z_.]{1,100}$/, "Must be an action, such as api_key.rotated.")
    .optional(),
  impersonated: z.enum(["yes"]).optional(),
  /** UTC days, both included. */
  from: z.iso.date("Must be a day, such as 2026-01-31.").optional(),
  to: z.iso.date("Must be a day, such as 2026-01-31.").optional(),
  ...page,
});
export type SearchAudit = z.output<typeof SearchAudit>;

export const SearchUsers = z.strictObject({
  q: text.optional(),
  role: z.enum(["user", "creator", "admin"]).optional(),
  suspended: z.enum(["yes", "no"]).optional(),
  ...page,
});
export type SearchUsers = z.output<typeof SearchUsers>;

export const SearchEvents = z.strictObject({
  q: text.optional(),
  status: z.enum(EVENT_STATUSES).optional(),
  ...page,
});
export type SearchEvents = z.output<typeof SearchEvents>;

export const JobRef = z.strictObject({
  job_id: z.string().regex(/^\d{1,18}$/, "Must be a job's number."),
});
export type JobRef = z.output<typeof JobRef>;

export const REVENUE_RANGES = ["6m", "12m", "24m", "36m"] as const;

/** UTC months up to now, the running one among them. */
export const RevenueQuery = z.strictObject({ range: z.enum(REVENUE_RANGES).default("12m") });
export type RevenueQuery = z.output<typeof RevenueQuery>;

export const REVENUE_REPORTS = ["months", "tiers", "partners"] as const;

export const RevenueCsvQuery = RevenueQuery.extend({
  report: z.enum(REVENUE_REPORTS, "Must be months, tiers or partners."),
});
export type RevenueCsvQuery = z.output<typeof RevenueCsvQuery>;
