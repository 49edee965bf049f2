import { describe, expect, it } from "vitest";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { deleteProfile } from "@/lib/people/profiles/delete-profile";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { deleteResult } from "@/lib/people/results/delete-result";
import { acceptTogetherInvitation } from "@/lib/people/together/accept-together-invitation";
import { agreeToCompare } from "@/lib/people/together/agree-to-compare";
import { answerCheckIn } from "@/lib/people/together/answer-check-in";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { declineRefresh } from "@/lib/people/together/decline-refresh";
import { getPair } from "@/lib/people/together/get-pair";
import { getPairVersion } from "@/lib/people/together/get-pair-version";
import { getTogetherInvitation } from "@/lib/people/together/get-together-invitation";
import { togetherJobs } from "@/lib/people/together/jobs";
import { leavePair } from "@/lib/people/together/leave-pair";
import { listPairs } from "@/lib/people/together/list-pairs";
import { togetherPrivacy } from "@/lib/people/together/privacy";
import { refreshReport } from "@/lib/people/together/refresh-report";
import { stopIntimacy } from "@/lib/people/together/stop-intimacy";
import { withdrawTogetherInvitation } from "@/lib/people/together/withdraw-together-invitation";
import { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();
const DAY_MS = 86_400_000;
const HALF = Array<number>(32).fill(0.5);
const START = "2026-05-01T10:00:00Z";

interface Friend {
  ctx: ProfileContext;
  token: string;
  resultId: string;
}

/** A person with a result. */
async function makeFriend(clock: FixedClock, traits: readonly number[] = HALF, seed = 1): Promise<Friend> {
  const { ctx, token } = await makeVisitor(own, clock);
  const { resultId } = await completeSheet(ctx, { traits, seed });
  return { ctx, token, resultId };
}

interface Pair {
  clock: FixedClock;
  mira: Friend;
  jonas: Friend;
  pair_id: string;
  token: string;
}

/** Mira invites Jonas, who accepts: it is her turn. */
async function makeInvited(intimacy = { mira: false, jonas: false }): Promise<Pair> {
  const clock = new FixedClock(START);
  const mira = await makeFriend(clock, HALF, 1);
  const jonas = await makeFriend(clock, HALF, 2);
  const { token } = await createTogetherInvitation(mira.ctx, { name: "Mira", intimacy: intimacy.mira });
  const { pair_id } = await acceptTogetherInvitation(jonas.ctx, {
    token,
    name: "Jonas",
    agreed: true,
    intimacy: intimacy.jonas,
  });
  return { clock, mira, jonas, pair_id, token };
}

/** Both have agreed. */
async function makePair(intimacy = { mira: false, jonas: false }): Promise<Pair> {
  const pair = await makeInvited(intimacy);
  await agreeToCompare(pair.mira.ctx, { pair_id: pair.pair_id, intimacy: intimacy.mira });
  return pair;
}

const checkIn = (pair_id: string, value: number) => ({
  pair_id,
  ease: value,
  laughter: value,
  heard: value,
  honesty: value,
  curiosity: value,
  support: value,
  energy: value,
});

const accept = (friend: Friend, token: string) =>
  acceptTogetherInvitation(friend.ctx, { token, name: "Kim", agreed: true, intimacy: false });

const invite = ({ ctx }: Friend) => createTogetherInvitation(ctx, { name: "Mira", intimacy: false });

describe("an invitation", () => {
  it("is made only by a person who has a result", async () => {
    const { ctx } = await makeVisitor(own);
    await expect(createTogetherInvitation(ctx, { name: "Mira", intimacy: false })).rejects.toMatchObject({
      code: "result_needed",
    });
  });

  it("keeps no token that could be used", async () => {
    const mira = await makeFriend(new FixedClock(START));
    const { token } = await invite(mira);
    expect(await own.tablesHolding(token)).toEqual([]);
  });

  it("works once: another person finds it used, the same one is led to the same comparison", async () => {
    const { clock, jonas, pair_id, token } = await makeInvited();
    const third = await makeFriend(clock);
    await expect(accept(third, token)).rejects.toMatchObject({ code: "invitation_ended" });
    expect(await accept(jonas, token)).toEqual({ pair_id });
    await expect(
      getTogetherInvitation(third.ctx, { token, profile_id: third.ctx.profileId }),
    ).rejects.toMatchObject({ code: "invitation_ended" });
    expect(await own.prisma.togetherPair.count({ where: { id: pair_id } })).toBe(1);
  });

  it("is used by one of two people who open it at the same moment", async () => {
    const clock = new FixedClock(START);
    const [mira, first, second] = [await makeFriend(clock), await makeFriend(clock), await makeFriend(clock)];
    const { token } = await invite(mira);
    const outcomes = await Promise.allSettled([accept(first, token), accept(second, token)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await own.prisma.togetherPair.count({ where: { inviterId: mira.ctx.profileId } })).toBe(1);
  });

  it("is not used by its sender", async () => {
    const mira = await makeFriend(new FixedClock(START));
    const { token } = await invite(mira);
    await expect(accept(mira, token)).rejects.toMatchObject({ code: "own_invitation" });
    const offer = await getTogetherInvitation(mira.ctx, { token, profile_id: mira.ctx.profileId });
    expect(offer).toMatchObject({ own: true, name: "Mira" });
  });

  it("ends after 14 days, when it is withdrawn, and while its sender is suspended", async () => {
    const clock = new FixedClock(START);
    const [mira, jonas] = [await makeFriend(clock), await makeFriend(clock)];
    const closed = { code: "invitation_ended", errors: [{ path: "token" }] };
    const late = await invite(mira);
    const withdrawn = await invite(mira);
    const { invitation_id } = withdrawn;
    await withdrawTogetherInvitation(mira.ctx, { invitation_id });
    await expect(accept(jonas, withdrawn.token)).rejects.toMatchObject(closed);
    await expect(withdrawTogetherInvitation(mira.ctx, { invitation_id })).rejects.toThrow(NotFound);
    const user = await makePerson(own.database);
    await own.prisma.profile.update({
      where: { id: mira.ctx.profileId },
      data: { userId: user.userId, expiresAt: null },
    });
    await own.prisma.user.update({ where: { id: user.userId }, data: { suspendedAt: clock.now() } });
    await expect(accept(jonas, late.token)).rejects.toMatchObject(closed);
    await own.prisma.user.update({ where: { id: user.userId }, data: { suspendedAt: null } });
    clock.advance(14 * DAY_MS);
    await expect(accept(jonas, late.token)).rejects.toMatchObject(closed);
    await runJob(togetherJobs, "together.remove-ended", own.system(clock), {});
    expect(await own.prisma.togetherInvitation.count({ where: { profileId: mira.ctx.profileId } })).toBe(0);
  });

  it.each(["", "x", "Ä".repeat(43), "a".repeat(43), "../../etc/passwd"])(
    "that is no invitation of ours is refused: %j",
    async (token) => {
      const jonas = await makeFriend(new FixedClock(START));
      await expect(accept(jonas, token)).rejects.toMatchObject({ code: "invitation_ended" });
    },
  );

  it("is withdrawn by its sender alone", async () => {
    const clock = new FixedClock(START);
    const [mira, jonas] = [await makeFriend(clock), await makeFriend(clock)];
    const { invitation_id, token } = await invite(mira);
    await expect(withdrawTogetherInvitation(jonas.ctx, { invitation_id })).rejects.toThrow(NotFound);
    await expect(accept(jonas, token)).resolves.toMatchObject({});
  });

  it("waits until the invited person has a result", async () => {
    const clock = new FixedClock(START);
    const mira = await makeFriend(clock);
    const { token } = await invite(mira);
    const { ctx } = await makeVisitor(own, clock);
    const accepting = () =>
      acceptTogetherInvitation(ctx, { token, name: "Kim", agreed: true, intimacy: false });
    await expect(accepting()).rejects.toMatchObject({ code: "result_needed" });
    await completeSheet(ctx, { traits: HALF });
    await expect(accepting()).resolves.toMatchObject({});
  });

  it("is one of twelve at most, comparisons among them", async () => {
    const clock = new FixedClock(START);
    const [mira, jonas] = [await makeFriend(clock), await makeFriend(clock)];
    const { token } = await invite(mira);
    for (let made = 1; made < 12; made += 1) await invite(mira);
    await expect(invite(mira)).rejects.toMatchObject({ code: "too_many_friends" });
    await accept(jonas, token);
    await expect(invite(mira)).rejects.toMatchObject({ code: "too_many_friends" });
  });

  it("begins no second comparison of the same two", async () => {
    const { mira, jonas } = await makePair();
    const back = await createTogetherInvitation(jonas.ctx, { name: "Jonas", intimacy: false });
    await expect(accept(mira, back.token)).rejects.toMatchObject({ code: "already_together" });
  });

  it("begins at most twenty comparisons a month, those that ended among them", async () => {
    const clock = new FixedClock(START);
    const [mira, jonas] = [await makeFriend(clock), await makeFriend(clock)];
    for (let begun = 0; begun < 20; begun += 1) {
      const { token } = await invite(mira);
      const { pair_id } = await accept(jonas, token);
      await leavePair(mira.ctx, { pair_id });
    }
    await expect(invite(mira)).rejects.toMatchObject({ code: "too_many_friends" });
    clock.advance(30 * DAY_MS);
    await expect(invite(mira)).resolves.toMatchObject({});
  });
});

describe("two keys", () => {
  it("show nothing until both are turned, and then the same to both", async () => {
    const { mira, jonas, pair_id } = await makeInvited();
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "your_turn", report: null });
    expect(await getPair(jonas.ctx, { pair_id })).toMatchObject({ state: "their_turn", report: null });
    expect(await own.prisma.togetherReport.count({ where: { pairId: pair_id } })).toBe(0);
    await expect(answerCheckIn(jonas.ctx, checkIn(pair_id, 3))).rejects.toMatchObject({
      code: "not_agreed",
    });
    await expect(refreshReport(jonas.ctx, { pair_id })).rejects.toMatchObject({ code: "not_agreed" });
    // The second person's own key does not replace the first's.
    await agreeToCompare(jonas.ctx, { pair_id, intimacy: false });
    expect(await getPair(jonas.ctx, { pair_id })).toMatchObject({ state: "their_turn", report: null });
    await agreeToCompare(mira.ctx, { pair_id, intimacy: false });
    const seen = await getPair(mira.ctx, { pair_id });
    expect(seen).toMatchObject({ state: "ready", friend: "Jonas", you: "Mira" });
    expect((await getPair(jonas.ctx, { pair_id })).report).toEqual(seen.report);
  });

  it("show words and bands only: no number that is no multiple of five, and no trait", async () => {
    const { mira, pair_id } = await makePair();
    const { report } = await getPair(mira.ctx, { pair_id });
    const numbers = JSON.stringify(report, (key, value) => (key === "madeAt" ? null : value)).match(
      /-?\d+(\.\d+)?/g,
    );
    const version = report?.modelVersion.match(/\d+/)?.[0];
    for (const number of numbers ?? []) {
      if (number.replace("-", "") !== version) expect(Number(number) % 5).toBe(0);
    }
    expect(report?.starters).toHaveLength(7);
    expect([report?.closest.length, report?.widest.length]).toEqual([3, 3]);
  });

  it("is exported as it is shown: with the score's bands, before a check-in and after, and never with closeness", async () => {
    const { mira, jonas, pair_id } = await makePair();
    const exported = async (friend: Friend) => {
      const person = { userId: null, profileId: friend.ctx.profileId, email: null };
      for await (const { table, json } of togetherPrivacy.exportPerson(friend.ctx.db, person)) {
        if (table === "together_reports") return JSON.parse(json);
      }
    };
    for (const step of [
      async () => {},
      async () => {
        await answerCheckIn(mira.ctx, checkIn(pair_id, 5));
        await answerCheckIn(jonas.ctx, checkIn(pair_id, 5));
      },
    ]) {
      await step();
      const bands = (await getPair(mira.ctx, { pair_id })).report?.bands;
      const report = await exported(jonas);
      expect(report.score).toEqual({
        low: bands?.low,
        high: bands?.high,
        range_low: bands?.rangeLow,
        range_high: bands?.rangeHigh,
      });
      expect(JSON.stringify(report)).not.toMatch(/closeness|resonance/);
    }
  });

  it("belong to the two: a stranger finds nothing and can do nothing", async () => {
    const { clock, pair_id } = await makePair();
    const { ctx } = await makeFriend(clock);
    const tries = [
      getPair(ctx, { pair_id }),
      getPairVersion(ctx, { pair_id }),
      agreeToCompare(ctx, { pair_id, intimacy: true }),
      answerCheckIn(ctx, checkIn(pair_id, 3)),
      refreshReport(ctx, { pair_id }),
      declineRefresh(ctx, { pair_id }),
      stopIntimacy(ctx, { pair_id }),
      leavePair(ctx, { pair_id }),
    ];
    for (const outcome of await Promise.allSettled(tries)) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    }
    expect((await listPairs(ctx)).pairs).toEqual([]);
    await expect(getPair(ctx, { pair_id: newId() })).rejects.toThrow(NotFound);
    await expect(getPair(ctx, { pair_id: "nothing" })).rejects.toThrow(NotFound);
  });

  it("leave a line in both people's log of who read their answers, without the other's name", async () => {
    const { mira, jonas } = await makePair();
    for (const { ctx } of [mira, jonas]) {
      const log = await own.prisma.dataAccess.findMany({ where: { profileId: ctx.profileId } });
      expect(log.map(({ reader, byType, times }) => [reader, byType, times])).toEqual([
        ["together.report", "system", 1],
      ]);
    }
  });

  it("tell each when the other looked, and neither whether they themselves did", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    expect((await getPair(mira.ctx, { pair_id })).friendLookedAt).toBeNull();
    clock.advance(60_000);
    await getPair(jonas.ctx, { pair_id });
    expect((await getPair(mira.ctx, { pair_id })).friendLookedAt).toEqual(clock.now());
    // An open page asks whether anything changed; that is no look.
    clock.advance(60_000);
    await getPairVersion(jonas.ctx, { pair_id });
    expect((await getPair(mira.ctx, { pair_id })).friendLookedAt).not.toEqual(clock.now());
  });
});

