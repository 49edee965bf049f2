/** What a partner can rely on. Browser-safe: pages and guides show these. */

/** A failed delivery is tried again after each of these, counted from the attempt before; their sum is about a day. */
export const RETRY_DELAYS_SECONDS = [5, 60, 300, 1_800, 7_200, 18_000, 25_200, 34_200] as const;
export const MAX_ATTEMPTS = RETRY_DELAYS_SECONDS.length + 1;
/** For the whole exchange, from looking the name up to the end of the reply. */
export const TIMEOUT_SECONDS = 15;

/** The headers of Standard Webhooks. */
export const WEBHOOK_HEADERS = {
  /** The event's id: the same in every attempt and replay, so that a receiver can tell what it has seen. */
  id: "webhook-id",
  /** When this attempt was made, in seconds since 1970. */
  timestamp: "webhook-timestamp",
  /** `v1,<base64>` by each secret in force, separated by spaces. */
  signature: "webhook-signature",
} as const;
export const USER_AGENT = "Soulmate-Webhooks/1.0";

export const MAX_ENDPOINTS = 20;
/** So many deliveries to one endpoint run at once, so that a slow one holds up nobody but itself. */
export const ENDPOINT_AT_ONCE = 4;
/** So many of one partner's, whatever number of endpoints it has: the rest of the slots is for others. */
export const PARTNER_AT_ONCE = 6;
/** An endpoint without a single success for so long is disabled. */
export const DISABLE_AFTER_DAYS = 5;
/** Events, deliveries and attempts are kept so long. */
export const KEPT_DAYS = 30;
/** Of a reply so many characters are kept. */
export const KEPT_REPLY_CHARACTERS = 1_000;
export const MAX_OVERLAP_SECONDS = 604_800;
export const DEFAULT_OVERLAP_SECONDS = 86_400;
/** So many test events a partner may send in a minute. */
export const TESTS_PER_MINUTE = 10;
