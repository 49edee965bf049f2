import { beforeAll, describe, expect, inject, it } from "vitest";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { makeEvent } from "@/lib/events/events/events.fixture";
import { createAccessToken } from "@/lib/identity/accounts/create-access-token";
import { startImpersonation } from "@/lib/identity/accounts/start-impersonation";
import { createAlert } from "@/lib/partners/alerts/create-alert";
import { CreateAlert } from "@/lib/partners/alerts/schemas";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createSigningKey } from "@/lib/partners/api-keys/create-signing-key";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";
import { openTicket } from "@/lib/partners/support/open-ticket";
import { OpenTicket } from "@/lib/partners/support/schemas";
import { inviteMember } from "@/lib/partners/teams/invite-member";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { createWebhookEndpoint } from "@/lib/partners/webhooks/create-webhook-endpoint";
import { CreateWebhookEndpoint } from "@/lib/partners/webhooks/schemas";
import { sendTestEvent } from "@/lib/partners/webhooks/send-test-event";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { createProfile, ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { startQuest } from "@/lib/people/quest/start-quest";
import { ShareResult } from "@/lib/people/sharing/schemas";
import { shareResult } from "@/lib/people/sharing/share-result";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { newId } from "@/lib/platform/ids";
import {
  ACTION_CASES,
  type ActionCase,
  MAY,
  NOBODYS,
  type OwnedIds,
  WHILE_IMPERSONATING,
} from "@/test/action-cases";
import { makeRegistration } from "@/test/events";
import { callFrom, freshAddress } from "@/test/loopback";
import { partnerContext } from "@/test/partner-state";
import { adminContext, makePerson, personContext, type TestPerson, testContext } from "@/test/people";
import { closeProductDatabase, productDatabase } from "@/test/product";
import {
  type ActionAnswer,
  callAction,
  FormArguments,
  readServerActions,
  type ServerAction,
} from "@/test/server-actions";

closeProductDatabase();

const ROLES: readonly MemberRole[] = ["owner", "admin", "developer", "viewer"];
const url = inject("mounts")[0]?.url ?? "";
const actions = await readServerActions();
const known = actions.flatMap((action): [string, ServerAction, ActionCase][] => {
  const found = ACTION_CASES[action.name];
  return found === undefined ? [] : [[action.name, action, found]];
});
const of = (...who: ActionCase["who"][]) => known.filter(([, , { who: its }]) => who.includes(its));
/** Somebody without an account, and what their browser holds. */
interface Somebody {
  cookie: string;
  ids: Pick<
    OwnedIds,
    "assessment_id" | "quest_id" | "result_id" | "pair_id" | "together_invitation_id" | "share_link_id"
  >;
}

const ownedOf = () => of("member", "user").filter(([, , { allowed }]) => allowed.includes("not_found"));

let members: Record<MemberRole, TestPerson>;
let owned: OwnedIds;
let stranger: TestPerson;
let outsider: TestPerson;
let admin: TestPerson;
let suspendedPerson: TestPerson;
let suspendedOwner: TestPerson;

async function makeTeam(): Promise<Record<MemberRole, TestPerson>> {
  const database = productDatabase();
  const owner = await makePerson(database, { role: "owner" });
  const { partnerId } = owner;
  return {
    owner,
    admin: await makePerson(database, { role: "admin", partnerId }),
    developer: await makePerson(database, { role: "developer", partnerId }),
    viewer: await makePerson(database, { role: "viewer", partnerId }),
  };
}

/** One of everything that a team can own. */
async function makeBelongings({ partnerId, userId, sessionId }: TestPerson): Promise<OwnedIds> {
  const database = productDatabase();
  const ctx = partnerContext({ partnerId });
  const partner_id = partnerId;
  const alert = {
    name: "Owned",
    metric: "calls",
    window: "day",
    threshold: 10,
    recipients: ["a@example.com"],
  };
  const endpoint = await createWebhookEndpoint(
    ctx,
    CreateWebhookEndpoint.parse({ url: "https://example.com/owned" }),
  );
  await sendTestEvent(ctx, { endpoint_id: endpoint.id });
  const delivery = await database.prisma.webhookDelivery.findFirstOrThrow({
    where: { endpointId: endpoint.id },
  });
  const token = await createAccessToken(personContext(database, { userId }), {
    partner_id,
    name: "Owned",
    scopes: ["usage:read"],
    expires_in_days: 7,
  });
  const event = await makeEvent(ctx);
  const { data: attendees } = await createAttendees(ctx, {
    event_id: event.id,
    attendees: [{ external_id: "owned" }],
  });
  const invitation = await inviteMember(ctx, { email: `owned-${newId()}@example.com`, role: "viewer" });
  return {
    key_id: (await createApiKey(ctx, { ...CreateApiKey.parse({ name: "Owned" }), partner_id })).id,
    signing_key_id: (await createSigningKey(ctx, { name: "Owned", algorithm: "hmac-sha256", partner_id })).id,
    ticket_id: (await openTicket(ctx, OpenTicket.parse({ subject: "Owned", text: "Ours alone" }))).ticket.id,
    alert_id: (await createAlert(ctx, CreateAlert.parse(alert))).id,
    endpoint_id: endpoint.id,
    delivery_id: delivery.id,
    invitation_id: invitation.id,
    user_id: userId,
    session_id: sessionId,
    token_id: token.id,
    partner_id,
    event_id: event.id,
    attendee_id: attendees[0]?.id ?? "",
    registration_id: await makeRegistration(database, { partnerId }, event.id),
    assessment_id: NOBODYS.assessment_id,
    quest_id: NOBODYS.quest_id,
    result_id: NOBODYS.result_id,
    pair_id: NOBODYS.pair_id,
    together_invitation_id: NOBODYS.together_invitation_id,
    share_link_id: NOBODYS.share_link_id,
  };
}

/** Somebody without an account who has one of everything that a person can have. */
async function makeSomebody(): Promise<Somebody> {
  const { prisma } = productDatabase();
  const { profileId, browser } = await createProfile(testContext(productDatabase()));
  const ctx = { ...testContext(productDatabase()), profileId, userId: null };
  const { assessment_id } = await startAssessment(ctx, { form: "short", old_enough: true });
  const { quest_id } = await startQuest(ctx);
  const now = new Date();
  const result = await prisma.traitResult.create({
    data: {
      id: newId(),
      profileId,
      source: "assessment",
      modelVersion: "soulmate-2",
      questionnaireVersion: "questionnaire-1",
      traits: Array(32).fill(0.5),
      standardErrors: Array(32).fill(0.2),
      quality: "high",
      answerCount: 32,
      createdAt: now,
      revisedAt: now,
    },
  });
  const invitation = await createTogetherInvitation(ctx, { name: "Robin", intimacy: false });
  const shared = await shareResult(
    ctx,
    ShareResult.parse({ result_id: result.id, form_id: newId(), shows: "headline", lasts: "7" }),
  );
  const friend = await createProfile(ctx);
  const pair_id = newId();
  const name = "Robin";
  await prisma.togetherPair.create({
    data: {
      id: pair_id,
      inviterId: profileId,
      inviteeId: friend.profileId,
      createdAt: now,
      members: {
        create: [profileId, friend.profileId].map((member) => ({
          profileId: member,
          name,
          intimacy: false,
        })),
      },
    },
  });
  return {
    cookie: `soulmate.profile=${browser.token}`,
    ids: {
      assessment_id,
      quest_id,
      result_id: result.id,
      pair_id,
      together_invitation_id: invitation.invitation_id,
      share_link_id: shared.link_id,
    },
  };
}

beforeAll(async () => {
  const database = productDatabase();
  members = await makeTeam();
  owned = await makeBelongings(members.viewer);
  stranger = await makePerson(database, {});
  outsider = await makePerson(database, { role: "owner" });
  admin = await makePerson(database, { admin: true });
  suspendedPerson = await makePerson(database, { role: "owner" });
  suspendedOwner = await makePerson(database, { role: "owner" });
  const suspended = { suspendedAt: new Date() };
  await database.prisma.user.update({ where: { id: suspendedPerson.userId }, data: suspended });
  await database.prisma.partner.update({ where: { id: suspendedOwner.partnerId }, data: suspended });
});

const codeOf = (answer: ActionAnswer) => (answer.kind === "refused" ? answer.code : answer.kind);
const outcomeOf = (answer: ActionAnswer) =>
  answer.kind === "redirect" ? answer.to : answer.kind === "done" ? answer.value : null;

/** Holds that the verb itself has answered, as it answers whoever may call it. */
function expectReached(answer: ActionAnswer, { allowed, reached }: ActionCase, who: string): void {
  expect(allowed, `${who}: ${JSON.stringify(answer)}`).toContain(codeOf(answer));
  if (reached !== undefined && answer.kind !== "refused") expect(reached(outcomeOf(answer)), who).toBe(true);
}

const toSignIn = { kind: "redirect", to: expect.stringMatching(/^\/sign-in(\?|$)/) };
const elsewhere = { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" };

it("takes no refusal of a schema for an answer of the verb behind it", () => {
  const before = ["invalid_input", "failed", "no_page", "insufficient_role"];
  for (const [name, { allowed }] of Object.entries(ACTION_CASES)) {
    expect(allowed.length, name).toBeGreaterThan(0);
    expect(
      before.filter((code) => allowed.includes(code)),
      name,
    ).toEqual([]);
  }
});

it("sends the fields of a form so that they arrive", async () => {
  const rename = known.find(([name]) => name === "app/account/actions.ts rename")?.[1];
  const { cookie, userId } = await makePerson(productDatabase(), { name: "Before" });
  if (rename === undefined) throw new Error("There is no action to rename.");
  await callAction({ url, cookie }, rename, new FormArguments("stateful", { name: "After" }));
  const user = await productDatabase().prisma.user.findUniqueOrThrow({ where: { id: userId } });
  expect(user.name).toBe("After");
});

it("knows every server action of the build, and none that is gone", () => {
  expect(Object.keys(ACTION_CASES).sort()).toEqual(actions.map(({ name }) => name).sort());
});

describe.each(of("member", "user"))("%s", (_name, action, { input }) => {
  it("sends whoever is not signed in, or no longer, to sign in", async () => {
    const forged = members.owner.cookie.replace(/.{6}$/, "AAAAAA");
    expect(await callAction({ url }, action, input(NOBODYS))).toEqual(toSignIn);
    expect(await callAction({ url, cookie: suspendedPerson.cookie }, action, input(NOBODYS))).toEqual(
      toSignIn,
    );
    expect(await callAction({ url, cookie: forged }, action, input(NOBODYS))).toEqual(toSignIn);
  });
});

describe.each(of("member", "person", "user", "admin", "visitor"))("%s", (_name, action, { who, input }) => {
  it("is refused to a page of another origin", async () => {
    const { cookie } = who === "admin" ? admin : members.owner;
    const answer = await callAction({ url, cookie, headers: elsewhere }, action, input(NOBODYS));
    expect(answer).toMatchObject({ kind: "failed" });
  });
});

describe.each(of("member"))("%s", (_name, action, known) => {
  const { permission, input, fresh } = known;

  it("answers each member as their role says", async () => {
    const team = fresh ? await makeTeam() : members;
    for (const role of ROLES) {
      const answer = await callAction({ url, cookie: team[role].cookie }, action, input(NOBODYS));
      if (permission === null || MAY[permission].includes(role)) expectReached(answer, known, role);
      else expect(codeOf(answer), role).toBe("insufficient_role");
    }
  });

  it("sends a person without a partner to their account", async () => {
    const answer = await callAction({ url, cookie: stranger.cookie }, action, input(NOBODYS));
    expect(answer).toEqual({ kind: "redirect", to: "/account" });
  });

  it("names what it does not understand", async () => {
    const answer = await callAction({ url, cookie: members.viewer.cookie }, action, { surprise: 1 });
    expect(answer).toMatchObject({ kind: "refused", code: "invalid_input" });
  });
});

describe.each(of("user"))("%s", (_name, action, known) => {
  const { input, cookie: besides } = known;

  it("answers everybody who is signed in, whatever they are elsewhere", async () => {
    const database = productDatabase();
    const people = {
      "somebody without a team": await makePerson(database, {}),
      "a viewer": await makePerson(database, { role: "viewer", partnerId: members.owner.partnerId }),
      "an admin": await makePerson(database, { admin: true }),
    };
    for (const [who, { cookie: session }] of Object.entries(people)) {
      const cookie = besides === undefined ? session : `${session}; ${besides}`;
      expectReached(await callAction({ url, cookie }, action, input(NOBODYS)), known, who);
    }
  });
});

describe.each(of("person"))("%s", (_name, action, known) => {
  const { input, allowed, elsewhere: sentTo = "/assessment?missing=1" } = known;

  it("sends who has not begun to begin, and answers who has", async () => {
    const toBegin = { kind: "redirect", to: sentTo };
    const forged = `soulmate.profile=${"A".repeat(43)}`;
    expect(await callAction({ url }, action, input(NOBODYS))).toEqual(toBegin);
    expect(await callAction({ url, cookie: forged }, action, input(NOBODYS))).toEqual(toBegin);
    const { cookie } = await makeSomebody();
    expectReached(await callAction({ url, cookie }, action, input(NOBODYS)), known, "somebody");
  });

  it("finds nothing of somebody else's", async () => {
    if (!allowed.includes("not_found")) return;
    const [one, other] = [await makeSomebody(), await makeSomebody()];
    const answer = await callAction({ url, cookie: one.cookie }, action, input({ ...NOBODYS, ...other.ids }));
    expect(codeOf(answer)).toBe("not_found");
  });

  it("shows an admin who looks through somebody's eyes nothing that person answered", async () => {
    const answering = await makePerson(productDatabase(), { role: "owner" });
    await ensureUserProfile(testContext(productDatabase()), { user_id: answering.userId });
    const looking = await makePerson(productDatabase(), { admin: true });
    await startImpersonation(adminContext(productDatabase(), looking), {
      user_id: answering.userId,
      partner_id: answering.partnerId,
      reason: "Asked for by the matrix of roles",
    });
    const answer = await callAction({ url, cookie: looking.cookie }, action, input(NOBODYS));
    expect(answer).toEqual({ kind: "redirect", to: sentTo });
  });
});

describe.each(of("visitor"))("%s", (_name, action, known) => {
  it("answers a visitor", async () => {
    expectReached(await callAction({ url }, action, known.input(NOBODYS)), known, "a visitor");
  });
});

describe.each(of("member").filter(([, , { permission }]) => /:write$/.test(permission ?? "")))(
  "%s",
  (_name, action, { permission, input, allowed }) => {
    it("lets a suspended partner do no more than read and write to support", async () => {
      const answer = await callAction({ url, cookie: suspendedOwner.cookie }, action, input(NOBODYS));
      if (permission === "tickets:write") expect(allowed).toContain(codeOf(answer));
      else expect(["insufficient_role", "partner_suspended"]).toContain(codeOf(answer));
    });
  },
);

describe.each(ownedOf())("%s", (_name, action, { input }) => {
  it("finds nothing of another partner's", async () => {
    const answer = await callAction({ url, cookie: outsider.cookie }, action, input(owned));
    expect(codeOf(answer)).toBe("not_found");
  });
});

describe("an admin who looks through a member's eyes", () => {
  const refused = of("member", "user").filter(([name]) => !WHILE_IMPERSONATING.has(name));
  const read = of("member").filter(([name]) => WHILE_IMPERSONATING.has(name));
  let eyes: TestPerson;

  beforeAll(async () => {
    eyes = await makePerson(productDatabase(), { admin: true });
    await startImpersonation(adminContext(productDatabase(), eyes), {
      user_id: members.owner.userId,
      partner_id: members.owner.partnerId,
      reason: "Asked for by the matrix of roles",
    });
  });

  it.each(refused)("changes nothing: %s", async (_name, action, { input }) => {
    const answer = await callAction({ url, cookie: eyes.cookie }, action, input(owned));
    expect(codeOf(answer)).toBe("impersonation_read_only");
  });

  it.each(read)("reads: %s", async (_name, action, { input, allowed }) => {
    const answer = await callAction({ url, cookie: eyes.cookie }, action, input(NOBODYS));
    expect(allowed).toContain(codeOf(answer));
  });

  it("changes nothing through the API either, and sees one partner only", async () => {
    const other = await makePerson(productDatabase(), { role: "owner" });
    await productDatabase().prisma.partnerMember.update({
      where: { partnerId_userId: { partnerId: other.partnerId, userId: other.userId } },
      data: { userId: members.owner.userId },
    });
    const headers = { Cookie: eyes.cookie, Origin: url };
    // Refusals are limited by address: those of other tests are none of ours.
    const from = freshAddress();
    const call = async (method: string, path: string, body?: object) => {
      const answer = await callFrom({ url }, method, `/v1${path}`, { from, headers, body });
      return [answer.status, answer.body.code];
    };
    const ours = `/partners/${members.owner.partnerId}`;
    expect(await call("GET", ours)).toEqual([200, undefined]);
    expect(await call("POST", `${ours}/api-keys`, { name: "Mine" })).toEqual([
      403,
      "impersonation_read_only",
    ]);
    expect(await call("PATCH", ours, { use_case: "Mine" })).toEqual([403, "impersonation_read_only"]);
    expect(await call("GET", `/partners/${other.partnerId}`)).toEqual([404, "not_found"]);
  });
});

describe("an admin without two-step sign-in", () => {
  it("is sent to set it up before anything else", async () => {
    const bare = await makePerson(productDatabase(), { admin: true });
    await productDatabase().prisma.user.update({
      where: { id: bare.userId },
      data: { totpEnabledAt: null, sealedTotpSecret: null },
    });
    for (const [, action, { input }] of of("admin")) {
      const answer = await callAction({ url, cookie: bare.cookie }, action, input(NOBODYS));
      expect(answer).toEqual({ kind: "redirect", to: "/account/security" });
    }
  });
});

describe.each(of("admin"))("%s", (_name, action, known) => {
  const { input } = known;

  it("does not exist for anybody but admins", async () => {
    const others = [undefined, stranger.cookie, ...ROLES.map((role) => members[role].cookie)];
    for (const cookie of others) {
      const caller = cookie === undefined ? { url } : { url, cookie };
      expect(await callAction(caller, action, input(NOBODYS))).toEqual({ kind: "no_page" });
    }
    const answer = await callAction({ url, cookie: admin.cookie }, action, input(NOBODYS));
    expectReached(answer, known, "an admin");
  });
});
