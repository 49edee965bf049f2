import { beforeAll, describe, expect, it } from "vitest";
import { getOverview } from "@/lib/operations/admin/get-overview";
import { getPartnerForAdmin } from "@/lib/operations/admin/get-partner-for-admin";
import { getPlatformUsage } from "@/lib/operations/admin/get-platform-usage";
import { SearchPartners } from "@/lib/operations/admin/schemas";
import { searchPartners } from "@/lib/operations/admin/search-partners";
import { updateContract } from "@/lib/partners/partners/update-contract";
import { answerTicket } from "@/lib/partners/support/answer-ticket";
import { openTicket } from "@/lib/partners/support/open-ticket";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { makePartitions } from "@/lib/partners/usage/maintain-partitions";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { FixedClock } from "@/lib/platform/clock";
import type { AdminContext } from "@/lib/platform/context";
import { Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { ownDatabase } from "@/test/own-database";
import { adminContext, makePerson, type TestPerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Half past an hour in the afternoon: days and hours lie whole on both sides. */
const NOW = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS + 14.5 * HOUR_MS);
const ago = (ms: number) => new Date(NOW.getTime() - ms);

let admin: AdminContext;
const people: Record<"busy" | "falling" | "idle" | "stopped", TestPerson> = {} as never;

function callsOf(person: TestPerson, at: Date, number: number, change: Partial<Call> = {}): Call[] {
  return Array.from({ length: number }, (_, index) => {
    const occurredAt = new Date(at.getTime() - index * 1_000);
    return makeCall({ occurredAt, requestId: newId(occurredAt), partnerId: person.partnerId, ...change });
  });
}

beforeAll(async () => {
  setSettings();
  const { userId, sessionId } = await makePerson(own.database, { admin: true });
  admin = adminContext(own.database, { userId, sessionId }, new FixedClock(NOW));
  await makePartitions(own.system(), ago(20 * DAY_MS), new Date());
  const make = (companyName: string, tier: "free" | "starter" | "enterprise") =>
    makePerson(own.database, { role: "owner", companyName, tier });
  people.busy = await make("Busy 100% Dating", "starter");
  people.falling = await make("Falling Stars", "enterprise");
  people.idle = await make("Idle Hands", "free");
  people.stopped = await make("Stopped GmbH", "starter");
  await own.prisma.partner.updateMany({ data: { createdAt: ago(100 * DAY_MS) } });
  await own.prisma.partner.update({
    where: { id: people.idle.partnerId },
    data: { createdAt: ago(3 * DAY_MS) },
  });
  await updateContract(own.system(), { partner_id: people.stopped.partnerId, suspended: true });
  const failed = { status: 429, errorCode: "rate_limited_minute", units: 0, billable: false };
  await recordCalls(own.database.pool, [
    ...callsOf(people.busy, ago(HOUR_MS), 30, { country: "IE" }),
    ...callsOf(people.busy, ago(2 * HOUR_MS), 10, { mode: "test", billable: false, country: "DE" }),
    ...callsOf(people.busy, ago(10 * DAY_MS), 40),
    ...callsOf(people.busy, ago(7 * DAY_MS + HOUR_MS), 25),
    ...callsOf(people.falling, ago(2 * DAY_MS), 20, failed),
    ...callsOf(people.falling, ago(10 * DAY_MS), 80),
    ...callsOf(people.busy, ago(HOUR_MS), 3, {
      partnerId: null,
      apiKeyId: null,
      mode: null,
      status: 401,
      units: 0,
      billable: false,
    }),
  ]);
  await rollupUsage(own.system());
});

const search = (input: Partial<SearchPartners> = {}) =>
  searchPartners(admin, SearchPartners.parse({ ...input }));
const names = async (input: Partial<SearchPartners>) =>
  (await search(input)).data.map(({ companyName }) => companyName);

describe("looking partners up", () => {
  it.each<[string, () => Partial<SearchPartners> | Promise<Partial<SearchPartners>>, string[]]>([
    ["a part of the company, whatever its case", () => ({ q: "FALLING" }), ["Falling Stars"]],
    ["a percent sign as itself", () => ({ q: "100%" }), ["Busy 100% Dating"]],
    ["an underscore as itself", () => ({ q: "_" }), []],
    ["the e-mail address", () => ({ q: people.idle.email.slice(0, 30) }), ["Idle Hands"]],
    ["the id", () => ({ q: people.stopped.partnerId }), ["Stopped GmbH"]],
    [
      "the first characters of a key, as a page shows them",
      async () => ({ q: `${(await keyOf(people.busy)).prefix}…` }),
      ["Busy 100% Dating"],
    ],
    ["the tier", () => ({ tier: "enterprise" }), ["Falling Stars"]],
    ["the subscription", () => ({ subscription: "past_due" }), []],
    ["suspension", () => ({ suspended: "yes" }), ["Stopped GmbH"]],
    ["health", () => ({ health: "at_risk" }), ["Falling Stars"]],
    ["several at once", () => ({ tier: "starter", suspended: "no" }), ["Busy 100% Dating"]],
  ])("finds by %s", async (_what, input, expected) => {
    expect(await names(await input())).toEqual(expected);
  });

  it.each<[SearchPartners["sort"], string]>([
    ["name", "Busy 100% Dating"],
    ["calls", "Busy 100% Dating"],
    ["health", "Falling Stars"],
    ["newest", "Idle Hands"],
  ])("by %s leads every partner past once, whatever the size of the pages", async (sort, first) => {
    const all = await names({ sort, limit: 100 });
    expect(all[0]).toBe(first);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, nextCursor, total } = await search({ sort, limit: 1, cursor });
      expect(total).toBe(4);
      paged.push(...data.map(({ companyName }) => companyName));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
  });

  it.each(["x", Buffer.from("[1]").toString("base64url"), Buffer.from('{"a":1}').toString("base64url")])(
    "refuses the cursor %s, which is not ours",
    async (cursor) => {
      await expect(search({ cursor })).rejects.toThrow(Invalid);
    },
  );

  it("counts the last week's calls and errors, and judges by them", async () => {
    const [falling] = (await search({ q: "Falling" })).data;
    expect(falling).toMatchObject({ callsLastWeek: 20, errorsLastWeek: 20 });
    expect(falling?.health.parts.map(({ name, points }) => [name, points])).toEqual([
      ["trend", 0],
      ["recency", 13.8],
      ["errors", 0],
      ["headroom", null],
      ["tickets", null],
      ["payment", 10],
      ["onboarding", 3.8],
      ["email", 5],
    ]);
  });
});