describe("the report", () => {
  it("stays as it is when either answers again, and changes when both ask", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    const before = (await getPair(jonas.ctx, { pair_id })).report;
    clock.advance(8 * DAY_MS);
    const far = HALF.map((_, index) => (index % 2 === 0 ? 0.95 : 0.05));
    await completeSheet(mira.ctx, { traits: far, seed: 9 });
    expect((await getPair(jonas.ctx, { pair_id })).report).toEqual(before);
    expect(await refreshReport(mira.ctx, { pair_id })).toEqual({ refreshed: false });
    expect(await refreshReport(mira.ctx, { pair_id })).toEqual({ refreshed: false });
    expect((await getPair(jonas.ctx, { pair_id })).report).toEqual(before);
    expect((await getPair(jonas.ctx, { pair_id })).refresh).toBe("asked_by_friend");
    expect((await getPair(mira.ctx, { pair_id })).refresh).toBe("asked_by_you");
    expect(await refreshReport(jonas.ctx, { pair_id })).toEqual({ refreshed: true });
    const after = (await getPair(jonas.ctx, { pair_id })).report;
    expect(after?.madeAt).toEqual(clock.now());
    expect(after?.widest).not.toEqual(before?.widest);
  });

  it("is refreshed once when both ask at the same moment", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    clock.advance(8 * DAY_MS);
    const outcomes = await Promise.all([
      refreshReport(mira.ctx, { pair_id }),
      refreshReport(jonas.ctx, { pair_id }),
    ]);
    expect(outcomes.map(({ refreshed }) => refreshed).sort()).toEqual([false, true]);
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "ready", refresh: "none" });
  });

  it("says nothing new in a refresh loop: at most one a week, and the same for the same answers", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    const first = (await getPair(mira.ctx, { pair_id })).report;
    await expect(refreshReport(mira.ctx, { pair_id })).rejects.toMatchObject({ code: "refresh_too_soon" });
    for (let week = 0; week < 6; week += 1) {
      clock.advance(7 * DAY_MS);
      await refreshReport(mira.ctx, { pair_id });
      await refreshReport(jonas.ctx, { pair_id });
      await expect(refreshReport(jonas.ctx, { pair_id })).rejects.toMatchObject({
        code: "refresh_too_soon",
      });
      expect({ ...(await getPair(mira.ctx, { pair_id })).report, madeAt: null }).toEqual({
        ...first,
        madeAt: null,
      });
    }
  });

  it("says the same to the same two who leave and begin again", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    const first = (await getPair(mira.ctx, { pair_id })).report;
    await leavePair(mira.ctx, { pair_id });
    const { token } = await invite(mira);
    const again = await accept(jonas, token);
    await agreeToCompare(mira.ctx, { ...again, intimacy: false });
    expect((await getPair(mira.ctx, again)).report).toEqual({ ...first, madeAt: clock.now() });
  });

  it("stays where a refresh is declined", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    clock.advance(8 * DAY_MS);
    await refreshReport(mira.ctx, { pair_id });
    await declineRefresh(jonas.ctx, { pair_id });
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ refresh: "none", state: "ready" });
    expect(await refreshReport(jonas.ctx, { pair_id })).toEqual({ refreshed: false });
  });

  it("goes for both when one deletes the result that it rests on, and comes back only when both ask", async () => {
    const { mira, jonas, pair_id } = await makePair();
    await deleteResult(jonas.ctx, { result_id: jonas.resultId });
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "no_report", report: null });
    await refreshReport(mira.ctx, { pair_id });
    await expect(refreshReport(jonas.ctx, { pair_id })).rejects.toMatchObject({ code: "result_needed" });
    await completeSheet(jonas.ctx, { traits: HALF, seed: 5 });
    expect(await refreshReport(jonas.ctx, { pair_id })).toEqual({ refreshed: true });
  });
});

