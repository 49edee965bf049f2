/** One `code` of a problem document, for whoever meets it. */
export interface ProblemCode {
  code: string;
  status: number;
  title: string;
  /** What has happened. */
  meaning: string;
  /** What the caller can do about it. */
  fix: string;
}

/**
 * Every code that the API answers with, by status. The page at the `type` of each problem document shows them; a test
 * holds this list against the codes and classes that the source throws.
 */
export const PROBLEM_CODES: readonly ProblemCode[] = [
  {
    code: "invalid_input",
    status: 400,
    title: "The input breaks a rule",
    meaning:
      "One or more fields of the path, the query, the headers or the body are missing, unknown or out of range.",
    fix: "errors names every bad field by its path, such as person1.traits[3], and says what it must be. The reference has the shapes.",
  },
  {
    code: "malformed_json",
    status: 400,
    title: "The body is not JSON",
    meaning:
      "The body ends too early, or holds something JSON does not have: NaN, Infinity, comments, a trailing comma.",
    fix: "detail gives line and column. Build bodies with a JSON library rather than by joining text.",
  },
  {
    code: "duplicate_member",
    status: 400,
    title: "A member stands twice in one object",
    meaning:
      "An object in the body names the same member more than once, so it is unclear which one is meant.",
    fix: "Send each member once; errors names those that repeat.",
  },
  {
    code: "url_too_long",
    status: 400,
    title: "The URL is too long",
    meaning: "The URL has more than 8,192 characters.",
    fix: "Shorten the query. No parameter of ours needs to be that long.",
  },
  {
    code: "batch_too_large",
    status: 400,
    title: "The batch holds too many pairs",
    meaning: "The batch has more pairs than your tier allows; none was scored.",
    fix: "Send smaller batches. The prices page lists each tier's size; test keys have the free tier's.",
  },
  {
    code: "invalid_token",
    status: 400,
    title: "The verification code does not hold",
    meaning:
      "The code is unknown, older than two days, or was sent to an address that has since been changed.",
    fix: "Copy the code again from the newest mail, or ask for a new one: POST /api/v1/partners/{partner_id}/email-verification.",
  },
  {
    code: "invalid_invitation",
    status: 400,
    title: "The invitation does not hold",
    meaning: "The link or code was withdrawn, used, replaced by a newer one, or is older than seven days.",
    fix: "Open the newest mail, or ask an owner or admin of the team to send it again.",
  },
  {
    code: "wrong_credentials",
    status: 401,
    title: "E-mail and password do not belong together",
    meaning:
      "There is no account with this address and this password, or its address has not been verified. Which of these it is stays unsaid.",
    fix: "Check both, or ask for a link by mail to sign in or to choose a new password.",
  },
  {
    code: "missing_credentials",
    status: 401,
    title: "No API key was sent",
    meaning: "The call needs a key and has neither an X-API-Key nor an Authorization header.",
    fix: "Send X-API-Key: <key>, or Authorization: Bearer <key>. POST /api/v1/partners gives you a test key.",
  },
  {
    code: "invalid_key",
    status: 401,
    title: "The API key is not one of ours",
    meaning: "The key is mistyped, cut off, or belongs to another installation.",
    fix: "Copy the key again, whole. If it is lost, make a new one: a key is shown only once.",
  },
  {
    code: "revoked_key",
    status: 401,
    title: "The API key has been revoked",
    meaning: "Somebody revoked this key.",
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
    fix: "Sign the call as the reference shows at “Make a signing key”. If that is not wanted, turn signature_required off with PATCH on the API key.",
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
    fix: "Make a new nonce for every call and sign anew, also when you retry; the Idempotency-Key may stay the same.",
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
    meaning: "Above the free tier, live keys and live calls need an active subscription, and there is none.",
    fix: "Go on with a test key, which needs none, until the subscription is active.",
  },
  {
    code: "https_required",
    status: 403,
    title: "The call came without encryption",
    meaning: "The call was sent over http://, so its key could be read on the way. It was refused.",
    fix: "Use https://. Then rotate the key, because others may have seen it.",
  },
  {
    code: "insufficient_scope",
    status: 403,
    title: "The key lacks a scope",
    meaning: "The key is valid but was not given the scope that this endpoint asks for; detail names it.",
    fix: "Use a key that has the scope, or add it with PATCH on the key, by a key with partners:admin.",
  },
  {
    code: "insufficient_role",
    status: 403,
    title: "Your role does not allow it",
    meaning:
      "You are a member of this team, but not one who may do this: viewers read, developers work, admins and owners manage.",
    fix: "Ask an owner or admin of the team to do it, or to change your role.",
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
    code: "wrong_account",
    status: 403,
    title: "The invitation is for another account",
    meaning: "You are signed in with an address other than the one that was invited.",
    fix: "Sign in with the account that the mail was sent to, or ask to be invited at your own address.",
  },
  {
    code: "email_unverified",
    status: 403,
    title: "The e-mail address is not verified",
    meaning:
      "Live keys are made only once the account's address is verified, and teams are joined and grown only by people whose own address is.",
    fix: "Open the link in our mail. POST /api/v1/partners/{partner_id}/email-verification sends it again.",
  },
  {
    code: "tier_lacks_signatures",
    status: 403,
    title: "The tier has no signed requests",
    meaning: "Signing keys and signature_required come with the enterprise and white-label tiers.",
    fix: "Move to one of these tiers, or go on without signatures.",
  },
  {
    code: "not_found",
    status: 404,
    title: "There is no such thing",
    meaning: "Nothing has this id, or nothing that you may see: the two look the same on purpose.",
    fix: "Check the id, and that the key belongs to the account that owns it.",
  },
  {
    code: "unknown_route",
    status: 404,
    title: "There is no such endpoint",
    meaning: "No endpoint has this path.",
    fix: "Compare the path with the reference. Paths begin with /api/v1.",
  },
  {
    code: "method_not_allowed",
    status: 405,
    title: "The endpoint does not take this method",
    meaning: "The path exists, but not with this method.",
    fix: "The Allow header lists the methods that it takes.",
  },
  {
    code: "admin_account",
    status: 409,
    title: "The account is an admin's",
    meaning: "Admins can neither be suspended, nor signed out, nor impersonated by one another.",
    fix: "Let an operator take the role away first.",
  },
  {
    code: "user_exists",
    status: 409,
    title: "There is an account with this address",
    meaning: "An operator asked for an account whose address has one already.",
    fix: "Use the account that is there.",
  },
  {
    code: "idempotency_mismatch",
    status: 409,
    title: "The Idempotency-Key was used for something else",
    meaning: "The same key came with another body, query or path within 24 hours.",
    fix: "Use a new key for every new operation, and the same key only to repeat the very same call.",
  },
  {
    code: "idempotency_in_progress",
    status: 409,
    title: "The first call is still running",
    meaning: "A call with this Idempotency-Key has begun and has not ended.",
    fix: "Wait a moment and repeat the same call: you get the first one's reply.",
  },
  {
    code: "idempotency_unreadable",
    status: 409,
    title: "The kept reply cannot be read any more",
    meaning: "The call was done, but its reply was kept under a secret that has since been changed.",
    fix: "Look up what the first call did, then go on with a new Idempotency-Key.",
  },
  {
    code: "already_verified",
    status: 409,
    title: "The address is verified already",
    meaning: "A new verification mail was asked for, and none is needed.",
    fix: "Nothing: go on and make live keys.",
  },
  {
    code: "already_member",
    status: 409,
    title: "They are in the team already",
    meaning: "The address that was invited belongs to a member.",
    fix: "Nothing, or change their role.",
  },
  {
    code: "already_invited",
    status: 409,
    title: "They have been invited already",
    meaning: "There is an open invitation to this address.",
    fix: "Send that one again, or withdraw it first.",
  },
  {
    code: "too_many_invitations",
    status: 409,
    title: "There are too many open invitations",
    meaning: "The team has as many open invitations as it may have; detail gives the number.",
    fix: "Withdraw those that nobody will accept.",
  },
  {
    code: "invitation_closed",
    status: 409,
    title: "The invitation is closed",
    meaning: "It was accepted or withdrawn, so it can be neither sent again nor withdrawn.",
    fix: "Invite them anew, or change the member.",
  },
  {
    code: "last_owner",
    status: 409,
    title: "The team needs an owner",
    meaning: "The change would leave the team without an owner.",
    fix: "Make somebody else an owner first.",
  },
  {
    code: "too_many_keys",
    status: 409,
    title: "There are too many active keys",
    meaning: "The account has as many active keys as it may have; detail gives the number.",
    fix: "Revoke keys that are not in use.",
  },
  {
    code: "too_many_alerts",
    status: 409,
    title: "There are too many alerts",
    meaning: "The account has as many alerts as it may have; detail gives the number.",
    fix: "Delete alerts that nobody needs, or change one of them.",
  },
  {
    code: "no_signing_key",
    status: 409,
    title: "There is no signing key yet",
    meaning: "An API key was to take signed calls only, and no signature could be right.",
    fix: "Make a signing key first: POST /api/v1/partners/{partner_id}/signing-keys.",
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
    code: "too_many_endpoints",
    status: 409,
    title: "There are too many webhook endpoints",
    meaning: "The account has as many webhook endpoints as it may have; detail gives the number.",
    fix: "Delete endpoints that are not in use.",
  },
  {
    code: "endpoint_disabled",
    status: 409,
    title: "The webhook endpoint is disabled",
    meaning: "Nothing is sent to a disabled endpoint, neither test events nor replays.",
    fix: "Enable it first.",
  },
  {
    code: "body_too_large",
    status: 413,
    title: "The body is too large",
    meaning: "The body has more than 1 MB (1,048,576 bytes).",
    fix: "Send less at once, in several calls.",
  },
  {
    code: "unsupported_media_type",
    status: 415,
    title: "The body is not declared as JSON",
    meaning: "The Content-Type is missing or names another format.",
    fix: "Send Content-Type: application/json.",
  },
  {
    code: "unsupported_encoding",
    status: 415,
    title: "The body is compressed",
    meaning: "The Content-Encoding is one that we do not read.",
    fix: "Send the body as it is, without Content-Encoding.",
  },
  {
    code: "rate_limited_minute",
    status: 429,
    title: "Too many calls in a minute",
    meaning: "The calls of the last 60 seconds have used up the limit, all your keys of one mode together.",
    fix: "Wait for as many seconds as Retry-After says. Batches score many pairs in one call.",
  },
  {
    code: "rate_limited_day",
    status: 429,
    title: "Too many calls in a day",
    meaning: "This call does not fit into what is left of the UTC day; a batch counts once for each pair.",
    fix: "Wait for as many seconds as Retry-After says, send a smaller batch, or move to a larger tier.",
  },
  {
    code: "cap_reached",
    status: 429,
    title: "A hard cap of your own was reached",
    meaning:
      "Your team has set an alert that refuses live calls once a threshold is reached, and it was. detail says until when.",
    fix: "Raise the alert's threshold, or switch it off, on the portal's alerts page: calls work again within a second. Otherwise wait for as many seconds as Retry-After says. Test keys go on working.",
  },
  {
    code: "too_many_mails",
    status: 429,
    title: "Too many mails",
    meaning: "As many verification mails in an hour, or invitations in a day, were sent as we send.",
    fix: "Look among the junk, and try again later.",
  },
  {
    code: "too_many_attempts",
    status: 429,
    title: "Too many attempts",
    meaning:
      "Somebody has tried to sign in, or to be let in, more often than guessing is allowed: from your network, or on your account.",
    fix: "Wait as long as detail says. A link by mail signs you in meanwhile.",
  },
  {
    code: "too_many_test_events",
    status: 429,
    title: "Too many test events",
    meaning: "The account has sent as many webhook test events within a minute as it may.",
    fix: "Wait a minute. What was sent is listed among the endpoint's deliveries.",
  },
  {
    code: "internal_error",
    status: 500,
    title: "Something went wrong on our side",
    meaning: "An error that we did not foresee. It has been logged.",
    fix: "Try again with the same Idempotency-Key. If it stays, write to us and quote request_id.",
  },
  {
    code: "database_unavailable",
    status: 503,
    title: "The database does not answer",
    meaning: "The call could not be carried out, and nothing was charged.",
    fix: "Try again after as many seconds as Retry-After says, with the same Idempotency-Key.",
  },
  {
    code: "limiter_unavailable",
    status: 503,
    title: "The rate limiter does not answer",
    meaning: "Calls that charge are refused while they cannot be counted; the others go on.",
    fix: "Try again after as many seconds as Retry-After says, with the same Idempotency-Key.",
  },
  {
    code: "usage_unavailable",
    status: 503,
    title: "The call could not be recorded",
    meaning:
      "A billable call is answered only once it is recorded. This one could not be, so it was not charged.",
    fix: "Try again after as many seconds as Retry-After says, with the same Idempotency-Key.",
  },
];
