/** What is bought by a checkout of its own and not on an invoice, as our metadata at Stripe calls it. */
export const PURCHASE_KINDS = ["ai_tokens", "event_pass", "event_partnership"] as const;
export type PurchaseKind = (typeof PURCHASE_KINDS)[number];

/** The wallet's job that puts what a finished checkout paid for into the wallet. */
export const CREDIT_PURCHASE_JOB = "wallet.credit-purchase";
/** The job that gives the event pass that a finished checkout paid for. */
export const CREDIT_PASS_JOB = "passes.credit-purchase";
/** The job that does to an event pass what became of its money. */
export const SETTLE_PASS_JOB = "passes.settle-money";
/** The job that begins the event partnership that a finished checkout paid for. */
export const CREDIT_PARTNERSHIP_JOB = "partnerships.credit-purchase";
/** The job that does to an event partnership what became of its money. */
export const SETTLE_PARTNERSHIP_JOB = "partnerships.settle-money";

/** The job that books a paid checkout. Its payload is `{ session_id }`. */
export const CREDIT_JOBS: Record<PurchaseKind, string> = {
  ai_tokens: CREDIT_PURCHASE_JOB,
  event_pass: CREDIT_PASS_JOB,
  event_partnership: CREDIT_PARTNERSHIP_JOB,
};

/** The jobs that follow the money of a purchase. Their payload is `{ checkout_session_id }`, and each looks whether it was of its kind. */
export const SETTLE_JOBS = [SETTLE_PASS_JOB, SETTLE_PARTNERSHIP_JOB] as const;

/** How the books call the money of an event pass, and of an event partnership. */
export const passPurchaseKey = (sessionId: string) => `event_pass.purchase:${sessionId}`;
export const partnershipPurchaseKey = (sessionId: string) => `event_partnership.purchase:${sessionId}`;

/** How the books call the money of a checkout. Of AI tokens it is as the wallet writes it. */
export function purchaseKey(kind: PurchaseKind, partnerId: string, sessionId: string): string {
  switch (kind) {
    case "event_pass":
      return passPurchaseKey(sessionId);
    case "event_partnership":
      return partnershipPurchaseKey(sessionId);
    case "ai_tokens":
      return `wallet.purchase:${partnerId}:checkout:${sessionId}`;
  }
}