describe("the check-in", () => {
  it("moves the score, in bands, once both have answered, and shows neither what the other said", async () => {
    const { mira, jonas, pair_id } = await makePair();
    const before = await getPair(mira.ctx, { pair_id });
    expect(await answerCheckIn(mira.ctx, checkIn(pair_id, 5))).toEqual({ complete: false });
    const waiting = await getPair(jonas.ctx, { pair_id });
    expect(waiting.report?.bands).toEqual(before.report?.bands);
    expect(waiting.checkIn).toEqual({ yours: false, friends: true });
    expect(await answerCheckIn(jonas.ctx, checkIn(pair_id, 5))).toEqual({ complete: true });
    const after = await getPair(mira.ctx, { pair_id });
    expect(after.report?.bands.low).toBeGreaterThan(before.report?.bands.low ?? 100);
    expect(after.report?.checkedIn).toBe(true);
    expect(JSON.stringify(after)).not.toContain("answers");
  });

  it("counts both answers where both send them at the same moment", async () => {
    const { mira, jonas, pair_id } = await makePair();
    await Promise.all([
      answerCheckIn(mira.ctx, checkIn(pair_id, 1)),
      answerCheckIn(jonas.ctx, checkIn(pair_id, 5)),
    ]);
    const { resonance } = await own.prisma.togetherReport.findUniqueOrThrow({ where: { pairId: pair_id } });
    expect(resonance).toEqual(Array(7).fill(0.5));
  });

  it("can be given again until the other has answered, and again with the next report", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    await answerCheckIn(mira.ctx, checkIn(pair_id, 1));
    await answerCheckIn(mira.ctx, checkIn(pair_id, 5));
    await answerCheckIn(jonas.ctx, checkIn(pair_id, 5));
    await expect(answerCheckIn(mira.ctx, checkIn(pair_id, 1))).rejects.toMatchObject({
      code: "check_in_complete",
    });
    const best = (await getPair(mira.ctx, { pair_id })).report?.bands;
    clock.advance(7 * DAY_MS);
    await refreshReport(mira.ctx, { pair_id });
    await refreshReport(jonas.ctx, { pair_id });
    // What was said last counts until both have answered again.
    expect((await getPair(mira.ctx, { pair_id })).report?.bands).toEqual(best);
    await answerCheckIn(mira.ctx, checkIn(pair_id, 1));
    await answerCheckIn(jonas.ctx, checkIn(pair_id, 1));
    expect((await getPair(mira.ctx, { pair_id })).report?.bands.low).toBeLessThan(best?.low ?? 0);
  });
});

