import type { ProblemCode } from "@/lib/catalog/shapes";

export const apiKeyProblems: readonly ProblemCode[] = [
  {
    code: "invalid_key",
    status: 401,
    title: "The API key is not one of ours",
    meaning: "The key or access token is mistyped, cut off, or belongs to another installation.",
    fix: "Copy the key again, whole. If it is lost, make a new one: a key is shown only once.",
  },
  {
    code: "revoked_key",
    status: 401,
    title: "The API key has been revoked",
    meaning: "This key or access token was revoked, or its owner left the team.",
    fix: "Use the key that took its place, or make a new one.",
  },
  {
    code: "expired_key",
    status: 401,
    title: "The API key has expired",
    meaning: "The key's expires_at has passed, or it was rotated and the overlap has ended.",
    fix: "Make a new key. Rotate or extend a key before it expires; a mail warns you.",
  },
  {
    code: "signature_missing",
    status: 401,
    title: "The call is not signed",
    meaning:
      "The API key takes signed calls only, or one of the two fields Signature-Input and Signature came without the other.",
    fix: "Sign the call as the guide to signed requests shows. If that is not wanted, turn signature_required off with PATCH on the API key.",
  },
  {
    code: "signature_invalid",
    status: 401,
    title: "The signature does not hold",
    meaning:
      "The signature is by a key that is unknown or revoked, covers too little, lacks a parameter, or is not of this request.",
    fix: "detail says which. Where the signature does not match, it shows the text that we expected to be signed: compare it with yours line by line, above all scheme, host and query.",
  },
  {
    code: "signature_expired",
    status: 401,
    title: "The signature is too old or too new",
    meaning: "Its created lies more than 300 seconds from our clock, or its expires has passed.",
    fix: "Set your clock by NTP, and sign each call as you send it, retries too. detail gives our time.",
  },
  {
    code: "signature_replayed",
    status: 401,
    title: "The signature has been used",
    meaning: "A call with this nonce, by this signing key, has been taken already.",
    fix: "Make a new nonce for every call and sign again, also when you retry; the Idempotency-Key may stay the same.",
  },
  {
    code: "content_digest_mismatch",
    status: 401,
    title: "The body is not the one that was signed",
    meaning: "Content-Digest does not fit the bytes of the body, or holds neither a sha-256 nor a sha-512.",
    fix: "Make the digest of the very bytes you send, after serialising: sha-256=:<base64 of their SHA-256>:. If it is right, something on the way changes the body.",
  },
  {
    code: "subscription_inactive",
    status: 402,
    title: "Live calls need a subscription",
    meaning:
      "Above the free tier, live keys and live calls need an active subscription. There is none, it has ended, or a payment has been overdue for more than 7 days: then only calls that are charged for are refused.",
    fix: "Choose a plan, or pay what is overdue, on the billing page of the portal. Test keys go on working meanwhile.",
  },
  {
    code: "stronger_credential_needed",
    status: 403,
    title: "That key is beyond this credential",
    meaning:
      "No credential makes, rotates, widens or loosens a key of a higher mode, scope or assurance than its own: a test key leaves live keys alone, and no key takes away a signature, an allowlist's limits or an expiry; detail says which it was.",
    fix: "Do it signed in to the portal, with an access token, or with a live key that is held as tightly. Revoking is always possible.",
  },
  {
    code: "partner_suspended",
    status: 403,
    title: "The account is suspended",
    meaning: "All calls of this account are refused until the suspension is lifted.",
    fix: "Write to support to learn why.",
  },
  {
    code: "ip_not_allowed",
    status: 403,
    title: "The address is not on the allowlist",
    meaning: "The key may be used from certain addresses only, and the call came from another.",
    fix: "Call from an allowed address, or change ip_allowlist with PATCH on the key.",
  },
  {
    code: "tier_lacks_signatures",
    status: 403,
    title: "The tier has no signed requests",
    meaning: "Signing keys and signature_required come with the enterprise and white-label tiers.",
    fix: "Move to one of these tiers, or go on without signatures.",
  },
  {
    code: "too_many_keys",
    status: 409,
    title: "There are too many active keys",
    meaning: "The account has as many active keys as it may have; detail gives the number.",
    fix: "Revoke keys that are not in use.",
  },
  {
    code: "no_signing_key",
    status: 409,
    title: "There is no signing key yet",
    meaning: "An API key was to take signed calls only, and no signature could be right.",
    fix: "Create a signing key first: POST /api/v1/partners/{partner_id}/signing-keys.",
  },
  {
    code: "key_inactive",
    status: 409,
    title: "The key is no longer active",
    meaning: "A revoked or expired key cannot be changed or rotated.",
    fix: "Make a new key.",
  },
  {
    code: "already_rotated",
    status: 409,
    title: "The key has been rotated already",
    meaning: "Another key took this one's place; detail gives its id.",
    fix: "Rotate the newer key.",
  },
  {
    code: "cap_reached",
    status: 429,
    title: "A hard cap of your own was reached",
    meaning:
      "Your team has set an alert that refuses live calls once a threshold is reached, and it was. detail says until when. Keys, usage and billing can still be managed with live keys.",
    fix: "Raise the alert's threshold, or switch it off, on the portal's alerts page: calls work again within a second. Otherwise wait for as many seconds as Retry-After says. Test keys go on working.",
  },
];
