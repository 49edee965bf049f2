const STATUSES: Record<string, string> = {
  needs_response: "Needs a response",
  under_review: "Under review",
  won: "Won",
  lost: "Lost",
  prevented: "Prevented",
  warning_needs_response: "Inquiry, needs a response",
  warning_under_review: "Inquiry, under review",
  warning_closed: "Inquiry closed",
};

/** How a dispute stands, as Stripe says it, in words. */
export function disputeStatus(status: string): string {
  return STATUSES[status] ?? sentence(status);
}

/** Why the bank says that it disputes: `product_not_received` as `Product not received`. */
export function disputeReason(reason: string): string {
  return sentence(reason);
}

function sentence(word: string): string {
  const words = word.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
