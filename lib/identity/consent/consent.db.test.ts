import { describe, expect, it } from "vitest";
import { currentText } from "@/lib/identity/consent/consent-texts";
import { grantConsent } from "@/lib/identity/consent/grant-consent";
import { consentJobs } from "@/lib/identity/consent/jobs";
import { listConsents } from "@/lib/identity/consent/list-consents";
import { peopleFor, readPeople } from "@/lib/identity/consent/read-people";
import { hasConsent, recordConsent } from "@/lib/identity/consent/record-consent";
import { decideIntimacy } from "@/lib/people/assessments/decide-intimacy";
import { finishAssessment } from "@/lib/people/assessments/finish-assessment";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { StoredTraits } from "@/lib/people/results/schemas";
import { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { CONSENTS, type ConsentName, type PurposeReader } from "@/lib/platform/purposes";
import { READERS } from "@/lib/registry";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();
const HALF = Array<number>(32).fill(0.5);

function grant(ctx: ProfileContext, purpose: ConsentName): Promise<unknown> {
  const { version } = currentText(purpose, ctx.clock.now());
  return grantConsent(ctx, { purpose, version, adult: true });
}

function withdraw(ctx: ProfileContext, consent: ConsentName): Promise<boolean> {
  return own.prisma.$transaction((tx) =>
    recordConsent(ctx, tx, { consent, granted: false, place: "privacy" }),
  );
}

/** A person with a finished assessment who has agreed to nothing but intimacy. */
async function makeAnswered(): Promise<ProfileContext> {
  const { ctx } = await makeVisitor(own);
  await completeSheet(ctx, { form: "long", traits: HALF });
  return ctx;
}

describe("a consent", () => {
  it("is off until it is given, and its history says who, when, to which text and where", async () => {
    const { ctx } = await makeVisitor(own, new FixedClock("2026-12-01T10:00:00Z"));
    expect((await listConsents(ctx)).filter(({ grantedAt }) => grantedAt !== null)).toEqual([]);
    await grant(ctx, "research");
    await withdraw(ctx, "research");
    await grant(ctx, "research");
    const shown = (await listConsents(ctx)).find(({ name }) => name === "research");
    expect(shown?.grantedAt).toEqual(ctx.clock.now());
    expect(shown?.history.map(({ granted }) => granted)).toEqual([true, false, true]);
    expect(shown?.history[0]).toMatchObject({ version: "research-1", place: "privacy" });
    expect(await own.prisma.consentEvent.findFirst({ where: { profileId: ctx.profileId } })).toMatchObject({
      actorType: "browser",
      actorId: null,
    });
  });

  it("leaves no row where nothing changes", async () => {
    const { ctx } = await makeVisitor(own);
    await withdraw(ctx, "coach");
    await grant(ctx, "coach");
    await grant(ctx, "coach");
    expect(await own.prisma.consentEvent.count({ where: { profileId: ctx.profileId } })).toBe(1);
  });

  it("to a text that is no longer shown is refused", async () => {
    const { ctx } = await makeVisitor(own);
    await expect(
      grantConsent(ctx, { purpose: "coach", version: "coach-0", adult: false }),
    ).rejects.toMatchObject({ code: "consent_text_changed" });
  });

  it("to meet others is for adults: they say so, and a birth year that says otherwise refuses", async () => {
    const { ctx } = await makeVisitor(own);
    const { version } = currentText("matching", ctx.clock.now());
    const adultMissing = { errors: [{ path: "adult" }] };
    await expect(grantConsent(ctx, { purpose: "matching", version, adult: false })).rejects.toMatchObject(
      adultMissing,
    );
    await grant(ctx, "matching");
    const year = ctx.clock.now().getUTCFullYear();
    const about = { region: null, gender: null, norms_consent: false };
    await updateAbout(ctx, { ...about, birth_year: year - 17 });
    expect(await hasConsent(ctx, own.prisma, "matching")).toBe(false);
    await expect(grant(ctx, "matching")).rejects.toMatchObject(adultMissing);
    await grant(ctx, "coach");
  });

  it("cannot be changed or removed in the history, nor written beside it", async () => {
    const { ctx } = await makeVisitor(own);
    await grant(ctx, "norms");
    const of = `profile_id = '${ctx.profileId}'`;
    await expect(own.rows(`UPDATE consent_events SET granted = false WHERE ${of}`)).rejects.toThrow(
      /only ever added/,
    );
    await expect(own.rows(`DELETE FROM consent_events WHERE ${of}`)).rejects.toThrow(/only ever added/);
    await expect(own.rows(`DELETE FROM consents WHERE ${of}`)).rejects.toThrow(/follow from/);
    await expect(own.rows("TRUNCATE consents")).rejects.toThrow(/only ever added/);
    await own.rows(`DELETE FROM profiles WHERE id = '${ctx.profileId}'`);
    expect(await own.tablesHolding(ctx.profileId)).toEqual([]);
  });

  it("and a withdrawal at the same moment follow one another, and the one that commits last holds", async () => {
    const { ctx } = await makeVisitor(own, new FixedClock("2026-12-01T10:00:00Z"));
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([grant(ctx, "norms"), withdraw(ctx, "norms")]);
      const [newest] = await own.rows<{ granted: boolean }>(
        "SELECT granted FROM consent_events WHERE profile_id = $1 ORDER BY seq DESC LIMIT 1",
        [ctx.profileId],
      );
      expect(await hasConsent(ctx, own.prisma, "norms")).toBe(newest?.granted);
    }
  });

  it("follows the answers to the account that claims them, and the later decision holds", async () => {
    const clock = new FixedClock("2026-12-01T10:00:00Z");
    const user_id = (await makePerson(own.database)).userId;
    const profileId = await ensureUserProfile(own.system(clock), { user_id });
    const account = { ...(await makeVisitor(own, clock)).ctx, profileId, userId: user_id };
    const browser = await makeVisitor(own, clock);
    await grant(account, "norms");
    await grant(account, "research");
    clock.advance(1_000);
    await grant(browser.ctx, "norms");
    await grant(browser.ctx, "coach");
    clock.advance(1_000);
    await withdraw(browser.ctx, "norms");
    await claimProfile(own.system(clock), { user_id, token: browser.token });
    const granted = (await listConsents(account)).flatMap(({ name, grantedAt }) => (grantedAt ? [name] : []));
    expect(granted).toEqual(["research", "coach"]);
    expect(await own.prisma.consentEvent.count({ where: { profileId } })).toBe(5);
  });

  it("to intimacy is given and taken back on the sheets, and holds while one of them rests on it", async () => {
    const ctx = await makeAnswered();
    const holds = () => hasConsent(ctx, own.prisma, "intimacy");
    expect(await holds()).toBe(true);
    const { assessment_id } = await startAssessment(ctx, { form: "short", old_enough: true });
    await decideIntimacy(ctx, { assessment_id, choice: "declined", adult: false });
    expect(await holds()).toBe(true);
    const { ctx: other } = await makeVisitor(own);
    const { assessment_id: only } = await startAssessment(other, { form: "short", old_enough: true });
    await decideIntimacy(other, { assessment_id: only, choice: "agreed", adult: true });
    await decideIntimacy(other, { assessment_id: only, choice: "declined", adult: false });
    expect(await hasConsent(other, own.prisma, "intimacy")).toBe(false);
    expect(
      await own.prisma.consentEvent.findMany({
        where: { profileId: other.profileId },
        orderBy: { seq: "asc" },
        select: { granted: true, place: true },
      }),
    ).toEqual([
      { granted: true, place: "assessment" },
      { granted: false, place: "assessment" },
    ]);
  });

  it("to intimacy that was taken back leaves those traits out of a result, whatever is stored", async () => {
    const { ctx } = await makeVisitor(own);
    const { assessmentId } = await completeSheet(ctx, { form: "short", traits: HALF });
    await own.prisma.assessment.update({
      where: { id: assessmentId },
      data: { extraStatementIds: ["novelty.1"] },
    });
    await withdraw(ctx, "intimacy");
    const { result_id } = await finishAssessment(ctx, { assessment_id: assessmentId });
    const { traits } = StoredTraits.parse(
      await own.prisma.traitResult.findUniqueOrThrow({ where: { id: result_id } }),
    );
    expect(traits.slice(26, 29)).toEqual([null, null, null]);
  });

  it("is written by processes of the release before, too, which know one column", async () => {
    const { ctx } = await makeVisitor(own, new FixedClock(new Date(Date.now() + 60_000)));
    const old = (at: string) =>
      own.rows(`UPDATE profiles SET norms_consent_at = ${at} WHERE id = '${ctx.profileId}'`);
    await old("now()");
    expect(await hasConsent(ctx, own.prisma, "norms")).toBe(true);
    await old("NULL");
    expect(await hasConsent(ctx, own.prisma, "norms")).toBe(false);
    await grant(ctx, "norms");
    const seenByOld = () => own.prisma.profile.findUnique({ where: { id: ctx.profileId } });
    expect(await seenByOld()).toMatchObject({
      normsConsentAt: ctx.clock.now(),
      normsConsentVersion: "norms-1",
    });
    await withdraw(ctx, "norms");
    expect(await seenByOld()).toMatchObject({ normsConsentAt: null, normsConsentVersion: null });
  });
});

