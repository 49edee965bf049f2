import { describe, expect, it } from "vitest";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { acceptTogetherInvitation } from "@/lib/people/together/accept-together-invitation";
import { agreeToCompare } from "@/lib/people/together/agree-to-compare";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { refreshReport } from "@/lib/people/together/refresh-report";
import { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();
const HALF = Array<number>(32).fill(0.5);
const WEEK_MS = 7 * 86_400_000;

/** A browser with a result, which both keys have compared with a friend of its own. */
async function makeCompared(clock: FixedClock, seed: number) {
  const { ctx, token } = await makeVisitor(own, clock);
  await completeSheet(ctx, { traits: HALF, seed });
  const { ctx: friend } = await makeVisitor(own, clock);
  await completeSheet(friend, { traits: HALF, seed: seed + 1 });
  const { token: invitation } = await createTogetherInvitation(friend, { name: "Jonas", intimacy: false });
  const { pair_id } = await acceptTogetherInvitation(ctx, {
    token: invitation,
    name: "Mira",
    agreed: true,
    intimacy: false,
  });
  await agreeToCompare(friend, { pair_id, intimacy: false });
  return { ctx, token, friend, pair_id };
}

/** The numbers and words that a report rests on. */
async function reportOf(pairId: string) {
  const { closeness, content } = await own.prisma.togetherReport.findUniqueOrThrow({ where: { pairId } });
  return { closeness, content };
}

describe("two browsers of one person that an account puts together", () => {
  it("never have one result compared under two blurs, whichever of them it came from", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { userId } = await makePerson(own.database);
    const claim = (token: string) => claimProfile(own.system(clock), { user_id: userId, token });
    const first = await makeCompared(clock, 10);
    await claim(first.token);
    clock.advance(1_000);
    // The second browser's result is the newer one: the account compares with it from now on.
    const second = await makeCompared(clock, 20);
    const before = await reportOf(second.pair_id);
    await claim(second.token);
    const account: ProfileContext = { ...first.ctx, userId };
    clock.advance(WEEK_MS);
    await refreshReport(second.friend, { pair_id: second.pair_id });
    await refreshReport(account, { pair_id: second.pair_id });
    expect(await reportOf(second.pair_id)).toEqual(before);
    // A result that is answered afterwards is read as the account's results were.
    const later = await completeSheet(account, { traits: HALF, seed: 10 });
    expect(await own.prisma.togetherResultBlur.count({ where: { resultId: later.resultId } })).toBe(0);
  });

  it("leave no blur behind when the person's answers are deleted", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { userId } = await makePerson(own.database);
    const [first, second] = [await makeCompared(clock, 30), await makeCompared(clock, 40)];
    for (const { token } of [first, second]) {
      await claimProfile(own.system(clock), { user_id: userId, token });
    }
    expect(await own.prisma.togetherResultBlur.count({ where: { profileId: first.ctx.profileId } })).toBe(1);
    await own.prisma.profile.delete({ where: { id: first.ctx.profileId } });
    expect(await own.prisma.togetherResultBlur.count({ where: { profileId: first.ctx.profileId } })).toBe(0);
  });
});
