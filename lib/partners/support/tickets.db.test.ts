import { beforeAll, describe, expect, it } from "vitest";
import { answerTicket } from "@/lib/partners/support/answer-ticket";
import { closeTicket } from "@/lib/partners/support/close-ticket";
import { describeCall } from "@/lib/partners/support/describe-call";
import { getAnyTicket } from "@/lib/partners/support/get-any-ticket";
import { getTicket } from "@/lib/partners/support/get-ticket";
import { supportJobs } from "@/lib/partners/support/jobs";
import { listAllTickets } from "@/lib/partners/support/list-all-tickets";
import { listTickets } from "@/lib/partners/support/list-tickets";
import { markTicketSeen } from "@/lib/partners/support/mark-ticket-seen";
import { MAX_ACTIVE_TICKETS, openTicket } from "@/lib/partners/support/open-ticket";
import { reopenTicket } from "@/lib/partners/support/reopen-ticket";
import { replyToTicket } from "@/lib/partners/support/reply-to-ticket";
import { OpenTicket, ReplyToTicket, TicketQuery } from "@/lib/partners/support/schemas";
import { setTicketStatus } from "@/lib/partners/support/set-ticket-status";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import type { AdminContext, PartnerContext } from "@/lib/platform/context";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase, runJob } from "@/test/own-database";
import { makeKey } from "@/test/partner-state";
import { makePerson, type TestPerson } from "@/test/people";
import { until } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(10);
const SEND = "support.send-mail";

beforeAll(() => {
  setSettings({ APP_URL: "https://soulmate.example", SUPPORT_EMAIL: "help@soulmate.example" });
});

/** A member at work. */
function at(person: TestPerson, role: MemberRole = "owner"): PartnerContext {
  return {
    ...own.as(person),
    actor: { type: "user", id: person.userId },
    permissions: permissionsOfRole(role),
  };
}

async function customer(name = "Ada Osei") {
  const person = await makePerson(own.database, { role: "owner", name, companyName: "Lantern" });
  return { person, ctx: at(person) };
}

async function staff(): Promise<AdminContext> {
  const person = await makePerson(own.database, { admin: true, name: "Sam Staff" });
  const { clock, db, log } = own.system();
  const actor = { type: "user", id: person.userId } as const;
  return { requestId: newId(), clock, db, log, actor, userId: person.userId, role: "admin" };
}

const question = (change: Partial<OpenTicket> = {}) =>
  OpenTicket.parse({ subject: "Scores differ", text: "Why?", ...change });

const listed = (query: object = {}) => TicketQuery.parse(query);

const eventsOf = async ({ partnerId }: Pick<PartnerContext, "partnerId">) =>
  (
    await own.prisma.partnerEvent.findMany({
      where: { partnerId, type: { startsWith: "ticket." } },
      orderBy: { createdAt: "asc" },
    })
  ).map(({ type, data }) => ({ type, data: data as Record<string, unknown> }));

const kindsOf = async (ctx: Pick<PartnerContext, "partnerId">) =>
  (await eventsOf(ctx)).map(({ type }) => type);

/** Sends what the ticket's messages have queued, and returns all mail there is about it. */
async function mailsOf({ id, number }: { id: string; number: number }) {
  const messages = await own.prisma.ticketMessage.findMany({ where: { ticketId: id }, select: { id: true } });
  const jobs = (await own.queued(SEND)).filter(({ message_id }) =>
    messages.some((message) => message.id === message_id),
  );
  for (const job of jobs) await runJob(supportJobs, SEND, own.system(), job);
  return own.prisma.keptMail.findMany({
    where: { subject: { contains: `[#${number}]` } },
    orderBy: { at: "asc" },
  });
}

