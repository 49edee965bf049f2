import { describe, expect, it } from "vitest";
import { makeVisitor } from "@/lib/people/people.fixture";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { chooseInQuest } from "@/lib/people/quest/choose-in-quest";
import { decideQuestIntimacy } from "@/lib/people/quest/decide-quest-intimacy";
import { getQuest } from "@/lib/people/quest/get-quest";
import { startQuest } from "@/lib/people/quest/start-quest";
import { deleteResult } from "@/lib/people/results/delete-result";
import { getResult } from "@/lib/people/results/get-result";
import { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();

/** Chooses the same number in every scene to the end; returns the result. */
async function playAll(
  ctx: ProfileContext,
  quest_id: string,
  choice: number,
  intimacy: "agreed" | "declined",
) {
  for (let step = 0; step < 40; step += 1) {
    const { next, asksIntimacy } = await getQuest(ctx, { quest_id });
    if (asksIntimacy) {
      await decideQuestIntimacy(ctx, { quest_id, choice: intimacy, adult: true });
      continue;
    }
    const { result_id } = await chooseInQuest(ctx, { quest_id, scene_id: next?.id ?? "", choice });
    if (result_id !== null) return result_id;
  }
  throw new Error("The story has no end.");
}

describe("the story", () => {
  it("ends in a result without intimacy, with larger errors than an assessment, where that was declined", async () => {
    const { ctx } = await makeVisitor(own);
    const { quest_id } = await startQuest(ctx);
    const result = await getResult(ctx, { result_id: await playAll(ctx, quest_id, 1, "declined") });
    expect(result.source).toBe("quest");
    expect(result.traits.slice(26, 29)).toEqual([null, null, null]);
    expect(result.traits.filter((trait) => trait === null)).toHaveLength(3);
    expect(Math.min(...result.standardErrors.flatMap((error) => error ?? []))).toBeGreaterThan(0.2314);
  });

  it("knows all traits where an adult agreed", async () => {
    const { ctx } = await makeVisitor(own);
    const { quest_id } = await startQuest(ctx);
    const { traits } = await getResult(ctx, { result_id: await playAll(ctx, quest_id, 2, "agreed") });
    expect(traits).not.toContain(null);
  });

  it("goes on where it was left, and lets an earlier choice be changed, also where it branches", async () => {
    const { ctx } = await makeVisitor(own);
    const { quest_id } = await startQuest(ctx);
    for (const scene_id of ["cancelled", "stranger", "bed", "inn-table"]) {
      await chooseInQuest(ctx, { quest_id, scene_id, choice: 0 });
    }
    expect(await startQuest(ctx)).toEqual({ quest_id });
    await chooseInQuest(ctx, { quest_id, scene_id: "bed", choice: 1 });
    const changed = await getQuest(ctx, { quest_id });
    expect(changed.next?.id).toBe("tower-stairs");
    await chooseInQuest(ctx, { quest_id, scene_id: "bed", choice: 0 });
    expect((await getQuest(ctx, { quest_id })).next?.id).toBe("no-answer");
  });

  it("refuses scenes that are not on the way, and choices after its end", async () => {
    const { ctx } = await makeVisitor(own);
    const { quest_id } = await startQuest(ctx);
    for (const scene_id of ["departure", "tower-stairs", "close", "x"]) {
      const sent = chooseInQuest(ctx, { quest_id, scene_id, choice: 0 });
      await expect(sent, scene_id).rejects.toMatchObject({ errors: [{ path: "scene_id" }] });
    }
    await playAll(ctx, quest_id, 0, "declined");
    await expect(chooseInQuest(ctx, { quest_id, scene_id: "bed", choice: 1 })).rejects.toThrow(Conflict);
  });

  it("cannot be sent past the question about intimacy, which would leave it without an end", async () => {
    const { ctx } = await makeVisitor(own);
    const { quest_id } = await startQuest(ctx);
    for (let asks = false; !asks; ) {
      const { next, asksIntimacy } = await getQuest(ctx, { quest_id });
      asks = asksIntimacy;
      if (!asks) await chooseInQuest(ctx, { quest_id, scene_id: next?.id ?? "", choice: 0 });
    }
    for (const scene_id of ["last-evening", "close"]) {
      const sent = chooseInQuest(ctx, { quest_id, scene_id, choice: 0 });
      await expect(sent, scene_id).rejects.toMatchObject({ errors: [{ path: "scene_id" }] });
    }
    expect(await playAll(ctx, quest_id, 0, "declined")).toEqual(expect.any(String));
  });

  it("keeps no choice about intimacy of somebody who says later that they are under 18", async () => {
    const { ctx } = await makeVisitor(own, new FixedClock("2026-05-01T10:00:00Z"));
    const { quest_id } = await startQuest(ctx);
    const result_id = await playAll(ctx, quest_id, 1, "agreed");
    const about = { region: null, gender: null, norms_consent: false };
    await updateAbout(ctx, { ...about, birth_year: 2009 });
    expect((await getResult(ctx, { result_id })).traits.slice(26, 29)).toEqual([null, null, null]);
    const { choices } = await own.prisma.questRun.findUniqueOrThrow({ where: { id: quest_id } });
    expect(Object.keys(choices as object)).not.toContain("close");
  });

  it("writes one result when the last choice is sent from two tabs at once", async () => {
    const { ctx } = await makeVisitor(own);
    const { quest_id } = await startQuest(ctx);
    for (let step = 0; ; step += 1) {
      const { next, asksIntimacy } = await getQuest(ctx, { quest_id });
      if (asksIntimacy) await decideQuestIntimacy(ctx, { quest_id, choice: "declined", adult: false });
      else if (next?.id === "departure") break;
      else await chooseInQuest(ctx, { quest_id, scene_id: next?.id ?? "", choice: step % 4 });
    }
    const last = { quest_id, scene_id: "departure", choice: 3 };
    const outcomes = await Promise.allSettled([chooseInQuest(ctx, last), chooseInQuest(ctx, last)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await own.prisma.traitResult.count({ where: { profileId: ctx.profileId } })).toBe(1);
  });

  it("is the same as none to anybody else, and goes with its result", async () => {
    const { ctx } = await makeVisitor(own);
    const { quest_id } = await startQuest(ctx);
    const stranger = await makeVisitor(own);
    await expect(getQuest(stranger.ctx, { quest_id })).rejects.toThrow(NotFound);
    await expect(chooseInQuest(stranger.ctx, { quest_id, scene_id: "cancelled", choice: 0 })).rejects.toThrow(
      NotFound,
    );
    const result_id = await playAll(ctx, quest_id, 0, "declined");
    await deleteResult(ctx, { result_id });
    expect(await own.tablesHolding(quest_id)).toEqual([]);
  });
});
