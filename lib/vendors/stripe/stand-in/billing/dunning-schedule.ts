import { DAY_SECONDS } from "@/lib/vendors/stripe/stand-in/billing/billing-period";

/** When a payment that failed is tried again, in days after the first attempt; then it is given up. */
const RETRY_DAYS = [1, 3, 5, 7] as const;

/** What becomes of a subscription whose invoice is given up. */
export const AFTER_LAST_ATTEMPT: "canceled" | "unpaid" = "canceled";

/** A first payment that is not made within this time takes the subscription with it. */
export const INCOMPLETE_SECONDS = 23 * 3_600;
/** A change that waits for its payment waits this long at most. */
export const PENDING_SECONDS = 23 * 3_600;
/** Renewals wait this long as drafts, so that usage reported late is still in them. */
export const DRAFT_SECONDS = 3_600;
/** How long before its end a trial is announced, and before a renewal its invoice. */
export const TRIAL_NOTICE_SECONDS = 3 * DAY_SECONDS;
export const UPCOMING_NOTICE_SECONDS = 7 * DAY_SECONDS;

/** When to try again after `attempts` attempts, the first of which was at `first`; null where there is no further one. */
export function nextAttempt(first: number, attempts: number): number | null {
  const days = RETRY_DAYS[attempts - 1];
  return days === undefined ? null : first + days * DAY_SECONDS;
}
