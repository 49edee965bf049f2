import { describe, expect, it } from "vitest";
import type { Form } from "@/lib/people/assessments/statements";
import { completeSheet, completeStory, makeVisitor } from "@/lib/people/people.fixture";
import { computeNorms } from "@/lib/people/results/compute-norms";
import { deleteResult } from "@/lib/people/results/delete-result";
import { getResult } from "@/lib/people/results/get-result";
import { listResults } from "@/lib/people/results/list-results";
import { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { seeded } from "@/lib/scoring/testdata/crowd";
import { drawPerson } from "@/prisma/seed/drawn-people";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();
const HALF = Array<number>(32).fill(0.5);

describe("a result", () => {
  it("is compared with the one before: a great change shows, noise does not", async () => {
    const clock = new FixedClock("2026-01-01T00:00:00Z");
    const { ctx } = await makeVisitor(own, clock);
    await completeSheet(ctx, { form: "long", traits: HALF, seed: 3 });
    clock.advance(86_400_000);
    const changed = HALF.map((_, index) => (index === 0 ? 1 : 0.5));
    const { resultId } = await completeSheet(ctx, { form: "long", traits: changed, seed: 4 });
    const { before } = await getResult(ctx, { result_id: resultId });
    const changes = before?.changes ?? [];
    expect(changes.filter((change) => change === "within_noise").length).toBeGreaterThanOrEqual(28);
    expect(changes).toHaveLength(32);
  });

  it("is seen, listed and deleted by nobody else", async () => {
    const { ctx } = await makeVisitor(own);
    const { resultId } = await completeSheet(ctx, { traits: HALF });
    const stranger = await makeVisitor(own);
    await expect(getResult(stranger.ctx, { result_id: resultId })).rejects.toThrow(NotFound);
    await expect(deleteResult(stranger.ctx, { result_id: resultId })).rejects.toThrow(NotFound);
    expect(await listResults(stranger.ctx)).toEqual([]);
    expect(await listResults(ctx)).toHaveLength(1);
  });

  it("is deleted with its answers", async () => {
    const { ctx } = await makeVisitor(own);
    const { resultId, assessmentId } = await completeSheet(ctx, { traits: HALF });
    await deleteResult(ctx, { result_id: resultId });
    expect(await own.tablesHolding(assessmentId)).toEqual([]);
    await expect(getResult(ctx, { result_id: resultId })).rejects.toThrow(NotFound);
  });
});

describe("norms", () => {
  const now = new Date("2026-01-01T00:00:00Z");

  /** Results of people who agreed to count, two of each on one form. Returns the profiles' ids. */
  async function addPeople(
    count: number,
    { form, synthetic, lowest = 0 }: { form: Form; synthetic: boolean; lowest?: number },
  ): Promise<string[]> {
    const random = seeded(9);
    const people = Array.from({ length: count }, () => ({
      id: newId(now),
      traits: drawPerson(random).map((trait) => Math.max(lowest, trait)),
    }));
    const sheets = people.flatMap(({ id, traits }) =>
      [0, 1].map((day) => ({ id: newId(now), profileId: id, traits, at: new Date(now.getTime() + day) })),
    );
    await own.prisma.profile.createMany({
      data: people.map(({ id }) => ({ id, synthetic, normsConsentAt: now, createdAt: now })),
    });
    await own.prisma.assessment.createMany({
      data: sheets.map(({ id, profileId, at }) => ({
        id,
        profileId,
        form,
        questionnaireVersion: "questionnaire-1",
        startedAt: at,
        finishedAt: at,
      })),
    });
    await own.prisma.traitResult.createMany({
      data: sheets.map(({ id, profileId, traits, at }) => ({
        id: newId(now),
        profileId,
        assessmentId: id,
        source: "assessment" as const,
        modelVersion: "soulmate-2",
        questionnaireVersion: "questionnaire-1",
        traits,
        standardErrors: HALF,
        quality: "high" as const,
        answerCount: 64,
        createdAt: at,
        revisedAt: now,
      })),
    });
    return people.map(({ id }) => id);
  }

  const percentilesOf = async (ctx: ProfileContext, result_id: string) =>
    (await getResult(ctx, { result_id })).norms?.percentiles.flatMap((value) => value ?? []) ?? [];

  it("count each person once, are of one form, and go when too few are left", async () => {
    const long = await addPeople(200, { form: "long", synthetic: true });
    expect(await computeNorms(own.system())).toEqual({ people: { short: 0, long: 200 } });
    const { ctx } = await makeVisitor(own);
    const high = Array<number>(32).fill(0.95);
    const { resultId } = await completeSheet(ctx, { form: "long", traits: high });
    const { resultId: short } = await completeSheet(ctx, { form: "short", traits: high });
    const shown = await getResult(ctx, { result_id: resultId });
    expect(shown.norms).toMatchObject({ form: "long", people: 200, syntheticPeople: 200 });
    expect(Math.min(...(shown.norms?.percentiles ?? []).map((value) => value ?? 100))).toBeGreaterThan(50);
    // Intimacy was agreed to for one's own result only.
    expect(shown.norms?.percentiles.slice(26, 29)).toEqual([null, null, null]);
    // No one agreed to count with the short form, and a story spreads otherwise.
    expect((await getResult(ctx, { result_id: short })).norms).toBeNull();
    const { resultId: story } = await completeStory(ctx);
    expect((await getResult(ctx, { result_id: story })).norms).toBeNull();

    // People who all lie above are the short form's only: the long form's percentiles stay.
    const before = await percentilesOf(ctx, resultId);
    const short2 = await addPeople(210, { form: "short", synthetic: false, lowest: 1 });
    expect(await computeNorms(own.system())).toEqual({ people: { short: 210, long: 200 } });
    expect(await percentilesOf(ctx, resultId)).toEqual(before);
    expect(Math.max(...(await percentilesOf(ctx, short)))).toBeLessThan(60);
    expect((await getResult(ctx, { result_id: short })).norms).toMatchObject({
      form: "short",
      people: 210,
      syntheticPeople: 0,
    });

    // Once enough people are real, invented ones count no more.
    await addPeople(20, { form: "short", synthetic: true });
    expect(await computeNorms(own.system())).toEqual({ people: { short: 210, long: 200 } });
    await withdraw(short2.slice(0, 15));
    await computeNorms(own.system());
    expect((await getResult(ctx, { result_id: short })).norms).toMatchObject({
      people: 215,
      syntheticPeople: 20,
    });

    await withdraw(long.slice(0, 1));
    expect(await computeNorms(own.system())).toEqual({ people: { short: 215, long: 0 } });
    expect((await getResult(ctx, { result_id: resultId })).norms).toBeNull();
  });

  const withdraw = (ids: string[]) =>
    own.prisma.profile.updateMany({ where: { id: { in: ids } }, data: { normsConsentAt: null } });
});
