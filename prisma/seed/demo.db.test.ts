import { generateSync } from "otplib";
import { beforeAll, describe, expect, it } from "vitest";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { getPublicEvent } from "@/lib/events/discovery/get-public-event";
import { listPublicEvents } from "@/lib/events/discovery/list-public-events";
import { ListPublicEvents } from "@/lib/events/discovery/schemas";
import { getMeetings } from "@/lib/events/meetings/get-meetings";
import { exportReport } from "@/lib/events/pairing/export-report";
import { getAnalytics } from "@/lib/events/pairing/get-analytics";
import { getSchedule } from "@/lib/events/pairing/get-schedule";
import { listMatches } from "@/lib/events/pairing/list-matches";
import { MatchesQuery } from "@/lib/events/pairing/schemas";
import { findGuest } from "@/lib/events/registrations/find-guest";
import { listOwnRegistrations } from "@/lib/events/registrations/list-own-registrations";
import { getScorecard } from "@/lib/events/scorecard/get-scorecard";
import { visitor } from "@/lib/identity/accounts/accounts.fixture";
import { completeSignIn } from "@/lib/identity/accounts/complete-sign-in";
import { findSession } from "@/lib/identity/accounts/find-session";
import { signInWithPassword } from "@/lib/identity/accounts/sign-in-with-password";
import { roundMicroUsd } from "@/lib/money/money";
import { assertUsable, findCredential, identifyKey } from "@/lib/partners/api-keys/authenticate-key";
import { CredentialCache } from "@/lib/partners/api-keys/credential-cache";
import { getUsage } from "@/lib/partners/usage/get-usage";
import { UsageQuery } from "@/lib/partners/usage/schemas";
import { listShareLinks } from "@/lib/people/sharing/list-share-links";
import { listPairs } from "@/lib/people/together/list-pairs";
import { PageQuery } from "@/lib/platform/pagination";
import { getFinding } from "@/lib/research/findings/get-finding";
import { listFindings } from "@/lib/research/findings/list-findings";
import { compareEditions } from "@/lib/research/insights/compare-editions";
import { getInsightsBudget } from "@/lib/research/insights/get-insights-budget";
import { listEditions } from "@/lib/research/insights/list-editions";
import { listQueries } from "@/lib/research/insights/list-queries";
import { listSavedQueries } from "@/lib/research/insights/list-saved-queries";
import { CompareEditions } from "@/lib/research/insights/release-schemas";
import { listReports } from "@/lib/research/reports/list-reports";
import { stripeNow } from "@/lib/vendors/stripe/stripe-now";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";
import { type Demo, seedDemo } from "./demo";

const own = ownDatabase(10);
const DAY = 86_400_000;
const ENGINE_EVENTS = ["Lantern evening (demo)", "Winter mixer (demo)", "Spring walk (demo)"];
let demo: Demo;

beforeAll(async () => {
  setSettings();
  // Two instances that start at once.
  const made = (await Promise.all([seedDemo(own.database), seedDemo(own.database)])).filter(
    (one) => one !== null,
  );
  expect(made).toHaveLength(1);
  demo = made[0] as Demo;
});