describe("a ticket", () => {
  it("goes back and forth: whose turn it is, what is unread, and what webhooks hear", async () => {
    const { ctx } = await customer();
    const admin = await staff();
    const { ticket, redacted } = await openTicket(ctx, question());
    expect(redacted).toBe(0);
    expect(ticket).toMatchObject({ status: "open", unread: false, call: null });
    expect(ticket.messages).toMatchObject([
      { author_type: "partner", author_name: "Ada Osei", text: "Why?" },
    ]);

    const answered = await answerTicket(admin, { ticket_id: ticket.id, text: "Which?", status: "waiting" });
    expect(answered.ticket).toMatchObject({ status: "waiting", partner: { company_name: "Lantern" } });
    expect((await listTickets(ctx, listed())).data).toMatchObject([
      {
        id: ticket.id,
        unread: true,
        status: "waiting",
        last_message: { author_type: "staff", author_name: "Sam Staff" },
      },
    ]);
    await markTicketSeen(ctx, { ticket_id: ticket.id });
    expect(await getTicket(ctx, { ticket_id: ticket.id })).toMatchObject({ unread: false });

    const replied = await replyToTicket(ctx, { ticket_id: ticket.id, text: "All of them." });
    expect(replied.ticket).toMatchObject({ status: "open", unread: false });
    expect(replied.ticket.messages.map(({ text }) => text)).toEqual(["Why?", "Which?", "All of them."]);
    expect(await kindsOf(ctx)).toEqual([
      "ticket.created",
      "ticket.replied",
      "ticket.status_changed",
      "ticket.replied",
      "ticket.status_changed",
    ]);
    const events = await eventsOf(ctx);
    expect(JSON.stringify(events)).not.toContain("All of them.");
    expect(events.at(-1)?.data).toMatchObject({
      number: ticket.number,
      status: "open",
      previous_status: "waiting",
    });
  });

  it("is closed and reopened once each, however often and at once that is asked", async () => {
    const { ctx } = await customer();
    const { ticket } = await openTicket(ctx, question());
    const id = { ticket_id: ticket.id };
    const closing = await own.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM tickets WHERE id = ${ticket.id}::uuid FOR UPDATE`;
      const work = [1, 2, 3].map(() => closeTicket(ctx, id));
      await until(async () => (await own.waitingForLocks()) >= work.length);
      return work;
    });
    for (const result of await Promise.all(closing)) expect(result.status).toBe("closed");
    await expect(replyToTicket(ctx, { ...id, text: "One more" })).rejects.toThrow(Conflict);
    await expect(
      answerTicket(await staff(), { ...id, text: "One more", status: "waiting" }),
    ).rejects.toMatchObject({
      code: "ticket_closed",
    });
    expect(await reopenTicket(ctx, id)).toMatchObject({ status: "open" });
    expect(await reopenTicket(ctx, id)).toMatchObject({ status: "open" });
    expect(await kindsOf(ctx)).toEqual(["ticket.created", "ticket.status_changed", "ticket.status_changed"]);
  });

  it("is opened again by a reply where it was solved", async () => {
    const { ctx } = await customer();
    const admin = await staff();
    const { ticket } = await openTicket(ctx, question());
    await answerTicket(admin, { ticket_id: ticket.id, text: "So.", status: "solved" });
    expect(await reopenTicket(ctx, { ticket_id: ticket.id })).toMatchObject({ status: "open" });
    await setTicketStatus(admin, { ticket_id: ticket.id, status: "solved" });
    const { ticket: reopened } = await replyToTicket(ctx, { ticket_id: ticket.id, text: "No." });
    expect(reopened.status).toBe("open");
  });

  it("keeps no token that was pasted into it, and says how many it took out", async () => {
    const { ctx, person } = await customer();
    const { key } = await makeKey(person, {}, own.database);
    const whsec = `whsec_${"Ab3+".repeat(8)}`;
    const pat = `pat_${"x9Yz".repeat(10)}`;
    const { ticket, redacted } = await openTicket(
      ctx,
      question({ subject: `Is ${key} broken`, text: `I use ${key}\nand ${whsec}` }),
    );
    expect(redacted).toBe(3);
    const replied = await replyToTicket(ctx, { ticket_id: ticket.id, text: `or ${pat}?` });
    expect(replied.redacted).toBe(1);
    const answered = await answerTicket(await staff(), {
      ticket_id: ticket.id,
      text: `Not ${key}`,
      status: "waiting",
    });
    expect(answered.redacted).toBe(1);
    await mailsOf(ticket);
    for (const secret of [key, whsec, pat]) expect(await own.tablesHolding(secret.slice(14))).toEqual([]);
    expect(ticket.subject).toBe(`Is ${key.slice(0, 14)}… redacted broken`);
  });

  it("holds what people write as it is, also where it looks like markup", async () => {
    const { ctx } = await customer();
    const text = `<img src=x onerror=alert(1)> {{7*7}} '"; DROP TABLE tickets;-- \u2028 ‮ [x](javascript:alert(1))`;
    const { ticket } = await openTicket(ctx, question({ subject: "<script>alert(1)</script>", text }));
    expect(ticket).toMatchObject({ subject: "<script>alert(1)</script>", messages: [{ text }] });
  });

  it("says of the shape of its fields what is wrong, field by field", () => {
    const faults = (input: object) =>
      OpenTicket.safeParse(input).error?.issues.map(({ path }) => path.join(".")) ?? [];
    expect(faults({ subject: " ", text: "\n", request_id: "x" })).toEqual(["subject", "text", "request_id"]);
    expect(faults({ subject: "a\nBcc: x@example.com", text: "nul \0" })).toEqual(["subject", "text"]);
    expect(faults({ subject: "a".repeat(201), text: "a".repeat(10_001) })).toEqual(["subject", "text"]);
    expect(OpenTicket.parse({ subject: "a", text: "a\r\nb\rc", request_id: "" })).toEqual({
      subject: "a",
      text: "a\nb\nc",
    });
  });

  it("is refused where fifty are open, also when many are opened at once", async () => {
    const { ctx } = await customer();
    for (let made = 4; made < MAX_ACTIVE_TICKETS; made += 1) await openTicket(ctx, question());
    const opened = await Promise.allSettled(Array.from({ length: 6 }, () => openTicket(ctx, question())));
    const refused = opened.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(2);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "too_many_tickets" });
    const [first] = (await listTickets(ctx, listed())).data;
    await closeTicket(ctx, { ticket_id: first?.id ?? "" });
    await openTicket(ctx, question());
  });
});

