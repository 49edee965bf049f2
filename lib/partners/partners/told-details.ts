/**
 * What of an audit row's details its partner's members read, by action. What is not listed is for staff alone: a new
 * action, or a new detail of an old one, is told only once somebody has thought about it here.
 */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  "access_token.created": ["name", "scopes"],
  "alert_recipient.asked": ["email"],
  "alert_recipient.confirmed": ["email"],
  "alert_recipient.declined": ["email"],
  "alert.created": ["name", "metric", "window", "threshold", "action"],
  "alert.deleted": ["name"],
  "alert.updated": ["fields", "threshold", "action", "enabled"],
  "api_key.created": ["name", "mode", "scopes"],
  "api_key.learning_started": ["name", "days"],
  "api_key.learning_stopped": ["name"],
  "api_key.revoked": ["name", "mode"],
  "api_key.rotated": ["replaced_by", "overlap_seconds"],
  "api_key.updated": ["fields"],
  "impersonation.started": ["reason", "until"],
  "invitation.resent": ["email", "role"],
  "invitation.revoked": ["email", "role"],
  "invitation.sent": ["email", "role"],
  "member.added": ["role"],
  "member.joined": ["email", "role"],
  "member.left": ["email", "role"],
  "member.removed": ["email", "role"],
  "member.role_changed": ["email", "from", "to"],
  "partner.capped": ["until"],
  "partner.checkout_started": ["tier"],
  // Whoever gives these reasons is told that the partner can read them.
  "partner.contract_changed": [
    "tier",
    "subscription_status",
    "suspended",
    "email_verified",
    "per_minute",
    "per_day",
    "reason",
  ],
  "partner.created": ["tier"],
  "partner.credit_given_back": ["amount_minor"],
  "partner.credit_taken_back": ["amount_minor"],
  "partner.payment_disputed": ["status"],
  "partner.plan_cancelled": ["tier"],
  "partner.plan_change_requested": ["tier"],
  "partner.plan_change_withdrawn": ["tier"],
  "partner.plan_changed": ["tier"],
  "partner.plan_resumed": ["tier"],
  "partner.subscription_changed": ["tier", "subscription_status"],
  "partner.suspended": ["reason"],
  "partner.unsuspended": ["reason"],
  "partner.updated": ["fields"],
  "signing_key.created": ["name", "algorithm"],
  "signing_key.revoked": ["name"],
  "ticket.answered": ["number"],
  "ticket.created": ["number"],
  "ticket.replied": ["number"],
  "ticket.status_changed": ["number", "from", "to"],
  "wallet.credited": ["tokens"],
  "wallet.purchase_started": ["tokens"],
  "webhook_endpoint.created": ["url", "event_types"],
  "webhook_endpoint.deleted": ["url"],
  "webhook_endpoint.disabled": ["reason"],
  "webhook_endpoint.secret_rotated": ["overlap_seconds"],
  "webhook_endpoint.updated": ["fields", "url", "enabled"],
};

/** The details of an audit row that members may read, as text. */
export function toldDetails(action: string, details: unknown): Record<string, string> {
  if (typeof details !== "object" || details === null) return {};
  const told = TOLD[action] ?? [];
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => (told.includes(name) ? [[name, textOf(value)]] : [])),
  );
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}
