import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  FOUNDATIONS,
  nodesOf,
  reachOf,
  type SourceFunction,
  sourceAt,
  sourcesIn,
  verbs,
} from "./syntax-tree";

const VERBS = verbs();
const nameOf = ({ path, name }: SourceFunction) => `${path} ${name}`;

/** The first thing that a verb must do, by the context that it takes. */
const CHECKS: Readonly<Record<string, RegExp>> = {
  PartnerContext: /^assertPermitted\(ctx, /,
  ApiContext: /^assertPermitted\(ctx, /,
  AdminContext: /^assertAdmin\(ctx\)/,
};

function firstStatementOf({ body }: SourceFunction): string {
  if (body === undefined || !ts.isBlock(body)) return "";
  return body.statements[0]?.getText() ?? "";
}

describe("a verb that pages, actions or endpoints use", () => {
  it("is found in every kind of context", () => {
    const found = (context: string) => VERBS.filter((verb) => verb.context === context).length;
    expect(found("PartnerContext")).toBeGreaterThan(60);
    expect(found("AdminContext")).toBeGreaterThan(15);
    expect(found("UserContext")).toBeGreaterThan(5);
  });

  it("begins with its permission where it acts within a tenant or for an admin", () => {
    const without = VERBS.filter(({ verb, context }) => {
      const check = CHECKS[context];
      return check !== undefined && !check.test(firstStatementOf(verb));
    });
    expect(without.map(({ verb }) => nameOf(verb))).toEqual([]);
  });
});

const WRITES =
  /\.(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
const SQL_WRITES = /\b(INSERT INTO|UPDATE \w+\s+SET|DELETE FROM)\b/;

/** Whether a function itself changes rows. What the platform does by itself, such as queuing a job, does not count. */
function changesRows({ path, body }: SourceFunction): boolean {
  if (path.startsWith("lib/platform/") || body === undefined) return false;
  return nodesOf(body).some((node) => {
    if (ts.isTaggedTemplateExpression(node)) return SQL_WRITES.test(node.template.getText());
    return ts.isPropertyAccessExpression(node) && /^(ctx\.db|tx|db)\.\w+\.\w+$/.test(node.getText())
      ? WRITES.test(node.getText())
      : false;
  });
}

const isAudit = ({ path, name }: SourceFunction) => path === "lib/platform/audit.ts" && name === "audit";
const withoutPlatform = (next: SourceFunction) => !next.path.startsWith("lib/platform/") || isAudit(next);

/** What changes rows and has no line for the audit log in its own file, each with the reason. */
const UNAUDITED: Readonly<Record<string, string>> = {
  "lib/events/meetings/answer-meeting.ts answerMeeting":
    "whom a person wants to see again is no one's to read",
  "lib/events/meetings/block-person.ts blockPerson": "whom a person blocks is no one's to read",
  "lib/events/meetings/block-person.ts unblockPerson": "whom a person blocks is no one's to read",
  "lib/events/meetings/check-fit.ts checkFit": "it keeps what was shown, so that it stays the same",
  "lib/events/meetings/get-preview.ts getPreview": "it draws a blur before the first look",
  "lib/events/meetings/rate-event.ts rateEvent": "a rating comes without a name",
  "lib/events/meetings/report-person.ts reportPerson": "the report says it, to admins alone",
  "lib/events/meetings/update-choices.ts updateChoices": "a person's own contact, which their export holds",
  "lib/events/pairing/compare-events.ts compareEvents": "figures are kept as they were shown",
  "lib/events/pairing/get-analytics.ts getAnalytics": "figures are kept as they were shown",
  "lib/research/exports/export-release.ts exportRelease": "notes the public key of what it signs",
  "lib/research/exports/export-answer.ts exportAnswer": "notes the public key that it signs with",
  "lib/research/exports/list-signing-keys.ts listSigningKeys": "notes the public key that signs now",
  "lib/research/findings/export-finding.ts exportFinding": "notes the public key that it signs with",
  "lib/billing/billing/open-portal.ts openPortal": "makes the customer at Stripe, and reads",
  "lib/billing/billing/preview-plan-change.ts previewPlanChange":
    "keeps a price for an hour; the change audits",
  "lib/billing/billing/receive-stripe-event.ts receiveStripeEvent": "keeps Stripe's message; its job audits",
  "lib/identity/accounts/find-session.ts findSession": "notes when a session was last used",
  "lib/identity/accounts/find-session.ts findPrivacySession": "notes when a session was last used",
  "lib/identity/accounts/request-email-change.ts requestEmailChange":
    "counts attempts; the confirmation audits",
  "lib/identity/accounts/request-password-reset.ts requestPasswordReset": "counts attempts; the reset audits",
  "lib/identity/accounts/request-sign-in-link.ts requestSignInLink": "counts attempts; the session audits",
  "lib/identity/accounts/start-sign-up.ts startSignUp": "keeps a form; its completion audits",
  "lib/identity/accounts/start-totp.ts startTotp": "keeps a secret that is not in force; enabling it audits",
  "lib/identity/consent/grant-consent.ts grantConsent": "consent keeps a history of its own (decision 0056)",
  "lib/partners/api-keys/make-docs-key.ts makeDocsKey": "createApiKey audits",
  "lib/partners/partners/request-verification.ts resendVerification": "makes a code for the same address",
  "lib/partners/support/answer-ticket.ts answerTicket": "writeMessage audits",
  "lib/partners/support/reply-to-ticket.ts replyToTicket": "writeMessage audits",
  "lib/partners/teams/resend-invitation.ts resendInvitation": "insertInvitation audits",
  "lib/partners/support/mark-ticket-seen.ts markTicketSeen": "notes what was read",
  "lib/events/invitations/answer-guest-form.ts answerGuestForm":
    "a guest's own answers, and the row says when",
};

/** What people answer, and do as guests, is theirs to delete without a trace. The audit log keeps its rows for good. */
const OF_GUESTS: ReadonlySet<string> = new Set([
  // A registration says itself what became of it and when, and goes with its person.
  "RegistrantContext",
  // What a door records is a log by itself: rows are only ever added (decision 0074).
  "DoorContext",
]);
const isAnswers = ({ path }: SourceFunction) => path.startsWith("lib/people/");

describe("a verb that changes rows", () => {
  const unaudited = VERBS.filter(({ context }) => !OF_GUESTS.has(context))
    .map(({ verb }) => verb)
    .filter((verb) => !isAnswers(verb))
    .filter((verb) => {
      const reach = reachOf(verb, withoutPlatform);
      const own = reachOf(verb, (next) => next.path === verb.path || isAudit(next));
      // What a file changes, the same file audits. An audit further off is about something else.
      return own.some(changesRows) ? !own.some(isAudit) : reach.some(changesRows) && !reach.some(isAudit);
    })
    .map(nameOf);

  it("writes to the audit log, or says why not", () => {
    expect(unaudited.filter((name) => UNAUDITED[name] === undefined)).toEqual([]);
  });

  it("has no reason without need", () => {
    expect(Object.keys(UNAUDITED).filter((name) => !unaudited.includes(name))).toEqual([]);
  });
});

function domainOf(path: string): string | null {
  const [, area = "", domain] = /^lib\/([^/]+)\/([^/]+)\//.exec(path) ?? [];
  return domain === undefined || FOUNDATIONS.has(area) ? null : `${area}/${domain}`;
}

/** What other domains use beside verbs, schemas and the names of jobs, each with the reason. */
const SHARED: Readonly<Record<string, string>> = {
  "lib/events/invitations/guest-token.ts":
    "the personal link of a guest, for an email that leads to their page",
  "lib/events/pairing/apart-pairs.ts": "whom blocks keep apart, for plans and for pages of guests alike",
  "lib/events/pairing/own-crowd.ts": "the blur of a guest, which must be the same wherever they are compared",
  "lib/events/events/rows-of-guest.ts": "which seats are a person's, for their export and erasure",
  "lib/events/events/demo-pass.ts": "by what the demo's events are told apart",
  "lib/people/together/compare-readings.ts": "how two readings compare: one way for friends and guests",
  "lib/people/together/read-traits.ts": "the only way to a reading, which is blurred",
  "lib/people/together/draw-blur.ts": "a person's blur, which must be the same wherever they are compared",
  "lib/people/together/bands-of-all.ts": "the bands of a crowd",
  "lib/people/together/score-bands.ts": "how wide a band is",
  "lib/billing/ledger/accounts.ts": "the chart of accounts, in which every posting is written",
  "lib/billing/ledger/post-transaction.ts": "postings inside the wallet's own statement",
  "lib/billing/billing/stripe-names.ts": "how things are called at Stripe",
  "lib/billing/billing/dispute-words.ts": "how Stripe's words for disputes read",
  "lib/billing/billing/find-meter.ts": "the meter at Stripe, asked for through a client that is open",
  "lib/billing/billing/settle-partner.ts": "how long Stripe's messages may take",
  "lib/partners/api-keys/key-format.ts": "access tokens are written as keys are",
  "lib/partners/api-keys/present-api-key.ts": "how a key is shown and told of",
  "lib/partners/compatibility/calculate-compatibility.ts":
    "which model a version names, and what is said of errors it cannot use",
  "lib/partners/partners/present-partner.ts": "how a partner is shown",
  "lib/partners/rate-limits/limit-classes.ts": "which calls are not counted",
  "lib/partners/rate-limits/wait-words.ts": "how a wait reads",
  "lib/partners/teams/roles.ts": "what a role may",
  "lib/partners/usage/maintain-partitions.ts": "for how long calls are kept",
  "lib/partners/usage/rollup-usage.ts": "the tables of sums, for figures across tenants",
  "lib/partners/usage/sum-calls.ts": "the columns of sums, for figures across tenants",
  "lib/partners/usage/usage-figures.ts": "figures out of sums, for all tenants alike",
  "lib/people/assessments/finish-assessment.ts": "the model that results are computed by",
  "lib/identity/consent/consent-texts.ts": "which versions of a text still count",
  "lib/identity/consent/move-consents.ts": "what moves with a profile, in the transaction that claims it",
  "lib/identity/privacy/request-deletion.ts":
    "whether an account waits for its deletion, in the transaction that gives it answers",
  "lib/people/together/move-pairs.ts": "what moves with a profile, in the transaction that claims it",
  "lib/people/together/present-pair.ts": "what the two see of a report, of which others are shown a part",
  "lib/people/together/starter-texts.ts": "how starters read",
  "lib/people/results/standing-out.ts": "what stands out of a result",
  "lib/people/results/trait-words.ts": "how traits read",
  "lib/events/events/find-event.ts": "whether an event still changes",
  "lib/billing/billing/purchase-names.ts": "how the money of passes and partnerships is called in the books",
  "lib/billing/billing/mail-recipient.ts": "to whom an e-mail about what a partner pays for goes",
  "lib/billing/billing/tell-billing-people.ts": "to whom an e-mail about what a partner pays for goes",
  "lib/events/events/zoned-time.ts": "how the clocks of the venue read",
  "lib/people/sharing/move-links.ts": "what moves with a profile, in the transaction that claims it",
  "lib/events/check-in/who-came.ts": "who came, where doors were in use",
  "lib/research/insights/question.ts": "what a question is, and into which bins answers fall",
  "lib/research/insights/stored-question.ts": "how questions and answers are kept",
  "lib/research/insights/read-answer.ts": "how a kept answer reads",
  "lib/research/insights/release-schemas.ts": "how a release is named",
  "lib/research/insights/words.ts": "how questions read",
  "lib/research/insights/release-terms.ts": "how much noise a release has",
  "lib/research/insights/find-edition.ts": "which edition a name means",
  "lib/research/exports/answer-words.ts": "how answers are called in words",
  "lib/research/exports/describe-data.ts": "how the data of an answer are described",
  "lib/research/exports/draw-answer.ts": "how an answer is drawn",
  "lib/research/editions/public-lists.ts": "which values ages and places can have",
  "lib/research/editions/move-participations.ts":
    "what moves with a profile, in the transaction that claims it",
  "lib/people/quest/walk-story.ts": "where answers lead in the story",
  "lib/people/assessments/measurement.ts": "how precisely a trait is measured",
  "lib/people/assessments/statements.ts": "the questionnaire",
  "lib/people/assessments/estimate-traits.ts": "how answers become traits",
  "lib/people/quest/story.ts": "the story",
};

describe("a domain", () => {
  const inner = sourcesIn("lib").flatMap(({ path: from, imports }) =>
    [...imports.values()].flatMap(({ path, name, isType }) => {
      const [own, other] = [domainOf(from), domainOf(path)];
      if (own === null || other === null || own === other || isType) return [];
      if (path.endsWith("/schemas.ts") || name.endsWith("_JOB")) return [];
      const context = sourceAt(path).functions.get(name)?.parameters[0]?.type?.getText() ?? "";
      return /Context\b/.test(context) ? [] : [{ path, line: `${from} imports ${name} of ${path}` }];
    }),
  );

  it("uses of another its schemas, its jobs' names and what takes a context, or says why more", () => {
    expect(inner.filter(({ path }) => SHARED[path] === undefined).map(({ line }) => line)).toEqual([]);
  });

  it("shares nothing without need", () => {
    const used = new Set(inner.map(({ path }) => path));
    expect(Object.keys(SHARED).filter((path) => !used.has(path))).toEqual([]);
  });
});
