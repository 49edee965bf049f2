import { describe, expect, it } from "vitest";
import { askAgain, requestTopUp } from "@/lib/people/assessments/ask-more";
import { decideIntimacy } from "@/lib/people/assessments/decide-intimacy";
import { finishAssessment } from "@/lib/people/assessments/finish-assessment";
import { findOpenAssessment, getAssessment } from "@/lib/people/assessments/get-assessment";
import { saveAnswers } from "@/lib/people/assessments/save-answers";
import { DecideIntimacy, SaveAnswers } from "@/lib/people/assessments/schemas";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { INTIMATE_IDS, statementsOf } from "@/lib/people/assessments/statements";
import { asProfile, completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { getResult } from "@/lib/people/results/get-result";
import { FixedClock } from "@/lib/platform/clock";
import type { Db } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();
const HALF = Array<number>(32).fill(0.5);

async function open(form: "short" | "long" = "short", clock?: FixedClock) {
  const visitor = await makeVisitor(own, clock);
  const { assessment_id } = await startAssessment(visitor.ctx, { form, old_enough: true });
  return { ...visitor, assessment_id };
}

const answer = (statement_id: string, value: number, answered_at: Date | null = null) => ({
  statement_id,
  value,
  took_ms: 3_000,
  answered_at,
});
const [FIRST, SECOND] = statementsOf("short", false).map(({ id }) => id) as [string, string];

describe("a sheet", () => {
  it("keeps each answer when it is given and shows it again", async () => {
    const { ctx, assessment_id } = await open();
    await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 4)] });
    await saveAnswers(ctx, { assessment_id, answers: [answer(SECOND, 2)] });
    const sheet = await getAssessment(ctx, { assessment_id });
    expect(sheet.answers).toEqual({ [FIRST]: 4, [SECOND]: 2 });
    expect(sheet.statements).toHaveLength(29);
  });

  it("is continued, not begun again, by a second start, also by two at once", async () => {
    const { ctx, assessment_id } = await open();
    const starts = await Promise.all(
      ["short", "short", "long"].map((form) =>
        startAssessment(ctx, { form: form as "short" | "long", old_enough: true }),
      ),
    );
    expect(new Set(starts.map((start) => start.assessment_id))).toEqual(new Set([assessment_id]));
  });

  it("keeps its answers when the other form is chosen", async () => {
    const { ctx, assessment_id } = await open();
    await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 5)] });
    await startAssessment(ctx, { form: "long", old_enough: true });
    expect(await findOpenAssessment(ctx)).toMatchObject({ form: "long", answered: 1, asked: 58 });
  });

  it("lets the later answer win, whichever arrives last", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { ctx, assessment_id } = await open("short", clock);
    const early = new Date("2026-05-01T09:00:00Z");
    const late = new Date("2026-05-01T09:30:00Z");
    await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 5, late)] });
    await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 1, early)] });
    expect((await getAssessment(ctx, { assessment_id })).answers[FIRST]).toBe(5);
  });

  it("takes an answer from a clock that is ahead as given now, so that it can be corrected", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { ctx, assessment_id } = await open("short", clock);
    await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 5, new Date("2030-01-01T00:00:00Z"))] });
    clock.advance(1_000);
    await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 2, null)] });
    expect((await getAssessment(ctx, { assessment_id })).answers[FIRST]).toBe(2);
  });

  it("saves all of a queue or none of it, and names each statement that it does not ask", async () => {
    const { ctx, assessment_id } = await open();
    const sent = saveAnswers(ctx, {
      assessment_id,
      answers: [answer(FIRST, 3), answer("no_such.1", 3), answer("physical_intimacy.1", 3)],
    });
    await expect(sent).rejects.toMatchObject({
      errors: [{ path: "answers[1].statement_id" }, { path: "answers[2].statement_id" }],
    });
    expect((await getAssessment(ctx, { assessment_id })).answers).toEqual({});
  });

  it("refuses values outside 1 to 5, fractions and unknown fields by name", () => {
    const parse = (fields: object) =>
      SaveAnswers.safeParse({
        assessment_id: "0190a5b8-0000-7000-8000-000000000000",
        answers: [{ statement_id: FIRST, ...fields }],
      });
    for (const value of [0, 6, 2.5, Number.NaN, null, "x"])
      expect(parse({ value }).success, String(value)).toBe(false);
    expect(parse({ value: 3, traits: [1] }).success).toBe(false);
    expect(parse({ value: 3 }).success).toBe(true);
  });

  it("is the same as none to anybody else", async () => {
    const { assessment_id } = await open();
    const stranger = await makeVisitor(own);
    const tries = [
      () => getAssessment(stranger.ctx, { assessment_id }),
      () => saveAnswers(stranger.ctx, { assessment_id, answers: [answer(FIRST, 3)] }),
      () => decideIntimacy(stranger.ctx, { assessment_id, choice: "declined", adult: false }),
      () => finishAssessment(stranger.ctx, { assessment_id }),
      () => requestTopUp(stranger.ctx, { assessment_id }),
      () => askAgain(stranger.ctx, { assessment_id }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toThrow(NotFound);
  });
});