describe("leaving", () => {
  it("removes the report for both at once, and the other sees that it ended for 30 days", async () => {
    const { clock, mira, jonas, pair_id, token } = await makePair();
    await answerCheckIn(mira.ctx, checkIn(pair_id, 4));
    const open = await getPairVersion(mira.ctx, { pair_id });
    await leavePair(jonas.ctx, { pair_id });
    for (const table of [own.prisma.togetherReport, own.prisma.togetherCheckIn] as const) {
      expect(await (table as typeof own.prisma.togetherReport).count({ where: { pairId: pair_id } })).toBe(0);
    }
    const now = await getPairVersion(mira.ctx, { pair_id });
    expect([now.ended, now.version === open.version]).toEqual([true, false]);
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({
      state: "ended",
      report: null,
      friend: "Jonas",
    });
    await expect(getPair(jonas.ctx, { pair_id })).rejects.toThrow(NotFound);
    expect((await listPairs(jonas.ctx)).pairs).toEqual([]);
    await expect(accept(jonas, token)).rejects.toMatchObject({ code: "invitation_ended" });
    await expect(refreshReport(mira.ctx, { pair_id })).rejects.toMatchObject({ code: "comparison_ended" });
    clock.advance(30 * DAY_MS);
    await runJob(togetherJobs, "together.remove-ended", own.system(clock), {});
    expect(await own.tablesHolding(pair_id)).toEqual([]);
  });

  it("is put away by who was left", async () => {
    const { mira, jonas, pair_id } = await makePair();
    await leavePair(jonas.ctx, { pair_id });
    await leavePair(mira.ctx, { pair_id });
    expect((await listPairs(mira.ctx)).pairs).toEqual([]);
    await expect(leavePair(mira.ctx, { pair_id })).rejects.toThrow(NotFound);
  });

  it("works before anything was shown, for either of the two", async () => {
    const { mira, jonas, pair_id } = await makeInvited();
    await leavePair(mira.ctx, { pair_id });
    expect(await getPair(jonas.ctx, { pair_id })).toMatchObject({ state: "ended" });
    await expect(agreeToCompare(jonas.ctx, { pair_id, intimacy: false })).rejects.toMatchObject({
      code: "comparison_ended",
    });
  });

  it("by deleting everything leaves no trace of either's comparison, while the other looks", async () => {
    const { mira, jonas, pair_id } = await makePair();
    await answerCheckIn(jonas.ctx, checkIn(pair_id, 4));
    const outcomes = await Promise.allSettled([
      deleteProfile(jonas.ctx),
      ...Array.from({ length: 5 }, () => getPair(mira.ctx, { pair_id })),
      answerCheckIn(mira.ctx, checkIn(pair_id, 4)),
    ]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(NotFound);
    }
    await expect(getPair(mira.ctx, { pair_id })).rejects.toThrow(NotFound);
    await expect(getPairVersion(mira.ctx, { pair_id })).rejects.toThrow(NotFound);
    expect(await own.tablesHolding(jonas.ctx.profileId)).toEqual([]);
    expect(await own.tablesHolding(pair_id)).toEqual([]);
    expect((await listPairs(mira.ctx)).pairs).toEqual([]);
  });
});

