import Ajv from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { peopleFor } from "@/lib/identity/consent/read-people";
import { cancelDeletion, cancelDeletionByToken } from "@/lib/identity/privacy/cancel-deletion";
import { exportPerson, exportSchema } from "@/lib/identity/privacy/export-person";
import { findOwnDeletion, getDeletion } from "@/lib/identity/privacy/find-deletion";
import { listAccesses } from "@/lib/identity/privacy/list-accesses";
import type { Parts } from "@/lib/identity/privacy/parts";
import { HALF, makeWhole } from "@/lib/identity/privacy/privacy.fixture";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { requestDeletion } from "@/lib/identity/privacy/request-deletion";
import { sweepDeletions } from "@/lib/identity/privacy/sweep-deletions";
import { searchUsers } from "@/lib/operations/admin/search-users";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { PRIVACY } from "@/lib/registry";
import { ownDatabase } from "@/test/own-database";
import { adminContext, makePerson } from "@/test/people";

const own = ownDatabase();
const DAY_MS = 86_400_000;
/** Columns that say who, by their names, and columns of text or JSON that may say it. */
const PERSONS_COLUMN =
  "(^|_)(user_id|profile_id|email|recipients|recipient_hash|ip|network|address|user_agent|actor_id|impersonator_id|" +
  "by_id|author_id|author_name|resolved_by|holder|birth_year|payload|data|body|details|text|subject)$|^to$";

async function tablesOfPeople(): Promise<string[]> {
  const rows = await own.rows<{ name: string }>(
    `WITH RECURSIVE reached AS (
       SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname IN ('users', 'profiles', 'sign_ups')
       UNION SELECT f.conrelid FROM pg_constraint f JOIN reached ON f.confrelid = reached.oid WHERE f.contype = 'f')
     SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> '_prisma_migrations' AND NOT a.attisdropped
     GROUP BY c.oid, c.relname
     HAVING c.oid IN (SELECT oid FROM reached) OR bool_or(a.attname ~ $1) ORDER BY 1`,
    [PERSONS_COLUMN],
  );
  return rows.map(({ name }) => name);
}

const claimed = PRIVACY.flatMap(({ part }) => part.tables);

describe("what is held about people", () => {
  it("has every table with a person's column claimed by a domain", async () => {
    const tables = await tablesOfPeople();
    expect(tables.length).toBeGreaterThan(35);
    expect(tables.filter((table) => !claimed.some((claim) => claim.table === table))).toEqual([]);
  });

  it("claims no table and no column that is not there", async () => {
    for (const { table, exported, rowsOf } of claimed) {
      const columns = (
        await own.rows<{ name: string }>(
          "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0",
          [table],
        )
      ).map(({ name }) => name);
      if (exported === undefined) continue;
      expect(rowsOf, table).toBeDefined();
      const read = exported.columns ?? Object.keys(exported.row.shape);
      expect(columns, table).toEqual(expect.arrayContaining([...read]));
      expect(
        read.filter((name) => /hash|sealed|secret/.test(name)),
        table,
      ).toEqual([]);
    }
  });

  it("says in words what is held, why, how long and who reads it, and why something stays", () => {
    for (const { table, holds, purpose, kept, readers, onErasure, rowsOf } of claimed) {
      for (const text of [holds, purpose, kept, readers]) expect(text.length, table).toBeGreaterThan(2);
      if (onErasure.does === "delete") expect(rowsOf, table).toBeDefined();
      else expect(onErasure.why.length, table).toBeGreaterThan(10);
    }
  });
});

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

interface Exported {
  tables: Record<string, Record<string, unknown>[]>;
}

function validator() {
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  return ajv.compile(exportSchema(PRIVACY));
}