describe("forged and late answers", () => {
  it("saves an answer whatever date a forged request gives it", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { ctx, assessment_id } = await open("short", clock);
    for (const given of [new Date(-8.64e15), new Date(8.64e15), new Date(0)]) {
      await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 4, given)] });
    }
    const stored = await own.prisma.assessmentAnswer.findFirstOrThrow({
      where: { assessmentId: assessment_id },
    });
    expect(stored.answeredAt).toEqual(new Date("2026-05-01T10:00:00Z"));
  });

  it("lets a correction count that comes from a device whose clock is hours behind", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { ctx, assessment_id } = await open("short", clock);
    clock.advance(600_000);
    await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 5)] });
    clock.advance(60_000);
    const device = (time: string) => new Date(`2026-05-01T${time}Z`);
    const correction = [answer(FIRST, 1, device("07:10:58"))];
    await saveAnswers(ctx, { assessment_id, answers: correction, sent_at: device("07:11:00") });
    expect((await getAssessment(ctx, { assessment_id })).answers[FIRST]).toBe(1);
  });

  it("takes an answer to a statement that was on the screen for days", () => {
    const parsed = SaveAnswers.parse({
      assessment_id: crypto.randomUUID(),
      answers: [{ statement_id: FIRST, value: 3, took_ms: 5e12 }],
    });
    expect(parsed.answers[0]?.took_ms).toBe(86_400_000);
  });

  it("counts only answers that the form asks, so that nobody has answered 40 of 29", async () => {
    const { ctx, assessment_id } = await open("long");
    const answers = statementsOf("long", false).map(({ id }) => answer(id, 4));
    await saveAnswers(ctx, { assessment_id, answers });
    await startAssessment(ctx, { form: "short", old_enough: true });
    expect(await findOpenAssessment(ctx)).toMatchObject({ answered: 29, asked: 29 });
  });
});

