import { describe, expect, it } from "vitest";
import { cancelDeletion } from "@/lib/identity/privacy/cancel-deletion";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { requestDeletion } from "@/lib/identity/privacy/request-deletion";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { deleteProfile } from "@/lib/people/profiles/delete-profile";
import { withdrawConsent } from "@/lib/people/profiles/withdraw-consent";
import { acceptTogetherInvitation } from "@/lib/people/together/accept-together-invitation";
import { agreeToCompare } from "@/lib/people/together/agree-to-compare";
import { answerCheckIn } from "@/lib/people/together/answer-check-in";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { declineRefresh } from "@/lib/people/together/decline-refresh";
import { getPair } from "@/lib/people/together/get-pair";
import { togetherJobs } from "@/lib/people/together/jobs";
import { leavePair } from "@/lib/people/together/leave-pair";
import { listPairs } from "@/lib/people/together/list-pairs";
import { refreshReport } from "@/lib/people/together/refresh-report";
import { stopIntimacy } from "@/lib/people/together/stop-intimacy";
import { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { PRIVACY } from "@/lib/registry";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();
const HALF = Array<number>(32).fill(0.5);
const WEEK_MS = 7 * 86_400_000;
const seven = (value: number) => ({
  ease: value,
  laughter: value,
  heard: value,
  honesty: value,
  curiosity: value,
  support: value,
  energy: value,
});

async function makeFriend(clock: FixedClock, seed: number) {
  const visitor = await makeVisitor(own, clock);
  await completeSheet(visitor.ctx, { traits: HALF, seed });
  return visitor;
}

async function makePair(intimacy = false) {
  const clock = new FixedClock("2026-05-01T10:00:00Z");
  const [mira, jonas] = [await makeFriend(clock, 1), await makeFriend(clock, 2)];
  const invitation = await createTogetherInvitation(mira.ctx, { name: "Mira", intimacy });
  const { pair_id } = await acceptTogetherInvitation(jonas.ctx, {
    token: invitation.token,
    name: "Jonas",
    agreed: true,
    intimacy,
  });
  await agreeToCompare(mira.ctx, { pair_id, intimacy });
  return { clock, mira, jonas, pair_id, token: invitation.token };
}

/** What each ended in. Fails for anything that a page would answer as a fault of ours. */
async function outcomesOf(tries: Promise<unknown>[]): Promise<string[]> {
  return (await Promise.allSettled(tries)).map((outcome) => {
    if (outcome.status === "fulfilled") return "done";
    expect(outcome.reason).toBeInstanceOf(AppError);
    return (outcome.reason as AppError).code;
  });
}

describe("everything at once", () => {
  it.each(Array.from({ length: 6 }, (_, at) => at))(
    "ends in one state that both see, and in no fault of ours (%i)",
    async () => {
      const { clock, mira, jonas, pair_id } = await makePair(true);
      clock.advance(WEEK_MS);
      const both = [mira.ctx, jonas.ctx];
      await outcomesOf([
        ...both.map((ctx) => refreshReport(ctx, { pair_id })),
        ...both.map((ctx) => answerCheckIn(ctx, { pair_id, ...seven(4) })),
        ...both.map((ctx) => agreeToCompare(ctx, { pair_id, intimacy: true })),
        stopIntimacy(jonas.ctx, { pair_id }),
        declineRefresh(mira.ctx, { pair_id }),
        withdrawConsent(mira.ctx, { purpose: "intimacy" }),
        completeSheet(jonas.ctx, { traits: HALF, seed: 4 }),
        leavePair(jonas.ctx, { pair_id }),
        leavePair(mira.ctx, { pair_id }),
        ...both.map((ctx) => getPair(ctx, { pair_id })),
      ]);
      for (const ctx of both) {
        for (const pair of (await listPairs(ctx)).pairs) {
          expect(pair).toMatchObject({ state: "ended", report: null });
        }
      }
      expect(await own.prisma.togetherReport.count({ where: { pairId: pair_id } })).toBe(0);
      expect(await own.prisma.togetherCheckIn.count({ where: { pairId: pair_id } })).toBe(0);
    },
  );

  it.each(Array.from({ length: 4 }, (_, at) => at))(
    "an invitation that is used twice while its sender deletes everything leads to one pair or none (%i)",
    async () => {
      const clock = new FixedClock("2026-05-01T10:00:00Z");
      const [mira, jonas, kim] = [
        await makeFriend(clock, 1),
        await makeFriend(clock, 2),
        await makeFriend(clock, 3),
      ];
      const { token } = await createTogetherInvitation(mira.ctx, { name: "Mira", intimacy: false });
      const accept = (ctx: ProfileContext) =>
        acceptTogetherInvitation(ctx, { token, name: "Kim", agreed: true, intimacy: false });
      const outcomes = await outcomesOf([
        accept(jonas.ctx),
        accept(kim.ctx),
        accept(mira.ctx),
        deleteProfile(mira.ctx),
      ]);
      expect(outcomes.slice(0, 3).filter((outcome) => outcome === "done").length).toBeLessThanOrEqual(1);
      expect(await own.tablesHolding(mira.ctx.profileId)).toEqual([]);
      await expect(accept(kim.ctx)).rejects.toMatchObject({ code: "invitation_ended" });
    },
  );

  it.each(Array.from({ length: 4 }, (_, at) => at))(
    "an account that claims both browsers while they refresh ends with no comparison with itself (%i)",
    async () => {
      const { clock, mira, jonas, pair_id } = await makePair();
      clock.advance(WEEK_MS);
      const { userId } = await makePerson(own.database);
      const claim = (token: string) => claimProfile(own.system(clock), { user_id: userId, token });
      await outcomesOf([
        claim(mira.token),
        refreshReport(mira.ctx, { pair_id }),
        claim(jonas.token),
        refreshReport(jonas.ctx, { pair_id }),
        answerCheckIn(jonas.ctx, { pair_id, ...seven(2) }),
      ]);
      expect(await own.tablesHolding(pair_id)).toEqual([]);
      expect(await own.prisma.profile.count({ where: { userId } })).toBe(1);
    },
  );
});

describe("a check-in whose report is taken away while it is saved", () => {
  it("is refused like one without a report, and is not kept", async () => {
    const { mira, jonas, pair_id } = await makePair();
    await answerCheckIn(mira.ctx, { pair_id, ...seven(4) });
    // What a deletion of the result does that commits between the look and the save.
    await own.rows(`CREATE FUNCTION take_away() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN DELETE FROM together_reports WHERE pair_id = '${pair_id}'; RETURN NEW; END $$`);
    await own.rows(`CREATE TRIGGER take_away BEFORE INSERT ON together_check_ins FOR EACH ROW
      WHEN (NEW.pair_id = '${pair_id}') EXECUTE FUNCTION take_away()`);
    await expect(answerCheckIn(jonas.ctx, { pair_id, ...seven(4) })).rejects.toMatchObject({
      code: "not_agreed",
    });
    expect(await own.prisma.togetherCheckIn.count({ where: { pairId: pair_id } })).toBe(1);
  });
});

describe("a person who waits for their deletion", () => {
  it("is shown no friend's report either, and makes no new one, until they cancel", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    const centre: PrivacyContext = { ...jonas.ctx, account: null };
    await requestDeletion(centre, {}, PRIVACY);
    for (const { ctx } of [mira, jonas]) {
      expect(await getPair(ctx, { pair_id })).toMatchObject({ state: "paused", report: null });
      await expect(refreshReport(ctx, { pair_id })).rejects.toMatchObject({ code: "comparison_paused" });
    }
    const kim = await makeFriend(clock, 5);
    const { token } = await createTogetherInvitation(kim.ctx, { name: "Kim", intimacy: false });
    const begun = await acceptTogetherInvitation(jonas.ctx, {
      token,
      name: "Jonas",
      agreed: true,
      intimacy: false,
    });
    await expect(agreeToCompare(kim.ctx, { ...begun, intimacy: false })).rejects.toMatchObject({
      code: "comparison_paused",
    });
    await cancelDeletion(centre);
    expect(await getPair(jonas.ctx, { pair_id })).toMatchObject({ state: "ready" });
  });
});

describe("a report that was being made while one of the two took intimacy back", () => {
  it("is shown to neither, also not once they agree to intimacy again, and is removed in the night", async () => {
    const { clock, mira, jonas, pair_id } = await makePair(true);
    const { intimacy, ...stored } = await own.prisma.togetherReport.findUniqueOrThrow({
      where: { pairId: pair_id },
    });
    expect(intimacy).toBe(true);
    await withdrawConsent(jonas.ctx, { purpose: "intimacy" });
    // The transaction that made it had read who agreed before, and committed after.
    await own.prisma.togetherReport.create({
      data: { ...stored, intimacy, content: stored.content ?? {} },
    });
    await completeSheet(jonas.ctx, { traits: HALF, seed: 7 });
    for (const { ctx } of [mira, jonas]) {
      expect(await getPair(ctx, { pair_id })).toMatchObject({ state: "no_report", report: null });
    }
    await runJob(togetherJobs, "together.remove-ended", own.system(clock), {});
    expect(await own.prisma.togetherReport.count({ where: { pairId: pair_id } })).toBe(0);
  });
});
