import { describe, expect, it } from "vitest";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { chooseInQuest } from "@/lib/people/quest/choose-in-quest";
import { decideQuestIntimacy } from "@/lib/people/quest/decide-quest-intimacy";
import { getQuest } from "@/lib/people/quest/get-quest";
import { startQuest } from "@/lib/people/quest/start-quest";
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

/** Plays the story to its end. */
async function completeStory(ctx: ProfileContext): Promise<{ resultId: string }> {
  const { quest_id } = await startQuest(ctx);
  for (;;) {
    const { next, asksIntimacy, resultId } = await getQuest(ctx, { quest_id });
    if (resultId !== null) return { resultId };
    if (asksIntimacy) await decideQuestIntimacy(ctx, { quest_id, choice: "declined", adult: false });
    else await chooseInQuest(ctx, { quest_id, scene_id: next?.id ?? "", choice: 1 });
  }
}

describe("norms", () => {
  it("appear with 200 people who agreed, count each once, and go when one withdraws", async () => {
    const random = seeded(9);
    const now = new Date("2026-01-01T00:00:00Z");
    const people = Array.from({ length: 200 }, () => ({ id: newId(now), traits: drawPerson(random) }));
    await own.prisma.profile.createMany({
      data: people.map(({ id }) => ({ id, synthetic: true, normsConsentAt: now, createdAt: now })),
    });
    await own.prisma.traitResult.createMany({
      data: people.flatMap(({ id, traits }) =>
        [0, 1].map((day) => ({
          id: newId(now),
          profileId: id,
          source: "assessment" as const,
          modelVersion: "soulmate-2",
          questionnaireVersion: "questionnaire-1",
          traits,
          standardErrors: HALF,
          quality: "high" as const,
          answerCount: 64,
          createdAt: new Date(now.getTime() + day),
          revisedAt: now,
        })),
      ),
    });
    expect(await computeNorms(own.system())).toEqual({ people: 200 });
    const { ctx } = await makeVisitor(own);
    const { resultId } = await completeSheet(ctx, { form: "long", traits: Array<number>(32).fill(0.95) });
    const shown = await getResult(ctx, { result_id: resultId });
    expect(shown.norms).toMatchObject({ people: 200, synthetic: true });
    expect(Math.min(...(shown.norms?.percentiles ?? []).map((value) => value ?? 100))).toBeGreaterThan(50);
    // Intimacy was agreed to for one's own result only.
    expect(shown.norms?.percentiles.slice(26, 29)).toEqual([null, null, null]);
    const { resultId: story } = await completeStory(ctx);
    expect((await getResult(ctx, { result_id: story })).norms).toBeNull();
    await own.prisma.profile.update({ where: { id: people[0]?.id ?? "" }, data: { normsConsentAt: null } });
    expect(await computeNorms(own.system())).toEqual({ people: 199 });
    expect((await getResult(ctx, { result_id: resultId })).norms).toBeNull();
  });
});
