import { describe, expect, it } from "vitest";
import { decideIntimacy } from "@/lib/people/assessments/decide-intimacy";
import { finishAssessment } from "@/lib/people/assessments/finish-assessment";
import { saveAnswers } from "@/lib/people/assessments/save-answers";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { INTIMATE_IDS, statementsOf } from "@/lib/people/assessments/statements";
import { asProfile, completeSheet, completeStory, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile, claimReserved, reserveClaim } from "@/lib/people/profiles/claim-profile";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { deleteProfile } from "@/lib/people/profiles/delete-profile";
import { findBrowserProfile, findUserProfile } from "@/lib/people/profiles/find-profile";
import { getAbout } from "@/lib/people/profiles/get-about";
import { profileJobs } from "@/lib/people/profiles/jobs";
import { openBrowserProfile } from "@/lib/people/profiles/open-browser-profile";
import { createResumeLink, openResumeLink } from "@/lib/people/profiles/resume-link";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { withdrawConsent } from "@/lib/people/profiles/withdraw-consent";
import { chooseInQuest } from "@/lib/people/quest/choose-in-quest";
import { startQuest } from "@/lib/people/quest/start-quest";
import { getResult } from "@/lib/people/results/get-result";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();
const HALF = Array<number>(32).fill(0.5);
const DAY_MS = 86_400_000;

async function makeUser(): Promise<string> {
  return (await makePerson(own.database, { role: "developer" })).userId;
}

describe("a browser's token", () => {
  it("opens its own profile, and nothing else does", async () => {
    const { ctx, token } = await makeVisitor(own);
    expect(await findBrowserProfile(ctx, { token })).toBe(ctx.profileId);
    for (const wrong of ["", "x", `${token}x`, token.slice(1), token.toLowerCase().replace(/[a-z]/, "A")]) {
      expect(await findBrowserProfile(ctx, { token: wrong })).toBeNull();
    }
  });

  it("goes on for 90 days from its last use, as the profile does, and a look from outside is no use", async () => {
    const clock = new FixedClock("2026-01-01T00:00:00Z");
    const { ctx, token } = await makeVisitor(own, clock);
    const other = await makeVisitor(own, clock);
    await completeSheet(ctx, { traits: HALF });
    for (let visit = 0; visit < 4; visit += 1) {
      clock.advance(60 * DAY_MS);
      expect(await openBrowserProfile(ctx, { token })).toBe(ctx.profileId);
      await findBrowserProfile(ctx, { token: other.token });
      await runJob(profileJobs, "profiles.remove-expired", own.system(clock), {});
    }
    expect(await openBrowserProfile(ctx, { token: other.token })).toBeNull();
    clock.advance(90 * DAY_MS - 1);
    expect(await findBrowserProfile(ctx, { token })).toBe(ctx.profileId);
    clock.advance(1);
    expect(await openBrowserProfile(ctx, { token })).toBeNull();
    await runJob(profileJobs, "profiles.remove-expired", own.system(clock), {});
    expect(await own.tablesHolding(ctx.profileId)).toEqual([]);
  });

  it("is written to once a day at most, however often it is used", async () => {
    const clock = new FixedClock("2026-01-01T00:00:00Z");
    const { ctx, token } = await makeVisitor(own, clock);
    const expires = async () =>
      (await own.prisma.profile.findUniqueOrThrow({ where: { id: ctx.profileId } })).expiresAt?.getTime();
    const first = await expires();
    clock.advance(DAY_MS - 1);
    await openBrowserProfile(ctx, { token });
    expect(await expires()).toBe(first);
    clock.advance(1);
    await Promise.all([1, 2, 3].map(() => openBrowserProfile(ctx, { token })));
    expect(await expires()).toBe((first ?? 0) + DAY_MS);
  });

  it("gives no end to a profile that an account claims at the same moment", async () => {
    const clock = new FixedClock("2026-01-01T00:00:00Z");
    const { ctx, token } = await makeVisitor(own, clock);
    const user_id = await makeUser();
    clock.advance(2 * DAY_MS);
    await Promise.all([
      openBrowserProfile(ctx, { token }),
      claimProfile(own.system(clock), { user_id, token }),
      openBrowserProfile(ctx, { token }),
    ]);
    expect(await own.prisma.profile.findUniqueOrThrow({ where: { id: ctx.profileId } })).toMatchObject({
      userId: user_id,
      expiresAt: null,
    });
  });

  it("is not stored, and ends 90 days after it was last used with all that the profile held", async () => {
    const clock = new FixedClock("2026-01-01T00:00:00Z");
    const { ctx, token } = await makeVisitor(own, clock);
    await completeSheet(ctx, { traits: HALF });
    expect(await own.tablesHolding(token)).toEqual([]);
    clock.advance(90 * DAY_MS - 1);
    expect(await findBrowserProfile(ctx, { token })).toBe(ctx.profileId);
    clock.advance(1);
    expect(await findBrowserProfile(ctx, { token })).toBeNull();
    await runJob(profileJobs, "profiles.remove-expired", own.system(clock), {});
    expect(await own.tablesHolding(ctx.profileId)).toEqual([]);
  });
});

