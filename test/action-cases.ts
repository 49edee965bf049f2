import type { MemberRole } from "@/lib/partners/teams/schemas";
import { newId } from "@/lib/platform/ids";
import { acceptedValue, PARTNER_DOCUMENTS, PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";
import type { Permission } from "@/lib/platform/permissions";
import { FormArguments } from "./server-actions";

/** Ids of what belongs to the team under test; in `NOBODYS` nothing has them. */
export interface OwnedIds {
  key_id: string;
  signing_key_id: string;
  ticket_id: string;
  alert_id: string;
  endpoint_id: string;
  delivery_id: string;
  invitation_id: string;
  user_id: string;
  session_id: string;
  token_id: string;
  partner_id: string;
  event_id: string;
  attendee_id: string;
  registration_id: string;
  /** These belong to a person, whatever their team. */
  assessment_id: string;
  quest_id: string;
  result_id: string;
  pair_id: string;
  together_invitation_id: string;
  share_link_id: string;
}

export const NOBODYS: OwnedIds = {
  key_id: newId(),
  signing_key_id: newId(),
  ticket_id: newId(),
  alert_id: newId(),
  endpoint_id: newId(),
  delivery_id: newId(),
  invitation_id: newId(),
  user_id: newId(),
  session_id: newId(),
  token_id: newId(),
  partner_id: newId(),
  event_id: newId(),
  attendee_id: newId(),
  registration_id: newId(),
  assessment_id: newId(),
  quest_id: newId(),
  result_id: newId(),
  pair_id: newId(),
  together_invitation_id: newId(),
  share_link_id: newId(),
};

/** What is known of a server action: who may call it, a good input, and how it then answers. */
export interface ActionCase {
  who: "visitor" | "person" | "user" | "member" | "admin";
  /** Of members: what their role must allow; null where every member may. */
  permission: Permission | null;
  input(ids: OwnedIds): unknown;
  /**
   * How its verb answers whoever may call it: `done`, `redirect`, or the code of a refusal that only the verb gives.
   * What a schema refuses (`invalid_input`) has never reached the verb, and so is no answer of one.
   */
  allowed: readonly string[];
  /** Of what is `done`, or was led on to: whether it is the verb's own. */
  reached?: (value: unknown) => boolean;
  /** What the caller's browser holds besides its session. */
  cookie?: string;
  /** Of people: where one is sent of whom nothing is held; to begin, where it is not said. */
  elsewhere?: string;
  /** Whether calling it changes who the caller is: each caller is then made anew. */
  fresh: boolean;
}

const WORKERS: readonly MemberRole[] = ["owner", "admin", "developer"];
const MANAGERS: readonly MemberRole[] = ["owner", "admin"];
const EVERYBODY: readonly MemberRole[] = [...WORKERS, "viewer"];

/** Which roles may what: written down a second time, so that a slip in the first is seen. */
export const MAY: Record<Permission, readonly MemberRole[]> = {
  "compatibility:calculate": WORKERS,
  "usage:read": EVERYBODY,
  "events:read": EVERYBODY,
  "events:write": WORKERS,
  "insights:read": EVERYBODY,
  "insights:query": WORKERS,
  "insights:write": WORKERS,
  "partner:read": EVERYBODY,
  "partner:write": MANAGERS,
  "keys:read": EVERYBODY,
  "keys:write": WORKERS,
  "team:read": EVERYBODY,
  "team:write": MANAGERS,
  "webhooks:read": EVERYBODY,
  "webhooks:write": WORKERS,
  "alerts:read": EVERYBODY,
  "alerts:write": WORKERS,
  "tickets:read": EVERYBODY,
  "tickets:write": WORKERS,
  "billing:read": EVERYBODY,
  "billing:write": MANAGERS,
};

const REASON = "Asked for by the matrix of roles";
const unknown = ["not_found"] as const;
const done = ["done"] as const;

function member(
  permission: Permission | null,
  input: ActionCase["input"],
  allowed: readonly string[] = unknown,
  fresh = false,
): ActionCase {
  return { who: "member", permission, input, allowed, fresh };
}

function user(
  input: ActionCase["input"],
  allowed: readonly string[] = done,
  rest: Partial<ActionCase> = {},
): ActionCase {
  return { who: "user", permission: null, input, allowed, fresh: false, ...rest };
}

/** Of somebody who answers questions, with or without an account. */
function person(input: ActionCase["input"], allowed: readonly string[] = unknown): ActionCase {
  return { who: "person", permission: null, input, allowed, fresh: false };
}

/** The same in the privacy centre. */
function inPrivacy(input: ActionCase["input"], allowed: readonly string[] = unknown): ActionCase {
  return { ...person(input, allowed), elsewhere: "/privacy" };
}

function admin(input: ActionCase["input"], allowed: readonly string[] = unknown): ActionCase {
  return { who: "admin", permission: null, input, allowed, fresh: false };
}

function visitor(
  fields: Record<string, string>,
  allowed: readonly string[] = unknown,
  rest: Partial<ActionCase> = {},
): ActionCase {
  return { who: "visitor", permission: null, input: () => form(fields), allowed, fresh: false, ...rest };
}

const form = (fields: Record<string, string> = {}) => new FormArguments("stateful", fields);
const plainForm = () => new FormArguments("plain", {});
/** As long as the tokens that are mailed, and one that never was. */
const NOBODYS_TOKEN = "nobodys-token-".padEnd(43, "x");
const NOBODYS_CHECKOUT = "cs_test_nobodys";
const NOBODYS_INVOICE = "in_1nobodys";
const NOBODYS_PORTAL = "bps_1nobodys";
/** The verb looks for the event and finds none: it is reached, and says so. */
const ofNoEvent = (fields: Record<string, string> = {}) =>
  user(() => form({ event_id: newId(), ...fields }), unknown);
const CARD = { number: "4242424242424242", expiry: "12 / 40", cvc: "123", name: "Robin", postcode: "12345" };
const CHECK_IN = {
  ease: "3",
  laughter: "3",
  heard: "3",
  honesty: "3",
  curiosity: "3",
  support: "3",
  energy: "3",
};
const ACCEPTED_BY_PERSON = acceptedValue(PERSON_DOCUMENTS, new Date());
const ACCEPTED_BY_COMPANY = acceptedValue(PARTNER_DOCUMENTS, new Date());
const email = () => `case-${newId()}@example.com`;

const ACCOUNT = "app/account/actions.ts";
const AUTH = "app/(auth)/actions.ts";
const KEYS = "app/partner/keys/actions.ts";
const TEAM = "app/partner/team/actions.ts";
const SECURITY = "app/partner/security/actions.ts";
const SETTINGS = "app/partner/settings/actions.ts";
const FIRST_STEPS = "app/partner/first-steps/actions.ts";
const SUPPORT = "app/partner/support/actions.ts";
const WEBHOOKS = "app/partner/webhooks/actions.ts";
const BILLING = "app/partner/billing/actions.ts";
const EVENTS = "app/partner/events/actions.ts";
const FINDINGS = "app/research/findings/actions.ts";
const REPORTS = "app/research/reports/actions.ts";
const MATCHES = "app/partner/events/[event_id]/matches/actions.ts";
const ROUNDS = "app/partner/events/[event_id]/rounds/actions.ts";
const pairOf = ({ event_id }: OwnedIds) => ({ event_id, attendee1_id: "ada", attendee2_id: "ben" });
const DOORS = "app/partner/events/[event_id]/doors/actions.ts";
const REGISTRATIONS = "app/partner/events/[event_id]/registrations/actions.ts";
const ALERTS = "app/partner/alerts/actions.ts";
const RESEARCH = "app/research/actions.ts";
/** Of a quarter that had no edition. */
const QUESTION = { edition: "2001-Q1", measure: "people", dimensions: ["age_band"], error: 500 };
const ASSESSMENT = "app/(site)/assessment/actions.ts";
const QUEST = "app/(site)/quest/actions.ts";
const RESULTS = "app/(site)/results/actions.ts";
const TOGETHER = "app/(site)/together/actions.ts";
const SITE_EVENTS = "app/(site)/events/actions.ts";
const SHARING = "app/(site)/sharing/actions.ts";
const GUESTS = "app/(site)/events/[event_id]/people/actions.ts";
const LINKED_GUESTS = "app/(site)/guest/[token]/people/actions.ts";
const PRIVACY = "app/(site)/privacy/actions.ts";
const STRIPE_CHECKOUT = "app/dev/stripe/checkout/[id]/actions.ts";
const STRIPE_INVOICE = "app/dev/stripe/invoices/[id]/actions.ts";
const STRIPE_PORTAL = "app/dev/stripe/portal/[id]/actions.ts";

/** Every server action, by its file and name. An action without a case fails the test, and so does a case without one. */
export const ACTION_CASES: Record<string, ActionCase> = {
  // It answers with a state of its own: this is what it says of a code that it looked for.
  "app/(site)/verify-email/actions.ts verify": visitor({ token: NOBODYS_TOKEN }, done, {
    reached: (value) => /"state":"refused".*not valid/.test(JSON.stringify(value)),
  }),
  [`${ASSESSMENT} start`]: visitor({ form: "short", old_enough: "on" }, ["redirect"], {
    reached: (to) => /^\/assessment\/[0-9a-f-]{36}$/.test(String(to)),
  }),
  [`${ASSESSMENT} startWithAnswer`]: visitor({ value: "4" }, ["redirect"], {
    reached: (to) => /^\/assessment\/[0-9a-f-]{36}$/.test(String(to)),
  }),
  [`${ASSESSMENT} followResumeLink`]: visitor({ token: NOBODYS_TOKEN }, ["invalid_token"]),
  [`${QUEST} start`]: visitor({ old_enough: "on" }, ["redirect"], {
    reached: (to) => /^\/quest\/[0-9a-f-]{36}$/.test(String(to)),
  }),

  [`${ASSESSMENT} answerOne`]: person(({ assessment_id }) =>
    form({ assessment_id, statement_id: "novelty.1", at: "0", value: "3" }),
  ),
  [`${ASSESSMENT} chooseIntimacy`]: person(({ assessment_id }) =>
    form({ assessment_id, choice: "declined" }),
  ),
  [`${ASSESSMENT} finish`]: person(({ assessment_id }) => form({ assessment_id })),
  [`${ASSESSMENT} finishExtra`]: person(({ assessment_id }) => form({ assessment_id })),
  [`${ASSESSMENT} topUp`]: person(({ assessment_id }) => form({ assessment_id })),
  [`${ASSESSMENT} answerAgain`]: person(({ assessment_id }) => form({ assessment_id })),
  [`${ASSESSMENT} makeResumeLink`]: person(() => form(), done),
  [`${QUEST} choose`]: person(({ quest_id }) => form({ quest_id, scene_id: "cancelled", choice: "1" })),
  [`${QUEST} chooseIntimacy`]: person(({ quest_id }) => form({ quest_id, choice: "declined" })),
  [`${RESULTS} removeResult`]: person(({ result_id }) => form({ result_id })),
  [`${RESULTS} stopCounting`]: person(() => form(), done),
  [`${RESULTS} stopIntimacy`]: person(() => form(), done),
  [`${RESULTS} removeEverything`]: person(() => form(), done),
  [`${RESULTS} addToAccount`]: user(() => form(), ["redirect"], { reached: (to) => to === "/results" }),

  [`${TOGETHER} openInvitation`]: visitor({ token: NOBODYS_TOKEN }, ["invitation_ended"]),
  [`${TOGETHER} putInvitationAway`]: visitor({}, ["redirect"], {
    reached: (to) => to === "/together/invitation",
  }),
  [`${TOGETHER} invite`]: person(() => form({ name: "Robin" }), done),
  [`${TOGETHER} withdrawInvitation`]: person(({ together_invitation_id }) =>
    form({ invitation_id: together_invitation_id }),
  ),
  // Nothing was opened in the caller's browser.
  [`${TOGETHER} acceptInvitation`]: person(() => form({ name: "Robin", agreed: "on" }), ["invitation_ended"]),
  [`${TOGETHER} agree`]: person(({ pair_id }) => form({ pair_id })),
  [`${TOGETHER} checkIn`]: person(({ pair_id }) => form({ pair_id, ...CHECK_IN })),
  [`${TOGETHER} askForRefresh`]: person(({ pair_id }) => form({ pair_id })),
  [`${TOGETHER} keepReport`]: person(({ pair_id }) => form({ pair_id })),
  [`${TOGETHER} withoutIntimacy`]: person(({ pair_id }) => form({ pair_id })),
  [`${TOGETHER} leave`]: person(({ pair_id }) => form({ pair_id })),
  [`${SITE_EVENTS} registerForEvent`]: ofNoEvent({ name: "Robin", adult: "on", agrees_to_match: "on" }),
  [`${SITE_EVENTS} updateRegistration`]: ofNoEvent({ name: "Robin" }),
  [`${SITE_EVENTS} cancelRegistration`]: ofNoEvent(),
  [`${SITE_EVENTS} acceptOffer`]: ofNoEvent(),
  [`${SITE_EVENTS} declineOffer`]: ofNoEvent(),
  [`${SITE_EVENTS} confirmRegistration`]: ofNoEvent(),
  [`${SITE_EVENTS} createFriendsLink`]: ofNoEvent(),
  [`${SITE_EVENTS} joinFriends`]: ofNoEvent({ friends_token: NOBODYS_TOKEN }),
  [`${SITE_EVENTS} leaveFriends`]: ofNoEvent(),
  [`${SITE_EVENTS} waitForFriends`]: ofNoEvent(),
  [`${SITE_EVENTS} startForEvent`]: visitor(
    { event_id: newId(), form: "short", old_enough: "on" },
    ["redirect"],
    { reached: (to) => /^\/assessment\/[0-9a-f-]{36}$/.test(String(to)) },
  ),
  [`${SHARING} shareOwnResult`]: person(({ result_id }) =>
    form({ result_id, form_id: newId(), shows: "headline", lasts: "7" }),
  ),
  [`${SHARING} askToShareReport`]: person(({ pair_id }) =>
    form({ pair_id, form_id: newId(), shows: "headline", lasts: "7" }),
  ),
  [`${SHARING} agreeToLink`]: person(({ share_link_id }) => form({ link_id: share_link_id })),
  [`${SHARING} revokeLink`]: inPrivacy(({ share_link_id }) => form({ link_id: share_link_id })),
  [`${PRIVACY} grant`]: inPrivacy(() => form({ purpose: "coach", version: "coach-1" }), done),
  [`${PRIVACY} withdraw`]: inPrivacy(() => form({ purpose: "coach" }), done),
  [`${PRIVACY} askForDeletion`]: inPrivacy(() => form({ sure: "on" }), done),
  [`${PRIVACY} keepEverything`]: inPrivacy(() => form()),
  [`${PRIVACY} openDeletion`]: visitor({ token: NOBODYS_TOKEN }, ["invalid_token"]),
  [`${PRIVACY} cancelByLink`]: visitor({ token: NOBODYS_TOKEN }),
  [`${PRIVACY} leavePrivacy`]: {
    ...inPrivacy(plainForm, ["redirect"]),
    reached: (to) => to === "/privacy",
  },

  [`${AUTH} signIn`]: visitor({ email: email(), password: "a wrong password" }, ["wrong_credentials"]),
  [`${AUTH} enterCode`]: visitor({ code: "123456" }, ["sign_in_expired"]),
  [`${AUTH} mailLink`]: visitor({ email: email() }, done),
  [`${AUTH} followLink`]: visitor({ token: NOBODYS_TOKEN }, ["invalid_token"]),
  [`${AUTH} mailReset`]: visitor({ email: email() }, done),
  [`${AUTH} choosePassword`]: visitor({ token: NOBODYS_TOKEN, password: "a long enough password" }, [
    "invalid_token",
  ]),
  [`${AUTH} connect`]: visitor({}, ["sign_in_expired"]),
  [`${AUTH} signUp`]: visitor(
    {
      joins: "own",
      name: "Robin",
      email: email(),
      password: "a long enough password",
      company_name: "Case Ltd",
      accepted: `${ACCEPTED_BY_PERSON} ${ACCEPTED_BY_COMPANY}`,
    },
    ["redirect"],
    { reached: (to) => to === "/sign-up/verify" },
  ),
  [`${AUTH} finishSignUp`]: visitor({ code: NOBODYS_TOKEN }, ["invalid_token"]),
  [`${AUTH} signInElsewhere`]: visitor({ provider: "github" }),
  "app/(auth)/invitation/actions.ts openInvitation": visitor({ token: NOBODYS_TOKEN }, [
    "invalid_invitation",
  ]),
  "app/(auth)/alert-recipient/actions.ts answerAlerts": visitor({ token: NOBODYS_TOKEN, answer: "confirm" }, [
    "invalid_token",
  ]),
  [`${STRIPE_CHECKOUT} pay`]: visitor({ id: NOBODYS_CHECKOUT }),
  [`${STRIPE_CHECKOUT} authenticate`]: visitor({ id: NOBODYS_CHECKOUT, answer: "fail" }),
  [`${STRIPE_CHECKOUT} applyCode`]: visitor({ id: NOBODYS_CHECKOUT, code: "WELCOME" }),
  [`${STRIPE_CHECKOUT} removeCode`]: visitor({ id: NOBODYS_CHECKOUT }),
  "app/dev/stripe/authenticate/[id]/actions.ts answer": visitor({ id: "pi_nobodys", answer: "fail" }),
  "app/dev/stripe/onboarding/[id]/actions.ts complete": visitor({ id: "acclnk_nobodys" }),
  [`${STRIPE_INVOICE} payByKept`]: visitor({ id: NOBODYS_INVOICE }),
  [`${STRIPE_INVOICE} payByCard`]: visitor({ id: NOBODYS_INVOICE, ...CARD }),
  [`${STRIPE_PORTAL} addCard`]: visitor({ id: NOBODYS_PORTAL, ...CARD }),
  [`${STRIPE_PORTAL} authenticateCard`]: visitor({ id: NOBODYS_PORTAL, answer: "fail" }),
  [`${STRIPE_PORTAL} chooseCard`]: visitor({ id: NOBODYS_PORTAL, payment_method: "pm_nobodys" }),
  [`${STRIPE_PORTAL} removeCard`]: visitor({ id: NOBODYS_PORTAL, payment_method: "pm_nobodys" }),
  [`${STRIPE_PORTAL} cancel`]: visitor({ id: NOBODYS_PORTAL, subscription: "sub_nobodys" }),
  [`${STRIPE_PORTAL} resume`]: visitor({ id: NOBODYS_PORTAL, subscription: "sub_nobodys" }),

  "app/(auth)/invitation/actions.ts acceptOpened": user(() => form(), ["invalid_invitation"], {
    cookie: `soulmate.invitation=${NOBODYS_TOKEN}`,
  }),
  "app/(auth)/partner/new/actions.ts makePartner": user(() =>
    form({ company_name: "Case Ltd", accepted: ACCEPTED_BY_COMPANY }),
  ),
  "app/legal-actions.ts acceptDocuments": user(() => form({ accepted: ACCEPTED_BY_PERSON })),
  "app/legal-actions.ts acceptPartnerDocuments": member(
    "partner:write",
    () => form({ accepted: ACCEPTED_BY_COMPANY }),
    done,
  ),

  [`${AUTH} confirmEmail`]: user(() => form({ token: NOBODYS_TOKEN }), ["invalid_token"]),
  [`${AUTH} connectOwn`]: user(() => form(), ["sign_in_expired"]),
  [`${ACCOUNT} signOut`]: user(() => null),
  // To sign in, and not to be brought back as somebody is who was not signed in.
  [`${ACCOUNT} leave`]: user(plainForm, ["redirect"], { reached: (to) => to === "/sign-in" }),
  [`${ACCOUNT} stopImpersonating`]: user(plainForm),
  [`${ACCOUNT} rename`]: user(() => form({ name: "Robin" })),
  [`${ACCOUNT} askToChangeEmail`]: user(() => form({ email: email() })),
  [`${ACCOUNT} newPassword`]: user(() => form({ password: "a long enough password" })),
  // Admins have an authenticator app already.
  [`${ACCOUNT} beginTotp`]: user(() => form(), [...done, "totp_enabled"]),
  [`${ACCOUNT} confirmTotp`]: user(() => form({ code: "123456" }), ["totp_not_started"]),
  [`${ACCOUNT} endTotp`]: user(() => form()),
  [`${ACCOUNT} newRecoveryCodes`]: user(() => form(), [...done, "totp_not_enabled"]),
  [`${ACCOUNT} disconnectSite`]: user(() => form({ provider: "github" })),
  [`${ACCOUNT} endOneSession`]: user(({ session_id }) => form({ session_id }), unknown),
  [`${ACCOUNT} endOtherSessions`]: user(() => form()),
  [`${ACCOUNT} makeToken`]: user(
    ({ partner_id }) => form({ partner_id, name: "Case", scopes: "usage:read", expires_in_days: "7" }),
    unknown,
  ),
  [`${ACCOUNT} endToken`]: user(({ token_id }) => form({ token_id }), unknown),
  "app/partner/actions.ts openPartner": user(({ partner_id }) => partner_id, unknown),
  "app/partner/actions.ts chooseMode": user(() => new FormArguments("plain", { mode: "test" }), done),

  [`${KEYS} createKey`]: member("keys:write", () => ({ name: `Case ${newId()}` }), done),
  [`${KEYS} updateKey`]: member("keys:write", ({ key_id }) => ({ key_id, changes: { name: "Renamed" } })),
  [`${KEYS} rotateKey`]: member("keys:write", ({ key_id }) => ({ key_id, overlap_seconds: 0 })),
  [`${KEYS} revokeKey`]: member("keys:write", ({ key_id }) => ({ key_id })),
  [`${KEYS} startLearning`]: member("keys:write", ({ key_id }) => ({ key_id, days: 1 })),
  [`${KEYS} endLearning`]: member("keys:write", ({ key_id }) => ({ key_id })),

  [`${TEAM} invite`]: member("team:write", () => ({ email: email(), role: "viewer" }), done),
  [`${TEAM} resend`]: member("team:write", ({ invitation_id }) => ({ invitation_id })),
  [`${TEAM} withdraw`]: member("team:write", ({ invitation_id }) => ({ invitation_id })),
  [`${TEAM} changeRole`]: member("team:write", ({ user_id }) => ({ user_id, role: "viewer" })),
  [`${TEAM} remove`]: member("team:write", ({ user_id }) => ({ user_id })),

  [`${SECURITY} makeSigningKey`]: member(
    "keys:write",
    () => ({ name: "Case", algorithm: "hmac-sha256" }),
    done,
  ),
  [`${SECURITY} endSigningKey`]: member("keys:write", ({ signing_key_id }) => ({ key_id: signing_key_id })),
  [`${SECURITY} checkSignature`]: member(
    "keys:read",
    () => ({ method: "GET", url: "https://example.com/", headers: "" }),
    done,
  ),
  [`${SECURITY} takeSample`]: member("keys:read", () => ({}), done),

  [`${SETTINGS} saveSettings`]: member("partner:write", () => ({ use_case: "A case" }), done),
  [`${SETTINGS} sendVerification`]: member("partner:write", () => ({}), [...done, "already_verified"]),
  [`${SETTINGS} leave`]: member(null, () => ({}), ["redirect", "last_owner"], true),

  [`${FIRST_STEPS} makeCallKey`]: member("keys:write", () => ({}), done),
  [`${FIRST_STEPS} mailVerification`]: member("partner:write", () => ({}), [...done, "already_verified"]),
  [`${FIRST_STEPS} putAway`]: member("partner:write", () => ({}), done),
  "app/docs/actions.ts makeKeyForDocs": member("keys:write", () => ({}), done),

  [`${SUPPORT} sendTicket`]: member("tickets:write", () => ({ subject: "Case", text: "A question" }), done),
  [`${SUPPORT} sendReply`]: member("tickets:write", ({ ticket_id }) => ({ ticket_id, text: "More" })),
  [`${SUPPORT} close`]: member("tickets:write", ({ ticket_id }) => ({ ticket_id })),
  [`${SUPPORT} reopen`]: member("tickets:write", ({ ticket_id }) => ({ ticket_id })),
  [`${SUPPORT} markSeen`]: member("tickets:read", ({ ticket_id }) => ({ ticket_id })),

  "app/partner/requests/actions.ts readNewCalls": member(
    "usage:read",
    () => ({ since: new Date().toISOString() }),
    done,
  ),

  [`${WEBHOOKS} addEndpoint`]: member("webhooks:write", () => ({ url: "https://example.com/hook" }), done),
  [`${WEBHOOKS} changeEndpoint`]: member("webhooks:write", ({ endpoint_id }) => ({
    endpoint_id,
    enabled: false,
  })),
  [`${WEBHOOKS} rotateSecret`]: member("webhooks:write", ({ endpoint_id }) => ({ endpoint_id })),
  [`${WEBHOOKS} removeEndpoint`]: member("webhooks:write", ({ endpoint_id }) => ({ endpoint_id })),
  [`${WEBHOOKS} testEndpoint`]: member("webhooks:write", ({ endpoint_id }) => ({ endpoint_id })),
  [`${WEBHOOKS} replay`]: member("webhooks:write", ({ endpoint_id, delivery_id }) => ({
    endpoint_id,
    delivery_id,
  })),
  [`${WEBHOOKS} readDelivery`]: member("webhooks:read", ({ endpoint_id, delivery_id }) => ({
    endpoint_id,
    delivery_id,
  })),

  [`${EVENTS} createEvent`]: member(
    "events:write",
    () => ({
      mode: "test",
      event: { name: "Case", starts_at: "2027-02-14T19:30", time_zone: "Europe/Berlin" },
    }),
    done,
  ),
  [`${FINDINGS} publishFinding`]: member("insights:write", () => ({
    query_id: newId(),
    title: "Where people live",
    summary: "",
  })),
  [`${FINDINGS} withdrawFinding`]: member("insights:write", () => ({ finding_id: newId() })),
  [`${REPORTS} createReport`]: member(
    "insights:write",
    () => ({
      name: "Case",
      cadence: "edition",
      query_id: "",
      error: null,
      max_epsilon_milli: 0,
      recipients: [],
    }),
    [...done, "too_many_reports"],
  ),
  [`${REPORTS} setReportActive`]: member("insights:write", () => ({ report_id: newId(), active: false })),
  [`${REPORTS} sendReportNow`]: member("insights:write", () => ({ report_id: newId() })),
  [`${REPORTS} leaveReport`]: member("insights:read", () => ({ report_id: newId() })),
  [`${REPORTS} deleteReport`]: member("insights:write", () => ({ report_id: newId() })),
  "app/research/custom/actions.ts requestResearch": member(
    "insights:write",
    () => ({ title: "Case", question: "What?", budget_usd: null }),
    ["done", "too_many_tickets"],
  ),
  "app/research/custom/actions.ts answerQuote": member("billing:write", () => ({
    research_id: newId(),
    accept: true,
    quote_usd: 50_000,
    updated_at: new Date(0).toISOString(),
  })),
  "app/admin/research/actions.ts quoteResearch": admin(
    () => ({ research_id: newId(), amount_usd: 50_000, valid_days: 30, text: "A panel" }),
    ["confirm_yourself", "not_found"],
  ),
  "app/admin/research/actions.ts deliverResearch": admin(() => ({
    research_id: newId(),
    note: "In your folder",
  })),
  "app/admin/research/actions.ts withdrawFinding": admin(() => ({ finding_id: newId(), reason: REASON })),
  [`${EVENTS} updateEvent`]: member("events:write", ({ event_id }) => ({
    event_id,
    changes: { name: "Other" },
  })),
  [`${EVENTS} publishEvent`]: member("events:write", ({ event_id }) => ({ event_id })),
  [`${EVENTS} cancelEvent`]: member("events:write", ({ event_id }) => ({ event_id, reason: "Rain" })),
  "app/partner/events/passes/actions.ts buyEventPass": member("billing:write", () => ({}), done),
  "app/partner/events/passes/actions.ts buyPartnership": member("billing:write", () => ({ months: 3 }), done),
  "app/partner/events/passes/actions.ts readPartnershipPurchase": member("billing:read", () => ({
    checkout_session_id: NOBODYS_CHECKOUT,
  })),
  "app/partner/events/passes/actions.ts readPassPurchase": member("billing:read", () => ({
    checkout_session_id: NOBODYS_CHECKOUT,
  })),
  [`${EVENTS} createAttendee`]: member("events:write", ({ event_id }) => ({
    event_id,
    attendee: { name: "Ada" },
  })),
  [`${EVENTS} updateAttendee`]: member("events:write", ({ event_id, attendee_id }) => ({
    event_id,
    attendee_id,
    changes: { name: "Ada" },
  })),
  [`${EVENTS} deleteAttendee`]: member("events:write", ({ event_id, attendee_id }) => ({
    event_id,
    attendee_id,
  })),
  [`${EVENTS} inviteAttendees`]: member("events:write", ({ event_id }) => ({ event_id, again: false })),
  "app/(site)/guest/[token]/actions.ts answerForm": {
    who: "visitor",
    permission: null,
    input: () => ({ token: NOBODYS_TOKEN, answers: [], of_age: true, agrees: true }),
    allowed: unknown,
    fresh: false,
  },
  "app/(site)/guest/[token]/actions.ts decline": {
    who: "visitor",
    permission: null,
    input: () => ({ token: NOBODYS_TOKEN }),
    allowed: unknown,
    fresh: false,
  },
  [`${EVENTS} listTakenIds`]: member("events:write", ({ event_id }) => ({ event_id })),
  [`${EVENTS} importAttendeeTable`]: member("events:write", ({ event_id }) => ({
    event_id,
    table: '{"columns":["name"],"rows":[["Ada"]]}',
  })),

  [`${MATCHES} startMatch`]: member("events:write", ({ event_id }) => ({ event_id, threshold: 0.5 })),
  [`${MATCHES} getRunProgress`]: member("events:read", ({ event_id }) => ({ event_id, run_id: event_id })),
  [`${MATCHES} cancelMatchRun`]: member("events:write", ({ event_id }) => ({ event_id, run_id: event_id })),
  [`${MATCHES} pinPair`]: member("events:write", pairOf),
  [`${MATCHES} forbidPair`]: member("events:write", pairOf),
  [`${MATCHES} removePairRule`]: member("events:write", pairOf),
  [`${MATCHES} releasePairs`]: member("events:write", ({ event_id }) => ({ event_id })),
  [`${ROUNDS} startSchedule`]: member("events:write", ({ event_id }) => ({ event_id, rounds: 2 })),
  [`${DOORS} createDoor`]: member("events:write", ({ event_id }) => ({ event_id, name: "Entrance" })),
  [`${DOORS} revokeDoor`]: member("events:write", ({ event_id }) => ({ event_id, door_id: newId() })),
  [`${DOORS} undoCheckIn`]: member("events:write", ({ event_id }) => ({ event_id, check_in_id: newId() })),
  [`${DOORS} settleCheckIn`]: member("events:write", ({ event_id }) => ({ event_id, check_in_id: newId() })),
  [`${REGISTRATIONS} approveRegistration`]: member("events:write", ({ event_id, registration_id }) => ({
    event_id,
    registration_id,
  })),
  [`${REGISTRATIONS} declineRegistration`]: member("events:write", ({ event_id, registration_id }) => ({
    event_id,
    registration_id,
  })),
  [`${REGISTRATIONS} promoteRegistration`]: member("events:write", ({ event_id, registration_id }) => ({
    event_id,
    registration_id,
    add_seats: true,
  })),
  [`${REGISTRATIONS} releaseRegistration`]: member("events:write", ({ event_id, registration_id }) => ({
    event_id,
    registration_id,
  })),

  [`${RESEARCH} describeQuery`]: member("insights:read", () => QUESTION),
  [`${RESEARCH} runQuery`]: member("insights:read", () => QUESTION),
  [`${RESEARCH} createSavedQuery`]: member(
    "insights:query",
    () => ({ name: `Case ${newId()}`, query: QUESTION }),
    done,
  ),
  [`${RESEARCH} deleteSavedQuery`]: member("insights:query", () => ({ saved_query_id: newId() })),

  [`${ALERTS} addAlert`]: member(
    "alerts:write",
    () => ({
      name: "Case",
      metric: "calls",
      window: "day",
      threshold: 100,
      recipients: ["ops@example.com"],
    }),
    done,
  ),
  [`${ALERTS} changeAlert`]: member("alerts:write", ({ alert_id }) => ({ alert_id, name: "Renamed" })),
  "app/partner/billing/usage/actions.ts saveSpendCap": member(
    "alerts:write",
    () => ({ soft_usd: 100, hard_usd: 200, recipients: ["ops@example.com"] }),
    done,
  ),
  "app/partner/billing/tokens/actions.ts buyTokens": member("billing:write", () => ({ tokens: 5_000 }), done),
  "app/partner/billing/tokens/actions.ts readTokenPurchase": member("billing:read", () => ({
    checkout_session_id: `cs_test_${newId().replaceAll("-", "")}`,
  })),
  [`${ALERTS} askAgain`]: member("alerts:write", () => ({ email: "nobody-asked@example.com" })),
  [`${ALERTS} removeAlert`]: member("alerts:write", ({ alert_id }) => ({ alert_id })),

  // Contract partners, as the teams here are, are refused before anybody asks Stripe, and have no plan to cancel.
  [`${BILLING} buyPlan`]: member("billing:write", () => ({ tier: "starter" }), ["plan_by_contract"]),
  [`${BILLING} managePayment`]: member("billing:write", () => ({}), done),
  [`${BILLING} previewChange`]: member("billing:read", () => ({ tier: "starter" }), ["plan_by_contract"]),
  [`${BILLING} confirmChange`]: member("billing:write", () => ({ quote_id: newId() }), ["plan_by_contract"]),
  [`${BILLING} withdrawChange`]: member("billing:write", () => ({ invoice_id: "in_nobodys" }), [
    "not_subscribed",
  ]),
  [`${BILLING} cancel`]: member("billing:write", () => ({}), ["not_subscribed"]),
  [`${BILLING} resume`]: member("billing:write", () => ({}), ["not_subscribed"]),
  [`${BILLING} followPayments`]: member("billing:read", () => ({ invoice_ids: ["in_nobodys"] }), done),
  [`${BILLING} readPurchase`]: member("billing:read", () => ({ session_id: "cs_test_nobodys" })),

  "app/admin/actions.ts confirm": admin(() => ({ code: "000000" }), ["wrong_code"]),
  "app/admin/billing/actions.ts runNow": admin(() => ({}), done),
  "app/admin/billing/actions.ts markReviewed": admin(() => ({ set_aside_id: newId() })),
  "app/admin/billing/actions.ts retryEvent": admin(() => ({ event_id: "evt_nobodys" })),
  "app/admin/jobs/actions.ts retry": admin(() => ({ job_id: "999999999" })),
  "app/admin/jobs/actions.ts remove": admin(() => ({ job_id: "999999999" })),
  "app/admin/users/actions.ts suspend": admin(() => ({ user_id: newId(), reason: REASON })),
  "app/admin/users/actions.ts unsuspend": admin(() => ({ user_id: newId(), reason: REASON })),
  "app/admin/users/actions.ts endSessions": admin(() => ({ user_id: newId(), reason: REASON })),
  "app/admin/partners/actions.ts suspend": admin(() => ({ partner_id: newId(), reason: REASON })),
  "app/admin/partners/actions.ts unsuspend": admin(() => ({ partner_id: newId(), reason: REASON })),
  "app/admin/partners/actions.ts grantPass": admin(() => ({ partner_id: newId(), reason: REASON })),
  "app/admin/partners/actions.ts setPartnershipTerms": admin(() => ({
    partner_id: newId(),
    monthly_price_minor: 800_000,
    events_per_month: 12,
    reason: REASON,
  })),
  "app/admin/partners/actions.ts setPassPrice": admin(() => ({
    partner_id: newId(),
    price_minor: 250_000,
    reason: REASON,
  })),
  "app/admin/partners/actions.ts change": admin(() => ({
    partner_id: newId(),
    tier: "starter",
    subscription_status: "active",
    per_minute: "",
    per_day: "",
    reason: REASON,
  })),
  "app/admin/partners/actions.ts impersonate": admin(() => ({
    partner_id: newId(),
    user_id: newId(),
    reason: REASON,
  })),
  [`${LINKED_GUESTS} answerGuest`]: visitor({ token: NOBODYS_TOKEN, other_id: newId(), answer: "yes" }),
  [`${LINKED_GUESTS} chooseContact`]: visitor({ token: NOBODYS_TOKEN, contact: "none" }),
  [`${LINKED_GUESTS} rate`]: visitor({ token: NOBODYS_TOKEN, stars: "4" }),
  [`${LINKED_GUESTS} report`]: visitor({ token: NOBODYS_TOKEN, other_id: newId(), reason: "other" }),
  [`${LINKED_GUESTS} block`]: visitor({ token: NOBODYS_TOKEN, other_id: newId() }),
  [`${LINKED_GUESTS} unblock`]: visitor({ token: NOBODYS_TOKEN, block_id: newId() }),
  [`${GUESTS} answerGuest`]: user(
    ({ event_id }) => form({ event_id, other_id: newId(), answer: "yes" }),
    unknown,
  ),
  [`${GUESTS} chooseContact`]: user(({ event_id }) => form({ event_id, contact: "none" }), unknown),
  [`${GUESTS} rate`]: user(({ event_id }) => form({ event_id, stars: "4" }), unknown),
  [`${GUESTS} report`]: user(
    ({ event_id }) => form({ event_id, other_id: newId(), reason: "other" }),
    unknown,
  ),
  [`${GUESTS} block`]: user(({ event_id }) => form({ event_id, other_id: newId() }), unknown),
  [`${GUESTS} unblock`]: user(({ event_id }) => form({ event_id, block_id: newId() }), unknown),
  "app/admin/reports/actions.ts close": admin(() =>
    form({ report_id: newId(), state: "handled", note: "Spoke with both" }),
  ),
  "app/admin/tickets/actions.ts answer": admin(() => ({ ticket_id: newId(), text: "An answer" })),
  "app/admin/tickets/actions.ts setStatus": admin(() => ({ ticket_id: newId(), status: "solved" })),
};

/** What an admin may call who looks through a member's eyes: it reads, or ends the looking. All else is refused. */
export const WHILE_IMPERSONATING: ReadonlySet<string> = new Set([
  `${ACCOUNT} signOut`,
  `${ACCOUNT} leave`,
  `${ACCOUNT} stopImpersonating`,
  "app/partner/actions.ts chooseMode",
  "app/partner/events/[event_id]/matches/actions.ts getRunProgress",
  `${SECURITY} checkSignature`,
  `${SECURITY} takeSample`,
  `${RESEARCH} describeQuery`,
  "app/partner/requests/actions.ts readNewCalls",
  `${WEBHOOKS} readDelivery`,
]);