describe("an export", () => {
  it("holds what was answered, what follows from it, consents and the access log, and fits its schema", async () => {
    const { ctx, person } = await makeWhole(own, { role: "owner" });
    const admin = await makePerson(own.database, { admin: true });
    await searchUsers(adminContext(own.database, admin), { q: person.email, limit: 20 });
    const document = JSON.parse(await textOf(exportPerson(ctx, PRIVACY))) as Exported;
    const fits = validator();
    expect(fits(document), JSON.stringify(fits.errors)).toBe(true);
    const { tables } = document;
    expect(tables.users).toMatchObject([{ email: person.email }]);
    expect(tables.assessment_answers).toHaveLength(32);
    expect(tables.assessment_answers?.[0]).toMatchObject({ statement: expect.any(String) });
    expect(tables.trait_results?.[0]).toMatchObject({ traits: { novelty: expect.any(Number) } });
    expect(tables.consent_events?.map(({ purpose }) => purpose).sort()).toEqual([
      "intimacy",
      "norms",
      "research",
    ]);
    expect(tables.data_accesses).toMatchObject([{ reader: "admin.users", by_type: "admin" }]);
    expect(tables.partner_members).toMatchObject([{ role: "owner" }]);
  });

  it("of a person with 10,000 rows comes piece by piece, whole and in order", async () => {
    const { ctx, profileId } = await makeWhole(own);
    await own.rows(
      `INSERT INTO data_accesses (id, key, profile_id, reader, why, by_type, times, first_at, last_at)
       SELECT gen_random_uuid(), convert_to('test ' || n, 'UTF8'), $1, 'test.reader', 'Reading ' || n, 'system', 1, now(), now()
       FROM generate_series(1, 10000) AS n`,
      [profileId],
    );
    let longest = 0;
    let text = "";
    for await (const piece of exportPerson(ctx, PRIVACY)) {
      longest = Math.max(longest, piece.length);
      text += piece;
    }
    expect(longest).toBeLessThan(10_000);
    const { tables } = JSON.parse(text) as Exported;
    expect(new Set(tables.data_accesses?.map(({ id }) => id)).size).toBe(10_000);
  });

  it("holds nothing of another person", async () => {
    const other = await makeWhole(own);
    const { ctx } = await makeWhole(own);
    const text = await textOf(exportPerson(ctx, PRIVACY));
    for (const trace of [other.person.userId, other.person.email, other.profileId]) {
      expect(text).not.toContain(trace);
    }
  });
});

const DELETE = {};