describe("profiles in which nothing was answered", () => {
  it("go after a week, and one answer or choice keeps a profile", async () => {
    const clock = new FixedClock("2026-01-01T00:00:00Z");
    const [empty, answered, story, claimedOne] = await Promise.all(
      [1, 2, 3, 4].map(() => makeVisitor(own, clock)),
    );
    if (!empty || !answered || !story || !claimedOne) throw new Error("Four visitors were made.");
    await startAssessment(empty.ctx, { form: "short", old_enough: true });
    await startQuest(empty.ctx);
    const { assessment_id } = await startAssessment(answered.ctx, { form: "short", old_enough: true });
    const statement_id = statementsOf("short", false)[0]?.id ?? "";
    await saveAnswers(answered.ctx, {
      assessment_id,
      answers: [{ statement_id, value: 4, took_ms: null, answered_at: null }],
    });
    const { quest_id } = await startQuest(story.ctx);
    await chooseInQuest(story.ctx, { quest_id, scene_id: "cancelled", choice: 0 });
    await claimProfile(own.system(clock), { user_id: await makeUser(), token: claimedOne.token });
    const left = () =>
      own.prisma.profile.findMany({
        where: { id: { in: [empty, answered, story, claimedOne].map(({ ctx }) => ctx.profileId) } },
        select: { id: true },
      });
    clock.advance(7 * DAY_MS - 1);
    await runJob(profileJobs, "profiles.remove-expired", own.system(clock), {});
    expect(await left()).toHaveLength(4);
    clock.advance(1);
    await runJob(profileJobs, "profiles.remove-expired", own.system(clock), {});
    expect((await left()).map(({ id }) => id)).not.toContain(empty.ctx.profileId);
    expect(await left()).toHaveLength(3);
  });
});