describe("the demo", () => {
  it("makes two partners, four keys for the first and calls on each of the last eighty-four days, none of them in the future", async () => {
    expect(await own.prisma.partner.count()).toBe(2);
    expect(await own.prisma.apiKey.count({ where: { partnerId: demo.partner_id } })).toBe(4);
    const days = await own.rows<{ day: string; calls: number }>(
      "SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS calls FROM api_calls GROUP BY 1 ORDER BY 1",
    );
    for (let ago = 1; ago <= 83; ago += 1) {
      const day = new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
      expect(days.find((found) => found.day === day)?.calls).toBeGreaterThan(10);
    }
    expect(days.length).toBeLessThanOrEqual(85);
    expect(await own.prisma.apiCall.count({ where: { occurredAt: { gt: new Date() } } })).toBe(0);
  });

  it("has an admin who signs in with a password and a code of the app whose secret it tells", async () => {
    const admin = { email: "admin@soulmate.example", password: demo.password };
    const outcome = await signInWithPassword(visitor(own), admin);
    if (outcome.kind !== "second_step") throw new Error("The password alone signed in.");
    const code = generateSync({ secret: demo.admin_totp_secret });
    const { id } = await completeSignIn(visitor(own), { challenge: outcome.challenge, code });
    expect(await findSession(own.system(), { session_id: id })).toMatchObject({ user: { role: "admin" } });
    expect(await own.tablesHolding(demo.admin_totp_secret)).toEqual([]);
  });

  it("gives keys that work, live and test", async () => {
    const cache = new CredentialCache((hash) => findCredential(own.database, hash));
    const credential = async (key: string) => {
      const found = await identifyKey(cache, key);
      assertUsable(found, "203.0.113.7", new Date());
      return found;
    };
    expect(await credential(demo.live_key)).toMatchObject({
      partnerId: demo.partner_id,
      mode: "live",
      paid: { reads: true, chargesUntilMs: Number.POSITIVE_INFINITY },
    });
    expect(await credential(demo.test_key)).toMatchObject({ partnerId: demo.partner_id, mode: "test" });
  });

  it("has a matched event whose guests are plainly made up, one that guests still come to, and a draft", async () => {
    const events = await own.prisma.event.findMany({
      where: { partnerId: demo.partner_id, name: { in: ENGINE_EVENTS } },
      include: { attendees: true },
      orderBy: { startsAt: "asc" },
    });
    expect(events.map(({ status, mode }) => [status, mode])).toEqual([
      ["matched", "live"],
      ["published", "live"],
      ["draft", "live"],
    ]);
    expect(events.map(({ attendees }) => attendees.length)).toEqual([40, 16, 0]);
    for (const { name, email } of events.flatMap(({ attendees }) => attendees))
      expect([name?.startsWith("Synthetic"), email]).toEqual([true, null]);
    expect(events[0]?.attendees.filter(({ traits }) => traits === null)).toHaveLength(6);
  });

  it("has events to find in three cities: open, with a line, with approval, sponsored, pre-matched and one that is off", async () => {
    const { events } = await listPublicEvents(own.system(), ListPublicEvents.parse({}));
    expect(events.length).toBeGreaterThanOrEqual(6);
    expect(new Set(events.map(({ city }) => city)).size).toBe(3);
    expect(events.filter(({ preMatched }) => preMatched)).not.toEqual([]);
    expect(events.filter(({ sponsor }) => sponsor !== null)).not.toEqual([]);
    expect(events.filter(({ registration }) => registration === "approval")).not.toEqual([]);
    expect(events.find(({ seatsLeft }) => seatsLeft === 0)).toMatchObject({ registered: 8, waiting: 2 });
    for (const { name } of events) expect(name).toContain("(demo)");
    const off = await own.prisma.event.findFirstOrThrow({ where: { status: "cancelled" } });
    expect((await getPublicEvent(own.system(), { event_id: off.id })).state).toBe("cancelled");
  });

  it("has people with a seat, in line and waiting for approval", async () => {
    const placesOf = async (email: string) => {
      const { id } = await own.prisma.user.findUniqueOrThrow({ where: { email } });
      const ctx = { ...own.system(), actor: { type: "user", id } as const, userId: id };
      const { data } = await listOwnRegistrations(ctx, PageQuery.parse({}));
      return Object.fromEntries(
        data.map(({ event, status, place_in_line }) => [event.name.split(" ")[0], place_in_line ?? status]),
      );
    };
    expect(await placesOf("mira@people.example")).toEqual({
      Harbor: "registered",
      Candlelight: 1,
      Autumn: "confirmed",
    });
    expect(await placesOf("jonas@people.example")).toEqual({
      Candlelight: 2,
      Wine: "registered",
      Autumn: "confirmed",
    });
    expect(await placesOf("kim@people.example")).toMatchObject({ Coffee: "requested" });
  });

  it("has an event that is over, at which people met, and a scorecard of its own that counts as no one's", async () => {
    const over = await own.prisma.event.findFirstOrThrow({ where: { name: "Autumn tables (demo)" } });
    const ctx = own.as({ partnerId: demo.partner_id });
    const { outcomes } = await getAnalytics(ctx, { event_id: over.id });
    expect(outcomes.answers?.mutual_yes_rate).toBeGreaterThan(0);
    expect(outcomes.ratings?.count).toBeGreaterThan(10);
    const mira = await own.prisma.user.findUniqueOrThrow({ where: { email: "mira@people.example" } });
    const guest = await findGuest(
      { ...own.system(), actor: { type: "user", id: mira.id }, userId: mira.id },
      { event_id: over.id },
    );
    const { people, isOpen } = await getMeetings(guest);
    expect(isOpen).toBe(true);
    expect(people.length).toBeGreaterThan(2);
    const { people: real, demo: drawn } = await getScorecard(own.system());
    expect(real).toMatchObject({ events: 0, content: null });
    expect(drawn?.content?.bins.length).toBeGreaterThan(1);
  });

  it("has an institute with two editions of synthetic people, answers in both, and budget left", async () => {
    const institute = await own.prisma.partner.findFirstOrThrow({ where: { tier: "research" } });
    const ctx = own.as({ partnerId: institute.id });
    const editions = (await listEditions(ctx, { limit: 10 })).data;
    expect(editions.map(({ state, synthetic }) => [state, synthetic])).toEqual([
      ["open", true],
      ["closed", true],
    ]);
    const [newest, before] = editions.map(({ people }) => people?.value ?? 0);
    expect(Math.abs((newest ?? 0) - 12_000)).toBeLessThan(500);
    expect(Math.abs((before ?? 0) - 8_000)).toBeLessThan(500);
    const { data: asked } = await listQueries(ctx, { limit: 100 });
    expect(asked.filter(({ charged_milli }) => charged_milli > 0).length).toBeGreaterThan(6);
    expect(asked.every(({ asked_at }) => new Date(asked_at) <= new Date())).toBe(true);
    const { left_milli, used_milli } = await getInsightsBudget(ctx, {});
    expect(Math.min(left_milli, used_milli)).toBeGreaterThan(300);
    const question = CompareEditions.parse({
      measure: "trait_average",
      subject: "novelty",
      dimensions: ["age_band"],
      error: 40,
    });
    const compared = await compareEditions(ctx, question);
    expect(compared.every(({ result }) => result !== null)).toBe(true);
    expect(await listSavedQueries(ctx, {})).toHaveLength(1);
    const [finding] = (await listFindings(ctx, { limit: 10 })).data;
    const shown = await getFinding(own.system(), { cite: finding?.cite ?? "" });
    expect(shown).toMatchObject({ synthetic: true, answer: { measure: "trait_average" } });
    const [report] = await listReports(ctx);
    expect(report?.last_run).toMatchObject({ outcome: "ready" });
    const reader = await own.prisma.user.findUniqueOrThrow({ where: { email: "reader@meridian.example" } });
    expect(await own.prisma.partnerMember.count({ where: { userId: reader.id, role: "viewer" } })).toBe(1);
  });

  it("answers for its matched event at once: pairs, rounds, report and figures", async () => {
    const { id: event_id } = await own.prisma.event.findFirstOrThrow({
      where: { partnerId: demo.partner_id, status: "matched" },
    });
    const ctx = own.as({ partnerId: demo.partner_id });
    const matches = await listMatches(ctx, { event_id, ...MatchesQuery.parse({}) });
    expect(matches.data.length).toBeGreaterThan(0);
    const schedule = await getSchedule(ctx, { event_id });
    expect(schedule).toMatchObject({ objective: "balanced", model_version: "soulmate-2", billable_units: 0 });
    expect(schedule.rounds.map(({ tables }) => tables.length)).toEqual([17, 17, 17, 17]);
    const rows = (await exportReport(ctx, { event_id })).pages.flat();
    expect(rows).toHaveLength(34);
    expect(rows[0]).toMatchObject({ external_id: "demo-1", name: "Synthetic guest 1", source: "schedule" });
    const analytics = await getAnalytics(ctx, { event_id });
    expect(analytics).toMatchObject({
      attendees: { total: 40, with_traits: 34, without_traits: 6 },
      match: { attendees: 34, allowed_pairs: 289, total_matches: matches.total_matches },
      schedule: { attendees: 34, rounds: 4 },
    });
    expect(analytics.schedule?.gap).toBeLessThan(0.02);
  });

  it("has two friends with a report that both checked in for, and one who left", async () => {
    const now = new Date();
    const profile = await own.prisma.profile.findFirstOrThrow({
      where: { user: { email: "mira@people.example" } },
    });
    const ctx = { ...own.system(), profileId: profile.id, userId: profile.userId };
    const { pairs } = await listPairs(ctx);
    expect(pairs.map(({ friend, state }) => `${friend} ${state}`).toSorted()).toEqual([
      "Jonas ready",
      "Kim ended",
    ]);
    const together = pairs.find(({ friend }) => friend === "Jonas");
    expect(together?.report).toMatchObject({ checkedIn: true, intimacy: true });
    expect(together?.friendLookedAt?.getTime()).toBeLessThan(now.getTime());
    expect(together?.refreshFrom?.getTime()).toBeLessThan(now.getTime());
  });

  it("has a link that a person shares, which was opened, and one that waits for a friend", async () => {
    const profile = await own.prisma.profile.findFirstOrThrow({
      where: { user: { email: "mira@people.example" } },
    });
    const ctx = { ...own.system(), profileId: profile.id, userId: profile.userId };
    const links = await listShareLinks(ctx);
    const shown = links.map(({ state, openings, groups }) => ({ state, openings, groups }));
    // Made within one millisecond, they are in no order.
    expect(shown.toSorted((a, b) => b.openings - a.openings)).toEqual([
      { state: "open", openings: 3, groups: ["values", "social"] },
      { state: "their_turn", openings: 0, groups: [] },
    ]);
  });

  it("has paid for its plans and its calls at Stripe's stand-in, month by month", async () => {
    const partner = await own.prisma.partner.findUniqueOrThrow({
      where: { id: demo.partner_id },
      include: { subscriptions: true, invoices: { include: { lines: true }, orderBy: { createdAt: "asc" } } },
    });
    expect(partner).toMatchObject({ tier: "professional", subscriptionStatus: "active", byContract: false });
    expect(partner.subscriptions.map(({ kind, status }) => `${kind} ${status}`).toSorted()).toEqual([
      "plan active",
      "usage active",
    ]);
    const { invoices } = partner;
    expect(invoices.every(({ status, createdAt }) => status === "paid" && createdAt <= new Date())).toBe(
      true,
    );
    expect(invoices[0]).toMatchObject({ totalMinor: 500_000 });
    expect(invoices.some(({ totalMinor }) => totalMinor === 2_500_000)).toBe(true);
    const moves = await own.prisma.mrrMovement.findMany({ orderBy: { occurredAt: "asc" } });
    expect(moves.map(({ kind, afterMinor }) => [kind, afterMinor])).toEqual([
      ["new", 500_000],
      ["expansion", 2_500_000],
    ]);
    // Every month whose invoice is charged by now is billed for exactly the calls that were made in it.
    const billed = invoices.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "usage"));
    const made = await own.rows<{ month: string; units: string }>(
      `SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, sum(units) AS units FROM api_calls
       WHERE billable AND occurred_at < date_trunc('month', now() - interval '65 minutes', 'UTC') GROUP BY 1 ORDER BY 1`,
    );
    expect(billed.length).toBeGreaterThanOrEqual(2);
    expect(
      billed.map(({ periodEnd, quantity }) => ({
        month: new Date((periodEnd?.getTime() ?? 0) - 1).toISOString().slice(0, 7),
        units: String(quantity),
      })),
    ).toEqual(made);
    for (const { quantity, amountMinor } of billed)
      expect(amountMinor).toBe(roundMicroUsd((quantity ?? 0n) * 50n).amountMinor);
    expect((await checkLedger(own.system())).faults).toEqual([]);
    // From here on its time is everybody's.
    expect(Math.abs((await stripeNow(own.system())).getTime() - Date.now())).toBeLessThan(60_000);
    expect(await own.rows("SELECT FROM stripe_stand_in.clock")).toEqual([]);
  });

  it("has sums that equal its rows, and usage that shows them", async () => {
    const columns = "partner_id, api_key_id, mode, endpoint, method";
    const [difference] = await own.rows<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM (
         (SELECT date_trunc('hour', occurred_at, 'UTC') AS hour, ${columns}, count(*), sum(units), sum(CASE WHEN billable THEN units ELSE 0 END)
          FROM api_calls GROUP BY hour, ${columns})
         EXCEPT
         (SELECT hour, ${columns}, sum(calls), sum(units), sum(billable_units) FROM usage_hours GROUP BY hour, ${columns})
       ) AS missing`,
    );
    expect(difference).toEqual({ rows: 0 });
    const [totals] = await own.rows<{ raw: number; summed: number }>(
      "SELECT (SELECT count(*)::int FROM api_calls) AS raw, (SELECT sum(calls)::int FROM usage_hours) AS summed",
    );
    expect(totals?.summed).toBe(totals?.raw);
    const usage = async (mode: "live" | "test") =>
      (await getUsage(own.as({ partnerId: demo.partner_id }, { mode }), UsageQuery.parse({}))).total;
    const { calls, errors, billable_units } = await usage("live");
    expect([calls > 1_000, errors > 0, billable_units > calls]).toEqual([true, true, true]);
    expect(await usage("test")).toMatchObject({ billable_units: 0, cost_micro_usd: 0 });
  });

  it("keeps its calls in weekly partitions, not in the one for strays", async () => {
    expect(await own.rows("SELECT 1 FROM api_calls_default LIMIT 1")).toEqual([]);
  });

  it("touches nothing where there is any partner already", async () => {
    const state = () =>
      own.rows(
        `SELECT (SELECT count(*) FROM partners) AS partners, (SELECT count(*) FROM api_keys) AS keys, (SELECT count(*) FROM api_calls) AS calls,
         (SELECT count(*) FROM audit_events) AS audited, (SELECT max(updated_at) FROM partners) AS changed`,
      );
    const before = await state();
    expect(await seedDemo(own.database)).toBeNull();
    expect(await state()).toEqual(before);
  });
});
