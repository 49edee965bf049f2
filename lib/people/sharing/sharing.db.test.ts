import { describe, expect, it } from "vitest";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { deleteProfile } from "@/lib/people/profiles/delete-profile";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { withdrawConsent } from "@/lib/people/profiles/withdraw-consent";
import { deleteResult } from "@/lib/people/results/delete-result";
import { agreeToShare } from "@/lib/people/sharing/agree-to-share";
import { findShare } from "@/lib/people/sharing/find-share";
import { getShareLink } from "@/lib/people/sharing/get-share-link";
import { getShareVersion } from "@/lib/people/sharing/get-share-version";
import { sharingJobs } from "@/lib/people/sharing/jobs";
import { listShareLinks } from "@/lib/people/sharing/list-share-links";
import { openShare } from "@/lib/people/sharing/open-share";
import { revokeShareLink } from "@/lib/people/sharing/revoke-share-link";
import { MAX_LINKS, type SharedReport, type SharedResult, ShareResult } from "@/lib/people/sharing/schemas";
import { shareReport } from "@/lib/people/sharing/share-report";
import { shareResult } from "@/lib/people/sharing/share-result";
import { shareToken } from "@/lib/people/sharing/share-token";
import { acceptTogetherInvitation } from "@/lib/people/together/accept-together-invitation";
import { agreeToCompare } from "@/lib/people/together/agree-to-compare";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { leavePair } from "@/lib/people/together/leave-pair";
import { stopIntimacy } from "@/lib/people/together/stop-intimacy";
import { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { drawPerson, seeded } from "@/prisma/seed/drawn-people";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();
const DAY_MS = 86_400_000;
const START = "2026-05-01T10:00:00Z";
/** Of the three intimacy traits this person has as much as there is. */
const TRAITS = drawPerson(seeded(4)).map((trait, index) =>
  index >= 26 && index <= 28 ? 1 : 0.4 + trait / 5,
);

interface Sharer {
  ctx: ProfileContext;
  token: string;
  resultId: string;
  clock: FixedClock;
}

async function makeSharer(clock = new FixedClock(START), seed = 1): Promise<Sharer> {
  const { ctx, token } = await makeVisitor(own, clock);
  const { resultId } = await completeSheet(ctx, { traits: TRAITS, form: "long", seed });
  return { ctx, token, resultId, clock };
}

const choice = (fields: Record<string, unknown>) =>
  ShareResult.parse({ form_id: newId(), shows: "headline", lasts: "30", name: "", ...fields });

const share = ({ ctx, resultId }: Sharer, fields: Record<string, unknown> = {}) =>
  shareResult(ctx, choice({ result_id: resultId, ...fields }));

async function shown(sharer: Sharer, fields: Record<string, unknown> = {}): Promise<SharedResult> {
  const { token } = await share(sharer, fields);
  const { content } = await findShare(sharer.ctx, { token });
  if (content.kind !== "result") throw new Error("This is no result.");
  return content;
}

const anyone = (clock: FixedClock) => own.system(clock);
const opened = ({ clock }: { clock: FixedClock }, token: string) => findShare(anyone(clock), { token });
const gone = (sharer: { clock: FixedClock }, token: string) =>
  expect(opened(sharer, token)).rejects.toThrow(NotFound);

async function consentToIntimacy(ctx: ProfileContext): Promise<void> {
  await transaction(ctx, (tx) =>
    recordConsent(ctx, tx, { consent: "intimacy", granted: true, place: "assessment" }),
  );
}

describe("a link to a result", () => {
  it("shows what was chosen and nothing more", async () => {
    const sharer = await makeSharer();
    const headline = await shown(sharer);
    expect(headline.groups).toEqual([]);
    expect(headline.highlights.length).toBeLessThanOrEqual(3);
    expect(headline.ending).toBeNull();
    const groups = await shown(sharer, { shows: "groups", values: "on", social: "on" });
    expect(groups.groups.map(({ group }) => group)).toEqual(["values", "social"]);
    expect(groups.groups.flatMap(({ traits }) => traits.map(({ bar }) => bar))).toEqual(Array(11).fill(null));
    const all = await shown(sharer, { shows: "all" });
    expect(all.groups).toHaveLength(6);
    for (const { bar } of all.groups.flatMap(({ traits }) => traits)) {
      expect(bar?.at).toBeGreaterThanOrEqual(bar?.low ?? 101);
      expect(bar?.at).toBeLessThanOrEqual(bar?.high ?? -1);
    }
  });

  it("says nothing about intimacy unless its own box was checked", async () => {
    const sharer = await makeSharer();
    for (const shows of ["headline", "groups", "all"]) {
      const content = JSON.stringify(await shown(sharer, { shows, values: "on" }));
      expect(content).not.toMatch(/intimacy|sexual/);
    }
    const chosen = await shown(sharer, { shows: "all", intimacy: "on" });
    expect(chosen.groups.map(({ group }) => group)).toContain("sexual");
    expect(JSON.stringify(chosen.highlights)).toMatch(/intimacy|sexual/);
  });

  it("refuses intimacy of a minor, of who withdrew it, and where nothing is known of it", async () => {
    const sharer = await makeSharer();
    const { token } = await share(sharer, { shows: "all", intimacy: "on" });
    const plain = await share(sharer, { shows: "all" });
    await withdrawConsent(sharer.ctx, { purpose: "intimacy" });
    await gone(sharer, token);
    await opened(sharer, plain.token);
    await expect(share(sharer, { intimacy: "on" })).rejects.toMatchObject({
      errors: [{ path: "intimacy" }],
    });
    const minor = await makeSharer();
    const link = await share(minor, { intimacy: "on" });
    await updateAbout(minor.ctx, { birth_year: 2010, region: null, gender: null, norms: false } as never);
    await gone(minor, link.token);
    await expect(share(minor, { intimacy: "on" })).rejects.toThrow(Invalid);
  });

  it("names the field of what cannot be shown", () => {
    const wrong = { result_id: newId(), form_id: newId(), lasts: "30", name: "" };
    const paths = (fields: object) =>
      ShareResult.safeParse({ ...wrong, ...fields }).error?.issues.map(({ path }) => path.join("."));
    expect(paths({ shows: "groups" })).toEqual(["groups"]);
    expect(paths({ shows: "everything" })).toEqual(["shows"]);
    expect(paths({ shows: "all", lasts: "3650" })).toEqual(["lasts"]);
    expect(paths({ shows: "all", name: "see evil.example" })).toEqual(["name"]);
    expect(paths({ shows: "all", sexual: "on" })).toEqual([""]);
    expect(ShareResult.parse({ ...wrong, shows: "all", name: "  " }).name).toBeNull();
  });

  it("keeps what it showed when it was made, whatever is answered later", async () => {
    const sharer = await makeSharer();
    const { token } = await share(sharer, { shows: "all", name: "Mira" });
    const before = await opened(sharer, token);
    await own.prisma.traitResult.update({
      where: { id: sharer.resultId },
      data: { traits: Array(32).fill(0.1) },
    });
    await completeSheet(sharer.ctx, { traits: Array(32).fill(0.9), seed: 9 });
    expect(await opened(sharer, token)).toEqual(before);
    expect(before.names).toEqual(["Mira"]);
  });

  it("is one where its form is sent twice, also at once", async () => {
    const sharer = await makeSharer();
    const twice = choice({ result_id: sharer.resultId });
    const made = await Promise.all([1, 2, 3].map(() => shareResult(sharer.ctx, twice)));
    expect(new Set(made.map(({ token }) => token)).size).toBe(1);
    expect(await listShareLinks(sharer.ctx)).toHaveLength(1);
  });

  it("is gone when it is revoked, expired, or its result is deleted", async () => {
    const sharer = await makeSharer();
    const revoked = await share(sharer, { lasts: "never" });
    await opened(sharer, revoked.token);
    await revokeShareLink(sharer.ctx, revoked);
    await gone(sharer, revoked.token);
    await expect(revokeShareLink(sharer.ctx, revoked)).rejects.toThrow(NotFound);

    const day = await share(sharer, { lasts: "1" });
    sharer.clock.advance(DAY_MS - 1);
    await opened(sharer, day.token);
    sharer.clock.advance(1);
    await gone(sharer, day.token);
    expect((await listShareLinks(sharer.ctx)).map(({ state, token }) => [state, token])).toEqual([
      ["expired", null],
    ]);
    await runJob(sharingJobs, "sharing.remove-expired", anyone(sharer.clock), {});
    expect(await listShareLinks(sharer.ctx)).toEqual([]);

    const last = await share(sharer, { lasts: "never" });
    await deleteResult(sharer.ctx, { result_id: sharer.resultId });
    await gone(sharer, last.token);
  });

  it("is gone while its maker is suspended or waits to be deleted, and with a browser’s answers", async () => {
    const sharer = await makeSharer();
    const { token } = await share(sharer, { lasts: "never" });
    const account = await makePerson(own.database, {});
    await own.prisma.profile.update({
      where: { id: sharer.ctx.profileId },
      data: { userId: account.userId, expiresAt: null },
    });
    const suspend = (suspendedAt: Date | null) =>
      own.prisma.user.update({ where: { id: account.userId }, data: { suspendedAt } });
    await suspend(sharer.clock.now());
    await gone(sharer, token);
    expect((await listShareLinks(sharer.ctx))[0]?.state).toBe("closed");
    await suspend(null);
    await opened(sharer, token);
    const restrict = (restrictedAt: Date | null) =>
      own.prisma.profile.update({ where: { id: sharer.ctx.profileId }, data: { restrictedAt } });
    await restrict(sharer.clock.now());
    await gone(sharer, token);

    const visitor = await makeSharer();
    const left = await share(visitor, { lasts: "never" });
    visitor.clock.advance(91 * DAY_MS);
    await gone(visitor, left.token);
  });

  it("opens by its token alone, which is stored nowhere", async () => {
    const sharer = await makeSharer();
    const { token, link_id } = await share(sharer);
    expect(token).toBe(shareToken(link_id));
    const row = await own.prisma.shareLink.findUniqueOrThrow({ where: { id: link_id } });
    expect(JSON.stringify({ ...row, tokenHash: Buffer.from(row.tokenHash).toString() })).not.toContain(token);
    for (const wrong of ["", link_id, `${token}x`, "A".repeat(43), "\u0000".repeat(43)]) {
      await gone(sharer, wrong);
    }
  });

  it("counts how often it was opened, in the list and in the access log, and not who looked", async () => {
    const sharer = await makeSharer();
    const { token, link_id } = await share(sharer);
    await Promise.all([1, 2, 3].map(() => openShare(anyone(sharer.clock), { token })));
    await opened(sharer, token);
    expect((await getShareLink(sharer.ctx, { link_id })).openings).toBe(3);
    const accesses = await own.prisma.dataAccess.findMany({
      where: { profileId: sharer.ctx.profileId, reader: "sharing.page" },
    });
    expect(accesses).toMatchObject([{ times: 3, why: "A link that you share was opened.", byId: null }]);
  });

  it("is found and revoked by no other person, and no other person’s result is shared", async () => {
    const [sharer, other] = [await makeSharer(), await makeSharer()];
    const { link_id, token } = await share(sharer);
    await expect(revokeShareLink(other.ctx, { link_id })).rejects.toThrow(NotFound);
    await expect(getShareLink(other.ctx, { link_id })).rejects.toThrow(NotFound);
    await expect(agreeToShare(other.ctx, { link_id, name: null })).rejects.toThrow(NotFound);
    await expect(agreeToShare(sharer.ctx, { link_id, name: null })).rejects.toThrow(NotFound);
    await expect(share({ ...other, resultId: sharer.resultId })).rejects.toThrow(NotFound);
    await expect(share({ ...other, resultId: newId() })).rejects.toThrow(NotFound);
    await opened(sharer, token);
  });

  it("is one of twenty at most, and an expired one does not count", async () => {
    const sharer = await makeSharer();
    await share(sharer, { lasts: "1" });
    sharer.clock.advance(DAY_MS);
    for (let made = 0; made < MAX_LINKS; made += 1) await share(sharer);
    await expect(share(sharer)).rejects.toThrow(Conflict);
    const [newest] = await listShareLinks(sharer.ctx);
    await revokeShareLink(sharer.ctx, { link_id: newest?.id ?? "" });
    await share(sharer);
  });

  it("goes with the answers into the account that claims them", async () => {
    const clock = new FixedClock(START);
    const sharer = await makeSharer(clock);
    const { token, link_id } = await share(sharer);
    const account = await makePerson(own.database, {});
    const profileId = await ensureUserProfile(own.system(clock), { user_id: account.userId });
    await claimProfile(own.system(clock), { user_id: account.userId, token: sharer.token });
    await opened(sharer, token);
    const ctx = { ...sharer.ctx, profileId, userId: account.userId };
    expect((await getShareLink(ctx, { link_id })).own).toBe(true);
  });
});

describe("a link to two people’s report", () => {
  interface Pair {
    clock: FixedClock;
    mira: Sharer;
    jonas: Sharer;
    pair_id: string;
  }

  async function makePair({ intimacy = false } = {}): Promise<Pair> {
    const clock = new FixedClock(START);
    const [mira, jonas] = [await makeSharer(clock, 1), await makeSharer(clock, 2)];
    for (const { ctx } of [mira, jonas]) await consentToIntimacy(ctx);
    const { token } = await createTogetherInvitation(mira.ctx, { name: "Mira", intimacy });
    const accepted = { token, name: "Jonas", agreed: true as const, intimacy };
    const { pair_id } = await acceptTogetherInvitation(jonas.ctx, accepted);
    await agreeToCompare(mira.ctx, { pair_id, intimacy });
    return { clock, mira, jonas, pair_id };
  }

  const ask = ({ mira, pair_id }: Pair, fields: object = {}) =>
    shareReport(mira.ctx, {
      pair_id,
      form_id: newId(),
      shows: "headline",
      intimacy: false,
      name: "Mira",
      lasts: "30",
      ...fields,
    });

  async function agreed(pair: Pair, fields: object = {}): Promise<{ link_id: string; token: string }> {
    const { link_id } = await ask(pair, fields);
    await agreeToShare(pair.jonas.ctx, { link_id, name: null });
    return { link_id, token: shareToken(link_id) };
  }

  async function contentOf(pair: Pair, fields: object = {}): Promise<SharedReport> {
    const { content } = await opened(pair, (await agreed(pair, fields)).token);
    if (content.kind !== "report") throw new Error("This is no report.");
    return content;
  }

  it("opens only once both have agreed, and says what each calls themselves", async () => {
    const pair = await makePair();
    const { link_id } = await ask(pair);
    const token = shareToken(link_id);
    await gone(pair, token);
    const state = async ({ ctx }: Sharer) => {
      const { state, token, friend } = await getShareLink(ctx, { link_id });
      return { state, token, friend };
    };
    expect(await state(pair.mira)).toEqual({ state: "their_turn", token: null, friend: "Jonas" });
    expect(await state(pair.jonas)).toEqual({ state: "your_turn", token: null, friend: "Mira" });
    await expect(agreeToShare(pair.mira.ctx, { link_id, name: null })).rejects.toThrow(NotFound);
    const { pair_id } = pair;
    const before = await getShareVersion(pair.jonas.ctx, { pair_id });
    await agreeToShare(pair.jonas.ctx, { link_id, name: null });
    await agreeToShare(pair.jonas.ctx, { link_id, name: "Other" });
    expect(await getShareVersion(pair.jonas.ctx, { pair_id })).not.toBe(before);
    expect((await opened(pair, token)).names).toEqual(["Mira", null]);
    expect(await state(pair.jonas)).toEqual({ state: "open", token, friend: "Mira" });
  });

  it("shows bands and words, and as much of them as was chosen", async () => {
    const pair = await makePair();
    const headline = await contentOf(pair);
    expect(headline).toMatchObject({ groups: [], closest: [], widest: [], starters: [] });
    for (const points of Object.values(headline.bands)) expect(points % 5).toBe(0);
    const groups = await contentOf(pair, { shows: "groups" });
    expect(groups.groups).toHaveLength(6);
    expect(groups.closest).toEqual([]);
    const all = await contentOf(pair, { shows: "all" });
    expect([all.closest.length, all.widest.length, all.starters.length]).toEqual([3, 3, 7]);
    expect(JSON.stringify(all)).not.toMatch(/closeness|[:,]0\.\d/);
  });

  it("names nothing of intimacy unless it was chosen, and no list has a gap that says so", async () => {
    const pair = await makePair({ intimacy: true });
    const groups = await contentOf(pair, { shows: "groups" });
    expect(JSON.stringify(groups)).not.toMatch(/intimacy|sexual/);
    await expect(ask(pair, { shows: "all" })).rejects.toMatchObject({ errors: [{ path: "intimacy" }] });
    const all = await contentOf(pair, { shows: "all", intimacy: true });
    expect(all.groups.map(({ group }) => group)).toContain("sexual");
    const plain = await makePair();
    await expect(ask(plain, { intimacy: true })).rejects.toThrow(Invalid);
  });

  it.each<[string, (pair: Pair) => Promise<unknown>]>([
    ["the one who asked leaves", ({ mira, pair_id }) => leavePair(mira.ctx, { pair_id })],
    ["the other leaves", ({ jonas, pair_id }) => leavePair(jonas.ctx, { pair_id })],
    ["the other stops comparing intimacy", ({ jonas, pair_id }) => stopIntimacy(jonas.ctx, { pair_id })],
    [
      "the other withdraws consent to intimacy",
      ({ jonas }) => withdrawConsent(jonas.ctx, { purpose: "intimacy" }),
    ],
    ["the other deletes the result", ({ jonas }) => deleteResult(jonas.ctx, { result_id: jonas.resultId })],
    ["the other deletes everything", ({ jonas }) => deleteProfile(jonas.ctx)],
    [
      "the other waits to be deleted",
      ({ jonas, clock }) =>
        own.prisma.profile.update({
          where: { id: jonas.ctx.profileId },
          data: { restrictedAt: clock.now() },
        }),
    ],
    [
      "the other takes the link back",
      async ({ jonas, pair_id }) => {
        const links = await listShareLinks(jonas.ctx, { pair_id });
        return revokeShareLink(jonas.ctx, { link_id: links[0]?.id ?? "" });
      },
    ],
  ])("is gone when %s", async (_what, end) => {
    const pair = await makePair({ intimacy: true });
    const { token } = await agreed(pair, { shows: "groups" });
    await opened(pair, token);
    await end(pair);
    await gone(pair, token);
  });

  it("cannot be made before there is a report, for another’s pair or twice by one form", async () => {
    const pair = await makePair();
    const stranger = await makeSharer(pair.clock);
    await expect(ask({ ...pair, mira: stranger })).rejects.toThrow(NotFound);
    const form_id = newId();
    const made = await Promise.all([ask(pair, { form_id }), ask(pair, { form_id })]);
    expect(new Set(made.map(({ link_id }) => link_id)).size).toBe(1);
    await own.prisma.togetherReport.delete({ where: { pairId: pair.pair_id } });
    await expect(ask(pair)).rejects.toThrow(Conflict);
    expect(await listShareLinks(pair.mira.ctx)).toEqual([]);
  });

  it("cannot be agreed to once it was taken back or has expired", async () => {
    const pair = await makePair();
    const taken = await ask(pair);
    await revokeShareLink(pair.mira.ctx, taken);
    const { link_id } = await ask(pair, { lasts: "1" });
    pair.clock.advance(DAY_MS);
    for (const id of [taken.link_id, link_id]) {
      await expect(agreeToShare(pair.jonas.ctx, { link_id: id, name: null })).rejects.toThrow(NotFound);
    }
  });

  it("stands in the access logs of both when it is opened", async () => {
    const pair = await makePair();
    const { token } = await agreed(pair);
    await openShare(anyone(pair.clock), { token });
    const where = {
      reader: "sharing.page",
      profileId: { in: [pair.mira, pair.jonas].map(({ ctx }) => ctx.profileId) },
    };
    expect(await own.prisma.dataAccess.count({ where })).toBe(2);
  });
});