describe("claiming", () => {
  it("makes the profile the account's own and ends the browser's token", async () => {
    const { ctx, token } = await makeVisitor(own);
    await completeSheet(ctx, { traits: HALF });
    const userId = await makeUser();
    expect(await claimProfile(own.system(), { user_id: userId, token })).toEqual({ claimed: true });
    expect(await findUserProfile(ctx, { user_id: userId })).toBe(ctx.profileId);
    expect(await findBrowserProfile(ctx, { token })).toBeNull();
    expect(await claimProfile(own.system(), { user_id: userId, token })).toEqual({ claimed: false });
  });

  it("moves sheets and results into the profile that the account has already", async () => {
    const userId = await makeUser();
    const ownProfile = await ensureUserProfile(own.system(), { user_id: userId });
    const { ctx, token } = await makeVisitor(own);
    const { resultId } = await completeSheet(ctx, { traits: HALF });
    await claimProfile(own.system(), { user_id: userId, token });
    expect(await own.prisma.traitResult.findUnique({ where: { id: resultId } })).toMatchObject({
      profileId: ownProfile,
    });
    expect(await own.prisma.profile.count({ where: { id: ctx.profileId } })).toBe(0);
  });

  it("keeps the open sheet with more answers where both have one", async () => {
    const userId = await makeUser();
    const profileId = await ensureUserProfile(own.system(), { user_id: userId });
    const mine = { ...own.system(), actor: { type: "anonymous" as const }, profileId, userId };
    await startAssessment(mine, { form: "short", old_enough: true });
    const { ctx, token } = await makeVisitor(own);
    const { assessment_id } = await startAssessment(ctx, { form: "short", old_enough: true });
    const first = statementsOf("short", false)[0]?.id ?? "";
    await saveAnswers(ctx, {
      assessment_id,
      answers: [{ statement_id: first, value: 4, took_ms: null, answered_at: null }],
    });
    await claimProfile(own.system(), { user_id: userId, token });
    const open = await own.prisma.assessment.findMany({ where: { profileId, finishedAt: null } });
    expect(open.map(({ id }) => id)).toEqual([assessment_id]);
  });

  it("gives a profile to one of two accounts that claim it at once, whole", async () => {
    const { ctx, token } = await makeVisitor(own);
    await completeSheet(ctx, { traits: HALF });
    const users = await Promise.all([makeUser(), makeUser()]);
    const outcomes = await Promise.all(
      users.map((user_id) => claimProfile(own.system(), { user_id, token })),
    );
    expect(outcomes.filter(({ claimed }) => claimed)).toHaveLength(1);
    const profile = await own.prisma.profile.findUniqueOrThrow({ where: { id: ctx.profileId } });
    expect(users).toContain(profile.userId);
  });

  it("takes intimacy out of both where one of the two says that the person is under 18", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const user_id = await makeUser();
    const ownProfile = await ensureUserProfile(own.system(clock), { user_id });
    await own.prisma.profile.update({ where: { id: ownProfile }, data: { birthYear: 2009 } });
    const { ctx, token } = await makeVisitor(own, clock);
    const { assessmentId, resultId } = await completeSheet(ctx, { traits: HALF });
    await claimProfile(own.system(clock), { user_id, token });
    const stored = await own.prisma.traitResult.findUniqueOrThrow({ where: { id: resultId } });
    expect((stored.traits as (number | null)[]).slice(26, 29)).toEqual([null, null, null]);
    expect(await own.prisma.assessmentAnswer.count({ where: { assessmentId } })).toBe(29);
  });

  it("waits for the sign-up that reserved it, and works once", async () => {
    const { ctx } = await makeVisitor(own);
    const now = new Date();
    const signUp = await own.prisma.signUp.create({
      data: {
        id: newId(now),
        email: "reserver@example.com",
        name: "R",
        passwordHash: "x",
        expiresAt: new Date(now.getTime() + DAY_MS),
        createdAt: now,
      },
    });
    await reserveClaim(ctx, { sign_up_id: signUp.id, profile_id: ctx.profileId });
    const user_id = await makeUser();
    expect(await claimReserved(own.system(), { sign_up_id: signUp.id, user_id })).toEqual({ claimed: true });
    expect(await claimReserved(own.system(), { sign_up_id: signUp.id, user_id })).toEqual({ claimed: false });
    expect(await findUserProfile(ctx, { user_id })).toBe(ctx.profileId);
  });
});