describe("intimacy", () => {
  it("is never stored by a save that meets the moment it is declined", async () => {
    const { ctx, assessment_id } = await open();
    await decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true });
    const intimate = statementsOf("short", true).at(-1)?.id ?? "";
    const raced: Db = new Proxy(own.prisma, {
      get(prisma, name, receiver) {
        if (name !== "$executeRaw") return Reflect.get(prisma, name, receiver);
        return async (...query: Parameters<typeof prisma.$executeRaw>) => {
          await decideIntimacy(ctx, { assessment_id, choice: "declined", adult: false });
          return prisma.$executeRaw(...query);
        };
      },
    });
    const late = saveAnswers({ ...ctx, db: raced }, { assessment_id, answers: [answer(intimate, 4)] });
    await expect(late).rejects.toMatchObject({ code: "assessment_changed" });
    expect(await own.prisma.assessmentAnswer.count({ where: { assessmentId: assessment_id } })).toBe(0);
  });

  it("says nothing in a result without consent, whatever is stored", async () => {
    const { ctx, assessment_id } = await open();
    const answers = statementsOf("short", false).map(({ id }) => answer(id, 4));
    await saveAnswers(ctx, { assessment_id, answers });
    await own.prisma.assessmentAnswer.createMany({
      data: INTIMATE_IDS.map((statementId) => ({
        assessmentId: assessment_id,
        statementId,
        value: 5,
        answeredAt: new Date(),
      })),
    });
    const { result_id } = await finishAssessment(ctx, { assessment_id });
    expect((await getResult(ctx, { result_id })).traits.slice(26, 29)).toEqual([null, null, null]);
  });

  it("goes everywhere when a birth year given later says that somebody is under 18", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { ctx } = await makeVisitor(own, clock);
    const { assessmentId, resultId } = await completeSheet(ctx, { traits: HALF });
    await requestTopUp(ctx, { assessment_id: assessmentId });
    const about = { region: null, gender: null, norms_consent: false };
    await updateAbout(ctx, { ...about, birth_year: 2009 });
    const left = await own.prisma.assessmentAnswer.findMany({ where: { assessmentId } });
    expect(left.filter(({ statementId }) => INTIMATE_IDS.includes(statementId))).toEqual([]);
    expect(left.length).toBe(29);
    expect((await getResult(ctx, { result_id: resultId })).traits.slice(26, 29)).toEqual([null, null, null]);
    const { statements } = await getAssessment(ctx, { assessment_id: assessmentId });
    expect(statements.some(({ intimate }) => intimate)).toBe(false);
    await finishAssessment(ctx, { assessment_id: assessmentId });
    expect((await getResult(ctx, { result_id: resultId })).traits.slice(26, 29)).toEqual([null, null, null]);
  });

  it("is asked about only after an adult agreed", async () => {
    expect(DecideIntimacy.safeParse({ assessment_id: crypto.randomUUID(), choice: "agreed" }).success).toBe(
      false,
    );
    const { ctx, assessment_id } = await open("long");
    await decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true });
    const { statements } = await getAssessment(ctx, { assessment_id });
    expect(statements.slice(-6).every(({ intimate }) => intimate)).toBe(true);
    expect(statements).toHaveLength(64);
  });

  it("is not asked of somebody whose birth year says that they are under 18", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { ctx, assessment_id } = await open("short", clock);
    await own.prisma.profile.update({ where: { id: ctx.profileId }, data: { birthYear: 2009 } });
    const agreed = decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true });
    await expect(agreed).rejects.toThrow(Invalid);
  });

  it("leaves no answer behind once it is declined", async () => {
    const { ctx, assessment_id } = await open();
    await decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true });
    const intimate = statementsOf("short", true).at(-1)?.id ?? "";
    await saveAnswers(ctx, { assessment_id, answers: [answer(FIRST, 3), answer(intimate, 4)] });
    await decideIntimacy(ctx, { assessment_id, choice: "declined", adult: false });
    expect((await getAssessment(ctx, { assessment_id })).answers).toEqual({ [FIRST]: 3 });
  });
});

