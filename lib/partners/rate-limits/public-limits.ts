import type { Limits } from "@/lib/partners/rate-limits/limiter";

/** What one address may do without a key, such as signing up: enough for an office, too little for a flood. */
export const PUBLIC_LIMITS: Limits = { perMinute: 20, perDay: 200 };