describe("a resume link", () => {
  it("opens the profile in another browser, once, for seven days", async () => {
    const clock = new FixedClock("2026-01-01T00:00:00Z");
    const { ctx, token } = await makeVisitor(own, clock);
    const link = await createResumeLink(ctx);
    const opened = await openResumeLink(own.system(clock), { token: link.token });
    expect(await findBrowserProfile(ctx, { token: opened.token })).toBe(ctx.profileId);
    expect(await findBrowserProfile(ctx, { token })).toBe(ctx.profileId);
    await expect(openResumeLink(own.system(clock), { token: link.token })).rejects.toMatchObject({
      code: "invalid_token",
    });
    const late = await createResumeLink(ctx);
    clock.advance(7 * DAY_MS);
    await expect(openResumeLink(own.system(clock), { token: late.token })).rejects.toMatchObject({
      code: "invalid_token",
    });
  });

  it("does not open a profile as a cookie would, nor a cookie as a link", async () => {
    const { ctx, token } = await makeVisitor(own);
    const link = await createResumeLink(ctx);
    expect(await findBrowserProfile(ctx, { token: link.token })).toBeNull();
    await expect(openResumeLink(own.system(), { token })).rejects.toMatchObject({ code: "invalid_token" });
  });

  it("is made five times at most while none is used", async () => {
    const { ctx } = await makeVisitor(own);
    for (let made = 0; made < 5; made += 1) await createResumeLink(ctx);
    await expect(createResumeLink(ctx)).rejects.toMatchObject({ code: "too_many_links" });
  });

  it("is not made for a profile that an account has claimed a moment ago", async () => {
    const { ctx, token } = await makeVisitor(own);
    await claimProfile(own.system(), { user_id: await makeUser(), token });
    await expect(createResumeLink(ctx)).rejects.toMatchObject({ code: "profile_claimed" });
  });

  it("does not bring back a profile whose time is over", async () => {
    const clock = new FixedClock("2026-01-01T00:00:00Z");
    const { ctx } = await makeVisitor(own, clock);
    clock.advance(88 * DAY_MS);
    const { token } = await createResumeLink(ctx);
    clock.advance(2 * DAY_MS);
    await expect(openResumeLink(own.system(clock), { token })).rejects.toMatchObject({
      code: "invalid_token",
    });
  });
});

describe("withdrawing consent to intimacy", () => {
  it("erases those answers and traits from finished and open sheets and stories, and nothing else", async () => {
    const { ctx } = await makeVisitor(own);
    const { assessmentId, resultId } = await completeSheet(ctx, { traits: HALF });
    const before = await own.prisma.traitResult.findUniqueOrThrow({ where: { id: resultId } });
    const { assessment_id } = await startAssessment(ctx, { form: "long", old_enough: true });
    await decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true });
    const intimate = statementsOf("long", true).filter(({ id }) => INTIMATE_IDS.includes(id));
    await saveAnswers(ctx, {
      assessment_id,
      answers: intimate.map(({ id }) => ({ statement_id: id, value: 2, took_ms: null, answered_at: null })),
    });
    const { resultId: story, questId } = await completeStory(ctx, { intimacy: "agreed" });
    const stranger = await makeVisitor(own);
    const kept = await completeSheet(stranger.ctx, { traits: HALF });
    expect(await getAbout(ctx)).toMatchObject({ intimacyConsent: true });

    await withdrawConsent(ctx, { purpose: "intimacy" }, "results");
    await withdrawConsent(ctx, { purpose: "intimacy" }, "results");

    expect(await getAbout(ctx)).toMatchObject({ intimacyConsent: false });
    const answers = await own.prisma.assessmentAnswer.findMany({
      where: { assessmentId: { in: [assessmentId, assessment_id] } },
    });
    expect(answers.filter(({ statementId }) => INTIMATE_IDS.includes(statementId))).toEqual([]);
    expect(answers).toHaveLength(29);
    for (const id of [resultId, story]) {
      const { traits, standardErrors } = await own.prisma.traitResult.findUniqueOrThrow({ where: { id } });
      for (const stored of [traits, standardErrors] as (number | null)[][]) {
        expect(stored.slice(26, 29)).toEqual([null, null, null]);
        expect(stored.filter((value) => value === null)).toHaveLength(3);
      }
    }
    const after = await own.prisma.traitResult.findUniqueOrThrow({ where: { id: resultId } });
    expect((after.traits as number[]).slice(0, 26)).toEqual((before.traits as number[]).slice(0, 26));
    expect([before.answerCount, after.answerCount]).toEqual([32, 29]);
    const quest = await own.prisma.questRun.findUniqueOrThrow({ where: { id: questId } });
    expect(Object.keys(quest.choices as object)).not.toContain("close");
    expect(quest.intimacy).toBe("declined");
    expect((await getResult(ctx, { result_id: story })).answerCount).toBe(16);
    expect((await getResult(ctx, { result_id: resultId })).intimacyAsked).toBe(false);
    // Everyone else's stay, and what was on its way is not taken any more.
    expect((await getResult(stranger.ctx, { result_id: kept.resultId })).traits.slice(26, 29)).not.toContain(
      null,
    );
    await expect(
      saveAnswers(ctx, {
        assessment_id,
        answers: [{ statement_id: INTIMATE_IDS[0] ?? "", value: 2, took_ms: null, answered_at: null }],
      }),
    ).rejects.toMatchObject({ errors: [{ path: "answers[0].statement_id" }] });
  });

  it("leaves nothing behind where a sheet is finished at the same moment", async () => {
    const { ctx } = await makeVisitor(own);
    const { assessment_id } = await startAssessment(ctx, { form: "short", old_enough: true });
    await decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true });
    await saveAnswers(ctx, {
      assessment_id,
      answers: statementsOf("short", true).map(({ id }) => ({
        statement_id: id,
        value: 4,
        took_ms: null,
        answered_at: null,
      })),
    });
    const [{ result_id }] = await Promise.all([
      finishAssessment(ctx, { assessment_id }),
      withdrawConsent(ctx, { purpose: "intimacy" }, "results"),
    ]);
    expect((await getResult(ctx, { result_id })).traits.slice(26, 29)).toEqual([null, null, null]);
  });
});

