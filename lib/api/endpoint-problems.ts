import { bodyKind } from "@/lib/api/bodies";
import type { Endpoint } from "@/lib/api/endpoint";
import { replyKind } from "@/lib/api/replies";

const EVERY_CALL = [
  "invalid_input",
  "url_too_long",
  "https_required",
  "rate_limited_minute",
  "rate_limited_day",
  "internal_error",
  "database_unavailable",
] as const;

const WITH_A_KEY = [
  "missing_credentials",
  "invalid_key",
  "revoked_key",
  "expired_key",
  "signature_missing",
  "signature_invalid",
  "signature_expired",
  "signature_replayed",
  "content_digest_mismatch",
  "subscription_inactive",
  "cap_reached",
  "partner_suspended",
  "ip_not_allowed",
  "insufficient_role",
  "signed_out",
  "user_suspended",
  "cross_site_request",
  "impersonation_read_only",
] as const;

const OF_A_PERSON = [
  "missing_credentials",
  "invalid_key",
  "revoked_key",
  "expired_key",
  "signed_out",
  "user_suspended",
  "cross_site_request",
  "impersonating",
  "api_key_not_accepted",
] as const;

const OF_A_BODY = {
  json: ["malformed_json", "duplicate_member"],
  csv: ["unsupported_charset", "malformed_text", "malformed_csv"],
  multipart: ["malformed_form"],
} as const;

const WITH_A_BODY = [
  "malformed_encoding",
  "body_too_large",
  "body_incomplete",
  "unsupported_media_type",
  "unsupported_encoding",
] as const;

const WITH_AN_IDEMPOTENCY_KEY = [
  "idempotency_mismatch",
  "idempotency_in_progress",
  "idempotency_unreadable",
  "limiter_unavailable",
] as const;

/** The codes that a call of this endpoint may be refused with: its verb's own, and those of every call of its kind. */
export function problemCodesOf(endpoint: Endpoint): { own: readonly string[]; common: readonly string[] } {
  const own = new Set([
    ...(endpoint.problems ?? []),
    ...(endpoint.path.includes("{") ? ["not_found"] : []),
    ...(endpoint.scope === undefined ? [] : ["insufficient_scope"]),
  ]);
  const common = [
    ...EVERY_CALL,
    ...(endpoint.auth === "partner" ? WITH_A_KEY : []),
    ...(endpoint.auth === "person" ? OF_A_PERSON : []),
    ...(endpoint.body === undefined ? [] : [...WITH_A_BODY, ...OF_A_BODY[bodyKind(endpoint.body)]]),
    ...(replyKind(endpoint.reply) === "events" ? ["too_many_streams"] : []),
    ...(endpoint.idempotent === true ? WITH_AN_IDEMPOTENCY_KEY : []),
    ...(endpoint.billableUnits === undefined ? [] : ["usage_unavailable"]),
  ];
  return { own: [...own], common: common.filter((code) => !own.has(code)) };
}