describe("a suspended account", () => {
  it("hides the report from the other until the suspension ends; leaving still works", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    const user = await makePerson(own.database);
    await own.prisma.profile.update({
      where: { id: jonas.ctx.profileId },
      data: { userId: user.userId, expiresAt: null },
    });
    const suspend = (suspendedAt: Date | null) =>
      own.prisma.user.update({ where: { id: user.userId }, data: { suspendedAt } });
    await suspend(clock.now());
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "paused", report: null });
    await expect(answerCheckIn(mira.ctx, checkIn(pair_id, 3))).rejects.toMatchObject({
      code: "comparison_paused",
    });
    await suspend(null);
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "ready" });
    // The same holds for a person who waits to be deleted.
    const { profileId } = jonas.ctx;
    await own.prisma.profile.update({ where: { id: profileId }, data: { restrictedAt: clock.now() } });
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "paused", report: null });
    await leavePair(mira.ctx, { pair_id });
    expect((await listPairs(mira.ctx)).pairs).toEqual([]);
  });
});

describe("intimacy", () => {
  const both = { mira: true, jonas: true };

  it.each([
    [{ mira: true, jonas: true }, true],
    [{ mira: true, jonas: false }, false],
    [{ mira: false, jonas: true }, false],
  ])("counts only where both agreed to it: %j", async (intimacy, counts) => {
    const { mira, pair_id } = await makePair(intimacy);
    const { report } = await getPair(mira.ctx, { pair_id });
    expect(report?.intimacy).toBe(counts);
    expect(report?.groups.some(({ group }) => group === "sexual")).toBe(counts);
  });

  it("never counts with a minor, and a report in which it did is deleted once the age is known", async () => {
    const { clock, mira, jonas, pair_id } = await makePair(both);
    await updateAbout(jonas.ctx, { birth_year: 2009, region: null, gender: null, norms_consent: false });
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "no_report", report: null });
    await refreshReport(mira.ctx, { pair_id });
    await refreshReport(jonas.ctx, { pair_id });
    expect((await getPair(mira.ctx, { pair_id })).report?.intimacy).toBe(false);
    const other = await makeFriend(clock);
    const { token } = await createTogetherInvitation(other.ctx, { name: "Kim", intimacy: true });
    await acceptTogetherInvitation(jonas.ctx, { token, name: "Jonas", agreed: true, intimacy: true });
    const { pairs } = await listPairs(jonas.ctx);
    expect(pairs.find(({ friend }) => friend === "Kim")).toMatchObject({ yourIntimacy: false });
  });

  it("stops at once when either's consent to it is withdrawn anywhere, and the report is then removed", async () => {
    const { clock, mira, jonas, pair_id } = await makePair(both);
    await transaction(jonas.ctx, (tx) =>
      recordConsent(jonas.ctx, tx, { consent: "intimacy", granted: false, place: "privacy" }),
    );
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "no_report", report: null });
    expect(await getPair(jonas.ctx, { pair_id })).toMatchObject({ state: "no_report", report: null });
    await runJob(togetherJobs, "together.remove-ended", own.system(clock), {});
    expect(await own.prisma.togetherReport.count({ where: { pairId: pair_id } })).toBe(0);
    await refreshReport(mira.ctx, { pair_id });
    await refreshReport(jonas.ctx, { pair_id });
    expect((await getPair(mira.ctx, { pair_id })).report?.intimacy).toBe(false);
  });

  it("can be withdrawn by either, which deletes the report for both", async () => {
    const { mira, jonas, pair_id } = await makePair(both);
    await stopIntimacy(jonas.ctx, { pair_id });
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "no_report" });
    await refreshReport(jonas.ctx, { pair_id });
    await refreshReport(mira.ctx, { pair_id });
    expect((await getPair(mira.ctx, { pair_id })).report?.intimacy).toBe(false);
    await stopIntimacy(mira.ctx, { pair_id });
    expect(await getPair(mira.ctx, { pair_id })).toMatchObject({ state: "ready" });
  });
});