describe("a ticket about a call", () => {
  async function called(person: TestPerson, mode: "live" | "test" = "live") {
    const key = await makeKey(person, { name: "iOS app", mode }, own.database);
    const call = makeCall({
      partnerId: person.partnerId,
      apiKeyId: key.id,
      mode,
      status: 400,
      errorCode: "invalid_input",
      units: 0,
      billable: false,
      durationUs: 1_250,
    });
    await recordCalls(own.database.pool, [call]);
    return { key, call };
  }

  it("holds what we know of it, live or test, and neither the key nor the caller's address", async () => {
    const { ctx, person } = await customer();
    for (const mode of ["live", "test"] as const) {
      const { key, call } = await called(person, mode);
      const { ticket } = await openTicket(ctx, question({ request_id: call.requestId }));
      expect(ticket.call).toEqual({
        request_id: call.requestId,
        at: call.occurredAt.toISOString(),
        mode,
        method: "POST",
        endpoint: "/v1/compatibility/calculate",
        status: 400,
        error_code: "invalid_input",
        duration_ms: 1.25,
        key_name: "iOS app",
        key_prefix: key.key.slice(0, 14),
      });
      expect(ticket.call).toEqual(await describeCall(ctx, { request_id: call.requestId }));
      expect((await eventsOf(ctx)).at(-1)?.data).toMatchObject({ request_id: call.requestId });
    }
  });

  it("refuses another partner's request id in the words for one that is unknown, and writes nothing", async () => {
    const [{ ctx }, { person: neighbour }] = [await customer(), await customer()];
    const { call } = await called(neighbour);
    const refusal = async (request_id: string) => {
      const error: unknown = await openTicket(ctx, question({ request_id })).catch((thrown) => thrown);
      if (!(error instanceof Invalid)) throw new Error("not refused", { cause: error });
      return { code: error.code, message: error.message, errors: error.errors };
    };
    const unknown = await refusal(newId());
    expect(unknown.errors).toMatchObject([{ path: "request_id" }]);
    expect(await refusal(call.requestId)).toEqual(unknown);
    expect(await refusal("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")).toEqual(unknown);
    expect(await describeCall(ctx, { request_id: call.requestId })).toBeNull();
    expect((await listTickets(ctx, listed())).data).toEqual([]);
  });
});