const keyOf = ({ partnerId }: TestPerson) =>
  own.prisma.apiKey.findFirstOrThrow({ where: { partnerId, mode: "live" } });

describe("one partner", () => {
  it("is shown with everything about it, and without a secret", async () => {
    const found = await getPartnerForAdmin(admin, { partner_id: people.busy.partnerId });
    expect(found).toMatchObject({
      partner: { company_name: "Busy 100% Dating", tier: "starter" },
      suspension: null,
      members: [{ userId: people.busy.userId, role: "owner", isAdmin: false }],
      facts: { callsLastWeek: 40 },
    });
    expect(found.keys).toHaveLength(2);
    expect(found.usage).toHaveLength(30);
    expect(found.usage.at(-1)).toEqual({
      day: NOW.toISOString().slice(0, 10),
      live: 30,
      test: 10,
      errors: 0,
    });
    const text = JSON.stringify(found);
    const { secretHash } = await keyOf(people.busy);
    expect(text).not.toContain(Buffer.from(secretHash).toString("hex"));
    expect(text).not.toMatch(/secret_?hash/i);
  });

  it("that nobody made is not found", async () => {
    await expect(getPartnerForAdmin(admin, { partner_id: newId() })).rejects.toThrow(NotFound);
  });

  it("says since when, and why, it is suspended", async () => {
    const { suspension } = await getPartnerForAdmin(admin, { partner_id: people.stopped.partnerId });
    expect(suspension?.since).toBeInstanceOf(Date);
  });
});