describe("an account that claims a browser's answers", () => {
  it("takes over its comparisons, with the same report", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    await answerCheckIn(jonas.ctx, checkIn(pair_id, 4));
    const before = (await getPair(mira.ctx, { pair_id })).report;
    const { userId } = await makePerson(own.database);
    const profileId = await ensureUserProfile(own.system(clock), { user_id: userId });
    await claimProfile(own.system(clock), { user_id: userId, token: jonas.token });
    const claimed: ProfileContext = { ...jonas.ctx, profileId, userId };
    expect(await getPair(claimed, { pair_id })).toMatchObject({
      report: before,
      checkIn: { yours: true, friends: false },
    });
    await expect(getPair(jonas.ctx, { pair_id })).rejects.toThrow(NotFound);
    await leavePair(mira.ctx, { pair_id });
  });

  it("does not compare with itself", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    const { userId } = await makePerson(own.database);
    await claimProfile(own.system(clock), { user_id: userId, token: mira.token });
    await claimProfile(own.system(clock), { user_id: userId, token: jonas.token });
    expect(await own.tablesHolding(pair_id)).toEqual([]);
  });

  it("keeps one comparison with the same friend", async () => {
    const { clock, mira, jonas, pair_id } = await makePair();
    const { userId } = await makePerson(own.database);
    await claimProfile(own.system(clock), { user_id: userId, token: jonas.token });
    const browser = await makeFriend(clock, HALF, 8);
    const { token } = await invite(mira);
    const second = await accept(browser, token);
    await claimProfile(own.system(clock), { user_id: userId, token: browser.token });
    const { pairs } = await listPairs(mira.ctx);
    expect(pairs.map(({ id }) => id)).toEqual([pair_id]);
    expect(await own.tablesHolding(second.pair_id)).toEqual([]);
  });
});