describe("reading people for a purpose", () => {
  it("finds who agreed, by both ways the same, and leaves out people who are suspended, restricted or known to be minors", async () => {
    const contexts = await Promise.all(Array.from({ length: 6 }, () => makeVisitor(own)));
    const [plain, minor, waiting, other, suspended, born] = contexts.map(({ ctx }) => ctx);
    if (!plain || !minor || !waiting || !other || !suspended || !born) throw new Error("Six were made.");
    for (const ctx of [plain, minor, waiting, suspended, born]) await grant(ctx, "matching");
    await grant(other, "coach");
    const year = new Date().getUTCFullYear();
    const change = (ctx: ProfileContext, data: object) =>
      own.prisma.profile.update({ where: { id: ctx.profileId }, data });
    await change(minor, { birthYear: year - 17 });
    await change(born, { birthYear: year - 18 });
    await change(waiting, { restrictedAt: new Date() });
    const { userId } = await makePerson(own.database);
    await own.prisma.user.update({ where: { id: userId }, data: { suspendedAt: new Date() } });
    await change(suspended, { userId });
    const { where, sql } = peopleFor(own.system(), "matching");
    const found = await own.prisma.profile.findMany({ where, select: { id: true } });
    const ids = found.map(({ id }) => id).sort();
    expect(ids).toEqual([plain.profileId, born.profileId].sort());
    const bySql = await own.prisma.$queryRaw<{ id: string }[]>`SELECT id::text FROM ${sql} consenting`;
    expect(bySql.map(({ id }) => id).sort()).toEqual(ids);
  });

  it("reads special-category data only of people who agreed to those, too", async () => {
    const { ctx } = await makeVisitor(own);
    await grant(ctx, "events");
    const found = () =>
      own.prisma.profile.count({
        where: { id: ctx.profileId, ...peopleFor(own.system(), "events", { special: ["seeks"] }).where },
      });
    expect(await found()).toBe(0);
    await grant(ctx, "seeks");
    expect(await found()).toBe(1);
  });

  it("counts no consent to a text that one asking for more has replaced", async () => {
    const { ctx } = await makeVisitor(own);
    await own.prisma.consentEvent.create({
      data: {
        id: newId(),
        profileId: ctx.profileId,
        purpose: "coach",
        granted: true,
        version: "coach-0",
        at: new Date(),
        place: "privacy",
        actorType: "browser",
      },
    });
    const { where } = peopleFor(own.system(), "coach");
    expect(await own.prisma.profile.count({ where: { id: ctx.profileId, ...where } })).toBe(0);
    expect((await listConsents(ctx)).find(({ name }) => name === "coach")).toMatchObject({ outdated: true });
  });

  it("leaves a line in each person's access log, one a month for what is computed often", async () => {
    const { ctx } = await makeVisitor(own);
    await grant(ctx, "research");
    const reader: PurposeReader = {
      name: "test.reader",
      purpose: "research",
      does: "Your traits were counted in a test.",
      people: async () => [],
    };
    for (let times = 0; times < 3; times += 1) {
      await readPeople(own.system(), reader, async (tx, { where }) => {
        const rows = await tx.profile.findMany({ where: { id: ctx.profileId, ...where } });
        return { value: null, people: rows.map(({ id }) => id) };
      });
    }
    const rows = await own.prisma.dataAccess.findMany({ where: { profileId: ctx.profileId } });
    expect(rows).toMatchObject([
      { reader: "test.reader", purpose: "research", why: reader.does, byType: "system", times: 3 },
    ]);
  });
});