describe("a deletion", () => {
  it("waits 14 days, in which no reader reads the person, and can be cancelled by them or by the link", async () => {
    const { ctx, profileId, clock } = await makeWhole(own);
    const readable = async () => {
      const { where } = peopleFor({ clock }, "research");
      return own.prisma.profile.count({ where: { id: profileId, ...where } });
    };
    expect(await readable()).toBe(1);
    const { dueAt, token } = await requestDeletion(ctx, DELETE, PRIVACY);
    expect(dueAt.getTime() - clock.now().getTime()).toBe(14 * DAY_MS);
    expect(await requestDeletion(ctx, DELETE, PRIVACY)).toEqual({ dueAt, token });
    expect(await readable()).toBe(0);
    expect(await own.queued("consent.settle-withdrawal")).toContainEqual({ purpose: "norms" });
    await sweepDeletions({ ...ctx, clock }, PRIVACY);
    expect(await findOwnDeletion(ctx)).toMatchObject({ dueAt, started: false, token });
    await cancelDeletionByToken(ctx, { token });
    expect(await readable()).toBe(1);
    expect(await findOwnDeletion(ctx)).toBeNull();
    expect((await getDeletion(ctx, { token })).state).toBe("cancelled");
    const again = await requestDeletion(ctx, DELETE, PRIVACY);
    expect(again.token).not.toBe(token);
    await cancelDeletion(ctx);
    clock.advance(15 * DAY_MS);
    expect(await sweepDeletions(ctx, PRIVACY)).toEqual({ finished: 0 });
    expect(await own.prisma.user.count({ where: { id: ctx.userId ?? "" } })).toBe(1);
  });

  it("leaves no trace in the whole database but what its receipt says is kept and why", async () => {
    const { ctx, person, profileId, clock } = await makeWhole(own, {
      role: "owner",
      name: "Traceable Terry",
    });
    const mate = await makePerson(own.database, { partnerId: person.partnerId, role: "owner" });
    await leaveTraces({ ...person, mateId: mate.userId });
    const { token } = await requestDeletion(ctx, DELETE, PRIVACY);
    clock.advance(14 * DAY_MS);
    await sweepDeletions(ctx, PRIVACY);
    const receipt = await getDeletion(ctx, { token });
    expect(receipt.state).toBe("finished");
    const erased = receipt.lines.filter(({ erasedRows }) => erasedRows > 0).map(({ subject }) => subject);
    expect(erased).toEqual(
      expect.arrayContaining([
        "users",
        "sessions",
        "profiles",
        "trait_results",
        "assessment_answers",
        "consent_events",
        "partner_members",
        "personal_access_tokens",
        "security_events",
        "graphile_worker._private_jobs",
      ]),
    );
    for (const line of receipt.lines) {
      if (line.clearedRows + line.keptRows > 0) expect(line.keptWhy, line.subject).not.toBeNull();
    }
    // Names and addresses are nowhere but where the receipt says that rows were kept as they are.
    const kept = receipt.lines
      .filter(({ keptRows }) => keptRows > 0)
      .map(({ subject }) => `public.${subject}`);
    for (const text of [person.email, "Traceable Terry"]) {
      const holding = (await own.tablesHolding(text)).filter((table) => !kept.includes(table));
      expect(holding, text).toEqual([]);
    }
    // The numbers are also in rows that were cleared.
    const stays = receipt.lines
      .filter(({ keptRows, clearedRows }) => keptRows + clearedRows > 0)
      .map(({ subject }) => `public.${subject}`);
    for (const text of [person.userId, profileId, person.sessionId]) {
      const holding = (await own.tablesHolding(text)).filter((table) => !stays.includes(table));
      expect(holding, text).toEqual([]);
    }
    expect(await own.prisma.partner.findUnique({ where: { id: person.partnerId } })).toMatchObject({
      email: mate.email,
      suspendedAt: null,
    });
  });

  it("that is killed in the middle goes on with what is left, and its receipt is complete", async () => {
    const one = await makeWhole(own);
    const { token } = await requestDeletion(one.ctx, DELETE, PRIVACY);
    one.clock.advance(14 * DAY_MS);
    const middle = Math.floor(PRIVACY.length / 2);
    const dying: Parts = PRIVACY.map(({ domain, part }, index) =>
      index !== middle
        ? { domain, part }
        : {
            domain,
            part: {
              ...part,
              erasePerson: async (ctx, tx, person) => {
                await part.erasePerson(ctx, tx, person);
                throw new Error("The process was killed here.");
              },
            },
          },
    );
    expect(
      await sweepDeletions({ ...one.ctx, log: { ...one.ctx.log, error: () => undefined } as never }, dying),
    ).toEqual({
      finished: 0,
    });
    const half = await getDeletion(one.ctx, { token });
    expect(half.state).toBe("running");
    await expect(cancelDeletion(one.ctx)).rejects.toMatchObject({ code: "deletion_started" });
    // Two processes sweep at once: the person is deleted once.
    const runs = await Promise.all([sweepDeletions(one.ctx, PRIVACY), sweepDeletions(one.ctx, PRIVACY)]);
    expect(runs.map(({ finished }) => finished).sort()).toEqual([0, 1]);
    const whole = await getDeletion(one.ctx, { token });
    expect(whole.state).toBe("finished");
    for (const line of half.lines) expect(whole.lines).toContainEqual(line);
    const rows = await own.prisma.erasureLine.count({ where: { request: { userId: one.ctx.userId } } });
    // Registrations have a line more: their seats are rows of a table that another domain claims.
    expect(rows).toBe(claimed.length + 1);
    expect(await own.prisma.user.count({ where: { id: one.person.userId } })).toBe(0);
  });

  it("of one that fails holds up no other", async () => {
    const [bad, good] = [await makeWhole(own), await makeWhole(own)];
    for (const { ctx } of [bad, good]) await requestDeletion(ctx, DELETE, PRIVACY);
    good.clock.advance(15 * DAY_MS);
    const parts: Parts = PRIVACY.map(({ domain, part }) => ({
      domain,
      part: {
        ...part,
        erasePerson: (ctx, tx, person) =>
          person.userId === bad.person.userId
            ? Promise.reject(new Error("This one fails."))
            : part.erasePerson(ctx, tx, person),
      },
    }));
    const quiet = { ...good.ctx, log: { ...good.ctx.log, error: () => undefined } as never };
    await sweepDeletions(quiet, parts);
    expect(await own.prisma.user.count({ where: { id: good.person.userId } })).toBe(0);
    expect(await own.prisma.user.count({ where: { id: bad.person.userId } })).toBe(1);
    await sweepDeletions(good.ctx, PRIVACY);
    expect(await own.prisma.user.count({ where: { id: bad.person.userId } })).toBe(0);
  });

  it("is refused to the only owner of a team with others, and to admins, with what to do first", async () => {
    const { ctx, person } = await makeWhole(own, { role: "owner" });
    await makePerson(own.database, { partnerId: person.partnerId, role: "developer" });
    await expect(requestDeletion(ctx, DELETE, PRIVACY)).rejects.toMatchObject({
      code: "deletion_blocked",
      message: expect.stringContaining("only owner"),
    });
    const admin = await makeWhole(own, { admin: true });
    await expect(requestDeletion(admin.ctx, DELETE, PRIVACY)).rejects.toMatchObject({
      code: "admin_account",
    });
  });

  it("closes a company that the person alone belongs to: its keys are refused and its address is gone", async () => {
    const { ctx, person, clock } = await makeWhole(own, { role: "owner" });
    await requestDeletion(ctx, DELETE, PRIVACY);
    clock.advance(15 * DAY_MS);
    await sweepDeletions(ctx, PRIVACY);
    const partner = await own.prisma.partner.findUniqueOrThrow({
      where: { id: person.partnerId },
      include: { apiKeys: true },
    });
    expect(partner.suspendedAt).not.toBeNull();
    expect(partner.email).toMatch(/@erased\.invalid$/);
    expect(partner.apiKeys.every(({ revokedAt }) => revokedAt !== null)).toBe(true);
  });

  it("works for answers without an account, and ends where an account claims them", async () => {
    const clock = new FixedClock(new Date());
    const [gone, claims] = [await makeVisitor(own, clock), await makeVisitor(own, clock)];
    const centre = ({ ctx }: typeof gone): PrivacyContext => ({ ...ctx, account: null });
    for (const visitor of [gone, claims]) await completeSheet(visitor.ctx, { traits: HALF });
    const { token } = await requestDeletion(centre(gone), DELETE, PRIVACY);
    await requestDeletion(centre(claims), DELETE, PRIVACY);
    const { userId } = await makePerson(own.database);
    await claimProfile(own.system(clock), { user_id: userId, token: claims.token });
    clock.advance(15 * DAY_MS);
    await sweepDeletions(own.system(clock), PRIVACY);
    expect(await own.prisma.traitResult.count({ where: { profileId: claims.ctx.profileId } })).toBe(1);
    expect(await own.tablesHolding(gone.ctx.profileId)).toEqual([
      "public.audit_events",
      "public.deletion_requests",
    ]);
    const { state, lines } = await getDeletion(own.system(clock), { token });
    expect(state).toBe("finished");
    expect(lines.find(({ subject }) => subject === "trait_results")).toMatchObject({ erasedRows: 1 });
  });
});