describe("mail about a ticket", () => {
  it("tells the opener that it came and what staff wrote, and our inbox what the partner wrote", async () => {
    const { ctx, person } = await customer();
    const { ticket } = await openTicket(ctx, question({ subject: "Scores\u00a0differ" }));
    await replyToTicket(ctx, { ticket_id: ticket.id, text: "More of it" });
    await answerTicket(await staff(), {
      ticket_id: ticket.id,
      text: "They do not",
      status: "waiting",
    });
    const mails = await mailsOf(ticket);
    expect(mails.map(({ to }) => to)).toEqual([
      person.email,
      "help@soulmate.example",
      "help@soulmate.example",
      person.email,
    ]);
    const [confirmation, opened, replied, answered] = mails.map(({ subject, text }) => `${subject}\n${text}`);
    expect(confirmation).toContain(`https://soulmate.example/partner/support/${ticket.id}`);
    expect(opened).toContain("Why?");
    expect(opened).toContain(`https://soulmate.example/admin/tickets/${ticket.id}`);
    expect(replied).toContain("More of it");
    expect(answered).toContain("They do not");
    expect(answered).toContain(`https://soulmate.example/partner/support/${ticket.id}`);
  });

  it("goes to nobody else where no inbox is named, and says nothing of what was typed", async () => {
    setSettings({ APP_URL: "https://soulmate.example" });
    const { ctx, person } = await customer();
    const { ticket } = await openTicket(ctx, question({ text: "typed by somebody" }));
    const mails = await mailsOf(ticket);
    setSettings({ APP_URL: "https://soulmate.example", SUPPORT_EMAIL: "help@soulmate.example" });
    expect(mails.map(({ to }) => to)).toEqual([person.email]);
    expect(mails[0]?.text).not.toContain("typed by somebody");
  });

  it("goes to the partner's own address once the opener has left the team, and to no unverified one", async () => {
    const { ctx, person } = await customer();
    const admin = await staff();
    const answered = async () => {
      const { ticket } = await openTicket(ctx, question());
      await answerTicket(admin, { ticket_id: ticket.id, text: "Answer", status: "solved" });
      return (await mailsOf(ticket)).filter(({ to }) => !to.startsWith("help@")).map(({ to }) => to);
    };
    const address = `team-${newId()}@example.com`;
    await own.prisma.partner.update({ where: { id: person.partnerId }, data: { email: address } });
    await own.prisma.partnerMember.deleteMany({ where: { userId: person.userId } });
    expect(new Set(await answered())).toEqual(new Set([address]));
    await own.prisma.partner.update({ where: { id: person.partnerId }, data: { emailVerifiedAt: null } });
    expect(await answered()).toEqual([]);
  });
});

describe("tickets of a partner", () => {
  it("are its own: another's and a missing one are refused alike, and left as they are", async () => {
    const [{ ctx }, { ctx: neighbour }] = [await customer(), await customer()];
    const { ticket: theirs } = await openTicket(neighbour, question({ subject: "Theirs alone" }));
    const row = () =>
      own.prisma.ticket.findUniqueOrThrow({ where: { id: theirs.id }, include: { messages: true } });
    const before = await row();
    const verbs: ((id: string) => Promise<unknown>)[] = [
      (ticket_id) => getTicket(ctx, { ticket_id }),
      (ticket_id) => replyToTicket(ctx, { ticket_id, text: "Mine" }),
      (ticket_id) => closeTicket(ctx, { ticket_id }),
      (ticket_id) => reopenTicket(ctx, { ticket_id }),
    ];
    for (const verb of verbs) {
      for (const id of [theirs.id, newId()]) {
        const error: unknown = await verb(id).catch((thrown) => thrown);
        expect(error).toBeInstanceOf(NotFound);
        expect(error).toMatchObject({ message: "There is no such ticket." });
      }
    }
    await expect(markTicketSeen(ctx, { ticket_id: theirs.id })).rejects.toThrow(NotFound);
    expect(await row()).toEqual(before);
    for (const search of [undefined, "Theirs", `#${theirs.number}`]) {
      expect((await listTickets(ctx, listed({ search }))).data).toEqual([]);
    }
    const cursor = Buffer.from(theirs.id).toString("base64url");
    expect((await listTickets(ctx, listed({ cursor }))).data).toEqual([]);
  });

  it("are read by every role and written by all but viewers", async () => {
    const { ctx, person } = await customer();
    const { ticket } = await openTicket(ctx, question());
    const id = { ticket_id: ticket.id };
    const viewer = at(person, "viewer");
    expect((await listTickets(viewer, listed())).data).toHaveLength(1);
    await markTicketSeen(viewer, id);
    await getTicket(viewer, id);
    for (const refused of [
      () => openTicket(viewer, question()),
      () => replyToTicket(viewer, { ...id, text: "x" }),
      () => closeTicket(viewer, id),
      () => reopenTicket(viewer, id),
    ]) {
      await expect(refused()).rejects.toThrow(Forbidden);
    }
    await replyToTicket(at(person, "developer"), { ...id, text: "x" });
    const outsider = { ...ctx, permissions: new Set<never>() };
    for (const refused of [
      () => listTickets(outsider, listed()),
      () => getTicket(outsider, id),
      () => markTicketSeen(outsider, id),
      () => describeCall(outsider, { request_id: newId() }),
    ]) {
      await expect(refused()).rejects.toThrow(Forbidden);
    }
  });

  it("are found by status, words as they stand, and number, the newest activity first, page by page", async () => {
    const { ctx } = await customer();
    const made = [];
    for (const subject of ["First 100% sure", "Second a_b", "Third"]) {
      made.push((await openTicket(ctx, question({ subject, text: `Text of ${subject}` }))).ticket);
    }
    const [first, second, third] = made.map(({ id }) => id);
    await replyToTicket(ctx, { ticket_id: first ?? "", text: "needle IN a haystack" });
    await closeTicket(ctx, { ticket_id: second ?? "" });
    const found = async (query: object) => (await listTickets(ctx, listed(query))).data.map(({ id }) => id);
    expect(await found({})).toEqual([second, first, third]);
    expect(await found({ status: "closed" })).toEqual([second]);
    expect(await found({ search: "Needle in" })).toEqual([first]);
    expect(await found({ search: "100%" })).toEqual([first]);
    expect(await found({ search: "0% s" })).toEqual([first]);
    expect(await found({ search: "a_b" })).toEqual([second]);
    expect(await found({ search: "_" })).toEqual([second]);
    expect(await found({ search: "%" })).toEqual([first]);
    expect(await found({ search: "\\" })).toEqual([]);
    expect(await found({ search: `#${made[2]?.number}` })).toEqual([third]);
    const paged: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listTickets(ctx, listed({ limit: 1, ...(cursor ? { cursor } : {}) }));
      paged.push(...page.data.map(({ id }) => id));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(paged).toEqual([second, first, third]);
  });

  it("stay unread while an admin looks through a member's eyes", async () => {
    const { ctx, person } = await customer();
    const admin = await staff();
    const { ticket } = await openTicket(ctx, question());
    await answerTicket(admin, { ticket_id: ticket.id, text: "Answer", status: "waiting" });
    const through: PartnerContext = {
      ...ctx,
      actor: { type: "user", id: person.userId, impersonatorId: admin.userId },
    };
    await markTicketSeen(through, { ticket_id: ticket.id });
    expect(await getTicket(ctx, { ticket_id: ticket.id })).toMatchObject({ unread: true });
  });

  it("name a key as the author where a key wrote", async () => {
    const { person } = await customer();
    const key = await makeKey(person, { name: "Nightly" }, own.database);
    const ctx = { ...own.as(person), actor: { type: "api_key", id: key.id } as const };
    const { ticket } = await openTicket(ctx, question());
    expect(ticket.messages).toMatchObject([{ author_name: "API key “Nightly”" }]);
  });
});