describe("finishing", () => {
  it("writes one result however often and from however many tabs it is asked", async () => {
    const { ctx, assessment_id } = await open();
    const answers = statementsOf("short", false).map(({ id }) => answer(id, 4));
    await saveAnswers(ctx, { assessment_id, answers });
    const results = await Promise.all([1, 2, 3].map(() => finishAssessment(ctx, { assessment_id })));
    expect(new Set(results.map(({ result_id }) => result_id)).size).toBe(1);
    expect(await own.prisma.traitResult.count({ where: { profileId: ctx.profileId } })).toBe(1);
  });

  it("refuses a sheet with answers about fewer than 16 traits", async () => {
    const { ctx, assessment_id } = await open();
    const answers = statementsOf("short", false)
      .slice(0, 15)
      .map(({ id }) => answer(id, 4));
    await saveAnswers(ctx, { assessment_id, answers });
    await expect(finishAssessment(ctx, { assessment_id })).rejects.toMatchObject({ code: "too_few_answers" });
  });

  it("takes no more answers afterwards", async () => {
    const { ctx } = await makeVisitor(own);
    const { assessmentId } = await completeSheet(ctx, { traits: HALF });
    const late = saveAnswers(ctx, { assessment_id: assessmentId, answers: [answer(FIRST, 1)] });
    await expect(late).rejects.toThrow(Conflict);
  });

  it("leaves unknown what was declined", async () => {
    const { ctx, assessment_id } = await open();
    await saveAnswers(ctx, {
      assessment_id,
      answers: statementsOf("short", false).map(({ id }) => answer(id, 4)),
    });
    const { result_id } = await finishAssessment(ctx, { assessment_id });
    const { traits } = await getResult(ctx, { result_id });
    expect(traits.map((trait, index) => (trait === null ? index : -1)).filter((index) => index >= 0)).toEqual(
      [26, 27, 28],
    );
  });
});

describe("asking more", () => {
  it("asks at most twelve new statements, and the result then has smaller errors", async () => {
    const { ctx } = await makeVisitor(own);
    const { assessmentId, resultId } = await completeSheet(ctx, { traits: HALF });
    const before = await getResult(ctx, { result_id: resultId });
    await requestTopUp(ctx, { assessment_id: assessmentId });
    const { statements, answers } = await getAssessment(ctx, { assessment_id: assessmentId });
    expect(statements).toHaveLength(12);
    expect(statements.filter(({ id }) => id in answers)).toEqual([]);
    await saveAnswers(ctx, {
      assessment_id: assessmentId,
      answers: statements.map(({ id }, index) => answer(id, 2 + (index % 3))),
    });
    expect(await finishAssessment(ctx, { assessment_id: assessmentId })).toEqual({ result_id: resultId });
    const after = await getResult(ctx, { result_id: resultId });
    const sum = (errors: readonly (number | null)[]) =>
      errors.reduce<number>((total, error) => total + (error ?? 0), 0);
    expect(sum(after.standardErrors)).toBeLessThan(sum(before.standardErrors));
    expect(after.waiting).toBe(0);
  });

  it("asks again what fits least, and takes the new answers in", async () => {
    const { ctx, assessment_id } = await open("long");
    const hurried = statementsOf("long", false).map(({ id }, index) => ({
      ...answer(id, 1 + ((index * 7) % 5)),
      took_ms: 300,
    }));
    await saveAnswers(ctx, { assessment_id, answers: hurried });
    const { result_id } = await finishAssessment(ctx, { assessment_id });
    expect(await getResult(ctx, { result_id })).toMatchObject({ quality: "low", doubtfulCount: 6 });
    await askAgain(ctx, { assessment_id });
    const { statements } = await getAssessment(ctx, { assessment_id });
    expect(statements).toHaveLength(6);
    await saveAnswers(ctx, { assessment_id, answers: statements.map(({ id }) => answer(id, 3)) });
    await finishAssessment(ctx, { assessment_id });
    const stored = await own.prisma.assessmentAnswer.findMany({
      where: { assessmentId: assessment_id, statementId: { in: statements.map(({ id }) => id) } },
    });
    expect(stored.map(({ value }) => value)).toEqual([3, 3, 3, 3, 3, 3]);
  });
});

it("answers of one sheet do not reach another of the same person", async () => {
  const { ctx } = await makeVisitor(own);
  await completeSheet(ctx, { traits: HALF });
  const { assessment_id } = await startAssessment(asProfile(own, ctx.profileId), {
    form: "short",
    old_enough: true,
  });
  expect((await getAssessment(ctx, { assessment_id })).answers).toEqual({});
});