describe("the overview", () => {
  it("counts partners, today's calls and those of the same hours last week", async () => {
    const overview = await getOverview(admin);
    expect(overview.partners).toEqual({ total: 4, fresh: 1, active: 2, suspended: 1 });
    expect(overview.calls).toMatchObject({
      today: 40,
      errorsToday: 0,
      untilHour: 40,
      untilHourLastWeek: 25,
    });
    expect(overview.calls.hours.map(({ today }) => today).filter((calls) => calls === null)).toHaveLength(10);
    expect(overview.health).toEqual({ healthy: 2, watch: 0, at_risk: 1 });
    expect(overview.worst.map(({ companyName }) => companyName)).toEqual(["Falling Stars"]);
  });

  it("lists the tickets where it is our turn, the longest-waiting first", async () => {
    const ask = async (person: TestPerson, subject: string, at: Date) => {
      const ctx = {
        ...admin,
        clock: new FixedClock(at),
        actor: { type: "user", id: person.userId } as const,
        partnerId: person.partnerId,
        mode: "live" as const,
        permissions: ALL_PERMISSIONS,
      };
      return openTicket(ctx, { subject, text: "Hello", request_id: undefined });
    };
    await ask(people.busy, "Second", ago(DAY_MS));
    await ask(people.falling, "First", ago(3 * DAY_MS));
    const { ticket } = await ask(people.idle, "Answered", ago(9 * DAY_MS));
    await answerTicket(admin, { ticket_id: ticket.id, text: "Like this.", status: "waiting" });
    const { tickets } = await getOverview(admin);
    expect(tickets.waiting).toBe(2);
    expect(tickets.oldest.map(({ subject, waitingSince }) => [subject, waitingSince])).toEqual([
      ["First", ago(3 * DAY_MS)],
      ["Second", ago(DAY_MS)],
    ]);
    const [falling] = (await search({ q: "Falling" })).data;
    expect(falling?.ticketsWaiting).toBe(1);
    expect(falling?.health.parts.find(({ name }) => name === "tickets")?.points).toBe(5);
  });
});

describe("the usage of all partners", () => {
  const usage = (range: "7d" | "30d", mode: "all" | "live" | "test" = "all") =>
    getPlatformUsage(admin, { range, mode });

  it("adds up to the same by day, endpoint, tier, partner and country", async () => {
    const all = await usage("30d");
    const calls = 30 + 10 + 40 + 25 + 20 + 80;
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(all.total).toMatchObject({ calls, errors: 20, units: 185, billable_units: 175 });
    expect(all.days).toHaveLength(30);
    expect([
      sum(all.days.map(({ live, test }) => live + test)),
      sum(all.endpoints.map(({ figures }) => figures.calls)),
      sum(all.tiers.map((tier) => tier.calls)),
      sum(all.partners.map((partner) => partner.calls)),
      sum(all.countries.map((country) => country.calls)),
    ]).toEqual([calls, calls, calls, calls, calls]);
    expect(all.partners.map(({ companyName }) => companyName)).toEqual(["Busy 100% Dating", "Falling Stars"]);
    expect(all.tiers).toContainEqual({ tier: "starter", partners: 1, calls: 105, errors: 0 });
    expect(all.nobodysCalls).toBe(3);
  });

  it("keeps to its days and its mode, and compares with the time before", async () => {
    const week = await usage("7d");
    expect(week.total.calls).toBe(60);
    expect(week.before).toEqual({ calls: 145, errors: 0 });
    expect(week.days.at(-1)).toMatchObject({ live: 30, test: 10, errors: 0 });
    expect((await usage("7d", "test")).total.calls).toBe(10);
    expect((await usage("7d", "live")).total.calls).toBe(50);
  });

  it("counts the same from hours as from days, also what came late to a day that was summed", async () => {
    await recordCalls(own.database.pool, callsOf(people.falling, ago(5 * DAY_MS), 7));
    await rollupUsage(own.system());
    const fromDays = await usage("30d");
    expect(fromDays.total.calls).toBe(212);
    await own.rows("UPDATE rollup_states SET watermark = '-infinity' WHERE name = 'usage_days'");
    expect(await usage("30d")).toEqual(fromDays);
    // Where days have been summed, no partner's own sums are read for them.
    await own.rows(
      "UPDATE rollup_states SET watermark = date_trunc('day', now(), 'UTC') WHERE name = 'usage_days'",
    );
    await own.rows("DELETE FROM usage_days");
    expect(await usage("30d")).toEqual(fromDays);
  });
});