describe.each(READERS)("the reader $name", (reader) => {
  it("reads a person who agreed, and neither before nor after a withdrawal", async () => {
    const ctx = await makeAnswered();
    for (const consent of CONSENTS) if (consent !== reader.purpose) await grant(ctx, consent);
    expect(await reader.people(own.system())).not.toContain(ctx.profileId);
    await grant(ctx, reader.purpose);
    expect(await reader.people(own.system())).toContain(ctx.profileId);
    await withdraw(ctx, reader.purpose);
    expect(await reader.people(own.system())).not.toContain(ctx.profileId);
  });

  it("computes again soon after a withdrawal", async () => {
    if (reader.afterWithdrawal === undefined) return;
    const { ctx } = await makeVisitor(own);
    await grant(ctx, reader.purpose);
    await withdraw(ctx, reader.purpose);
    expect(await own.queued("consent.settle-withdrawal")).toContainEqual({ purpose: reader.purpose });
    await runJob(consentJobs(READERS), "consent.settle-withdrawal", own.system(), {
      purpose: reader.purpose,
    });
    expect(await own.queued(reader.afterWithdrawal)).toHaveLength(1);
  });
});

describe("a withdrawal while a reader reads", () => {
  it("does not wait, and the reading that follows it is without the person", async () => {
    const { ctx } = await makeVisitor(own);
    await grant(ctx, "research");
    const reader: PurposeReader = {
      name: "test.slow",
      purpose: "research",
      does: "Test.",
      people: async () => [],
    };
    let seen: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const hasRead = new Promise<void>((resolve) => {
      seen = resolve;
    });
    const mayEnd = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const read = (whileReading: () => Promise<void>) =>
      readPeople(own.system(), reader, async (tx, { where }) => {
        const rows = await tx.profile.findMany({ where: { id: ctx.profileId, ...where } });
        await whileReading();
        return { value: rows.length, people: rows.map(({ id }) => id) };
      });
    const first = read(async () => {
      seen();
      await mayEnd;
    });
    await hasRead;
    await withdraw(ctx, "research");
    const second = read(async () => undefined);
    goOn();
    expect(await first).toBe(1);
    expect(await second).toBe(0);
  });
});