describe("who used my data", () => {
  it("shows an admin's look once a day with how often, and no other person's", async () => {
    const { ctx, person } = await makeWhole(own);
    const other = await makeWhole(own);
    const admin = await makePerson(own.database, { admin: true });
    for (let looks = 0; looks < 3; looks += 1) {
      await searchUsers(adminContext(own.database, admin), { q: person.email, limit: 20 });
    }
    const { data } = await listAccesses(ctx);
    expect(data).toMatchObject([{ by: "admin", times: 3, purpose: null }]);
    expect((await listAccesses(other.ctx)).data).toEqual([]);
  });
});

/** Leaves the person's name, address and ids wherever the product would. */
async function leaveTraces(person: {
  userId: string;
  email: string;
  partnerId: string;
  mateId: string;
  name: string;
}): Promise<void> {
  const at = new Date();
  const { userId, email, partnerId, name } = person;
  const { prisma } = own;
  await prisma.securityEvent.create({
    data: {
      id: newId(),
      bucket: Buffer.from(newId()),
      kind: "sign_in.failed",
      code: "",
      network: "",
      userId,
      count: 1,
      firstAt: at,
      lastAt: at,
    },
  });
  await prisma.personalAccessToken.create({
    data: {
      id: newId(),
      userId,
      partnerId,
      name: "script",
      scopes: [],
      secretHash: Buffer.from(newId()),
      prefix: "pat",
      createdAt: at,
    },
  });
  await prisma.invitation.create({
    data: {
      id: newId(),
      partnerId,
      email: `x-${newId()}@example.com`,
      role: "viewer",
      invitedById: userId,
      expiresAt: at,
      createdAt: at,
    },
  });
  await prisma.invitation.create({
    data: {
      id: newId(),
      partnerId,
      email,
      role: "viewer",
      invitedById: person.mateId,
      expiresAt: at,
      createdAt: at,
    },
  });
  const ticketId = newId();
  await prisma.ticket.create({
    data: {
      id: ticketId,
      partnerId,
      openedById: userId,
      subject: "A question",
      createdAt: at,
      updatedAt: at,
    },
  });
  const messageId = newId();
  await prisma.ticketMessage.create({
    data: {
      id: messageId,
      ticketId,
      authorType: "partner",
      authorId: userId,
      authorName: name,
      text: "Hello",
      createdAt: at,
    },
  });
  await prisma.partnerEvent.createMany({
    data: [
      {
        id: newId(),
        partnerId,
        type: "ticket.replied",
        data: { message_id: messageId, author_name: name },
        createdAt: at,
      },
      { id: newId(), partnerId, type: "verification.completed", data: { email }, createdAt: at },
    ],
  });
  const alertId = newId();
  await prisma.alert.create({
    data: {
      id: alertId,
      partnerId,
      name: "Calls",
      metric: "calls",
      window: "day",
      threshold: 1,
      recipients: [email, "ops@example.com"],
      createdAt: at,
      updatedAt: at,
    },
  });
  await prisma.alertFiring.create({
    data: {
      id: newId(),
      alertId,
      partnerId,
      windowStart: at,
      value: 1,
      threshold: 1,
      action: "notify",
      recipients: [email],
      firedAt: at,
    },
  });
  await prisma.alertRecipient.create({ data: { id: newId(), partnerId, email, askedAt: at, createdAt: at } });
  await prisma.signUp.create({
    data: { id: newId(), email, name, passwordHash: "x", expiresAt: at, createdAt: at },
  });
  await prisma.keptMail.create({
    data: { id: newId(), at, to: email, subject: "Hello", text: `Dear ${name}` },
  });
  await prisma.auditEvent.create({
    data: {
      id: newId(),
      at,
      actorType: "user",
      actorId: person.mateId,
      partnerId,
      action: "member.role_changed",
      targetType: "member",
      targetId: userId,
      details: { email, from: "viewer", to: "owner" },
      ip: "203.0.113.0",
    },
  });
  await prisma.idempotencyRecord.create({
    data: {
      holder: `user:${userId}:${partnerId}`,
      keyHash: Buffer.from(newId()),
      fingerprint: Buffer.from("x"),
      requestId: newId(),
      lockedUntil: at,
      createdAt: at,
      expiresAt: at,
    },
  });
  await prisma.trialClaim.create({
    data: { key: `user:${userId}`, subscriptionId: "sub_trace", partnerId, claimedAt: at },
  });
  await prisma.stripeEvent.create({
    data: {
      id: `evt_${newId()}`,
      type: "customer.created",
      livemode: false,
      payload: JSON.stringify({ email }),
      occurredAt: at,
      receivedAt: at,
    },
  });
  await own.rows("SELECT graphile_worker.add_job('accounts.send-notice', $1::json)", [
    JSON.stringify({ email }),
  ]);
}