describe("deleting everything", () => {
  it("leaves no row of the profile, and its browser opens nothing", async () => {
    const { ctx, token } = await makeVisitor(own);
    const { assessmentId } = await completeSheet(ctx, { traits: HALF });
    await startAssessment(ctx, { form: "long", old_enough: true });
    await deleteProfile(ctx);
    await deleteProfile(ctx);
    expect(await own.tablesHolding(ctx.profileId)).toEqual([]);
    expect(await own.tablesHolding(assessmentId)).toEqual([]);
    expect(await findBrowserProfile(ctx, { token })).toBeNull();
  });

  it("leaves the account and everybody else's answers", async () => {
    const user_id = await makeUser();
    const profileId = await ensureUserProfile(own.system(), { user_id });
    const other = await makeVisitor(own);
    await completeSheet(other.ctx, { traits: HALF });
    await deleteProfile(asProfile(own, profileId, { userId: user_id }));
    expect(await own.prisma.user.count({ where: { id: user_id } })).toBe(1);
    expect(await own.prisma.traitResult.count({ where: { profileId: other.ctx.profileId } })).toBe(1);
    expect(await ensureUserProfile(own.system(), { user_id })).not.toBe(profileId);
  });
});

describe("what a person says of themselves", () => {
  it("is refused for a birth year under 16", async () => {
    const { ctx } = await makeVisitor(own, new FixedClock("2026-06-01T00:00:00Z"));
    const about = { region: null, gender: null, norms_consent: false };
    await expect(updateAbout(ctx, { ...about, birth_year: 2011 })).rejects.toMatchObject({
      errors: [{ path: "birth_year" }],
    });
    await updateAbout(ctx, { ...about, birth_year: 2010 });
  });

  it("keeps when and to which text somebody agreed, and forgets it when they withdraw", async () => {
    const { ctx } = await makeVisitor(own);
    const about = { birth_year: null, region: "DE", gender: null };
    const consent = () => own.prisma.profile.findUniqueOrThrow({ where: { id: ctx.profileId } });
    await updateAbout(ctx, { ...about, norms_consent: true });
    expect(await consent()).toMatchObject({
      normsConsentVersion: "norms-1",
      normsConsentAt: expect.any(Date),
    });
    await withdrawConsent(ctx, { purpose: "norms" }, "results");
    expect(await consent()).toMatchObject({ normsConsentVersion: null, normsConsentAt: null, region: "DE" });
    await updateAbout(ctx, { ...about, norms_consent: true });
    await updateAbout(ctx, { ...about, norms_consent: false });
    expect(await consent()).toMatchObject({ normsConsentVersion: null, normsConsentAt: null });
  });
});