describe("staff", () => {
  it("see and answer every partner's tickets, and nobody else can by their verbs", async () => {
    const { ctx, person } = await customer();
    const admin = await staff();
    const { ticket } = await openTicket(ctx, question({ subject: `Rare ${newId()}` }));
    const id = { ticket_id: ticket.id };
    expect((await listAllTickets(admin, listed({ search: ticket.subject }))).data).toMatchObject([
      { id: ticket.id, partner: { id: person.partnerId, company_name: "Lantern" } },
    ]);
    expect(await getAnyTicket(admin, id)).toMatchObject({ messages: [{ text: "Why?" }] });
    await expect(getAnyTicket(admin, { ticket_id: newId() })).rejects.toThrow(NotFound);

    const member = { ...ctx, userId: person.userId };
    const through = {
      ...admin,
      actor: { type: "user", id: admin.userId, impersonatorId: newId() } as const,
    };
    for (const caller of [member as unknown as AdminContext, through]) {
      for (const refused of [
        () => listAllTickets(caller, listed()),
        () => getAnyTicket(caller, id),
        () => answerTicket(caller, { ...id, text: "x", status: "waiting" }),
        () => setTicketStatus(caller, { ...id, status: "closed" }),
      ]) {
        await expect(refused()).rejects.toThrow(NotFound);
      }
    }
    expect(await getTicket(ctx, id)).toEqual(ticket);
  });

  it("move a ticket to any status, which is told once", async () => {
    const { ctx } = await customer();
    const admin = await staff();
    const { ticket } = await openTicket(ctx, question());
    for (const status of ["solved", "solved", "closed", "open"] as const) {
      expect(await setTicketStatus(admin, { ticket_id: ticket.id, status })).toMatchObject({ status });
    }
    expect(await kindsOf(ctx)).toEqual([
      "ticket.created",
      ...Array.from({ length: 3 }, () => "ticket.status_changed"),
    ]);
    const audited = await own.prisma.auditEvent.findMany({
      where: { targetId: ticket.id, action: "ticket.status_changed" },
      orderBy: { at: "asc" },
    });
    expect(audited.map(({ actorId, partnerId }) => [actorId, partnerId])).toEqual(
      Array.from({ length: 3 }, () => [admin.userId, ctx.partnerId]),
    );
  });
});

it("takes a reply's text by the same rules as a ticket's", () => {
  expect(ReplyToTicket.safeParse({ ticket_id: newId(), text: "\u0007" }).success).toBe(false);
});
