import { beforeAll, describe, expect, it } from "vitest";
import { exportUsage } from "@/lib/partners/usage/export-usage";
import { getUsage } from "@/lib/partners/usage/get-usage";
import type { UsageRow } from "@/lib/partners/usage/schemas";
import { type CallEvent, streamCalls } from "@/lib/partners/usage/stream-calls";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings({ DATABASE_URL: own.url });
});

/** A call that was answered at this moment. */
async function record({ partnerId }: TestPartner, at: Date, mode: "live" | "test" = "live"): Promise<string> {
  const requestId = newId(at);
  await own.prisma.apiCall.create({
    data: {
      requestId,
      occurredAt: at,
      partnerId,
      mode,
      endpoint: "/v1/usage",
      method: "GET",
      status: 200,
      durationUs: 1_000,
      units: 0,
      billable: false,
    },
  });
  return requestId;
}

async function watch(partner: TestPartner, lastEventId: string | null = null) {
  const stop = new AbortController();
  const ctx = { ...own.as(partner), requestId: newId(), signal: stop.signal, lastEventId };
  const events = (await streamCalls(ctx, {}))[Symbol.asyncIterator]();
  const next = async (): Promise<CallEvent | undefined> => (await events.next()).value;
  return { next, stop, events };
}

describe("a stream of calls", () => {
  it("shows what comes after it began, once, of its own partner and mode", async () => {
    const [partner, neighbour] = [await makePartner({}, own.database), await makePartner({}, own.database)];
    await record(partner, new Date(Date.now() - 1_000));
    const { next, stop, events } = await watch(partner);
    const at = new Date(Date.now() + 5);
    await record(neighbour, at);
    await record(partner, at, "test");
    const [first, second] = [await record(partner, at), await record(partner, new Date(at.getTime() + 5))];
    expect([(await next())?.event, ((await next()) as { id?: string }).id]).toEqual(["call", second]);
    const third = await record(partner, new Date(at.getTime() + 2));
    expect(await next()).toMatchObject({ id: third, data: { endpoint: "/v1/usage", key: null } });
    expect(first < second).toBe(true);
    stop.abort();
    expect((await events.next()).done).toBe(true);
  });

  it("goes on after the last event that its client got, and misses no call that was slow", async () => {
    const partner = await makePartner({}, own.database);
    const now = Date.now();
    const slow = await record(partner, new Date(now - 20_000));
    const last = await record(partner, new Date(now - 10_000));
    const missed = await record(partner, new Date(now - 5_000));
    const { next, stop } = await watch(partner, last);
    const ids = [(await next()) as { id?: string }, (await next()) as { id?: string }].map(({ id }) => id);
    expect(ids).toEqual([slow, missed]);
    stop.abort();
  });

  it("refuses an event id that is not one, by its name", async () => {
    const partner = await makePartner({}, own.database);
    const errors = [{ path: "Last-Event-ID" }];
    await expect(watch(partner, "' OR 1=1")).rejects.toMatchObject({ code: "invalid_input", errors });
  });
});

describe("usage as a table", () => {
  async function rowsOf(pages: AsyncIterable<UsageRow[]>): Promise<{ rows: UsageRow[]; pages: number }> {
    const read: UsageRow[][] = [];
    for await (const page of pages) read.push(page);
    return { rows: read.flat(), pages: read.length };
  }

  it.each(["day", "hour", "endpoint"] as const)(
    "by %s is what one reply would say, month by month",
    async (group_by) => {
      const partner = await makePartner({}, own.database);
      for (const daysAgo of [0, 3, 20]) await record(partner, new Date(Date.now() - daysAgo * 86_400_000));
      const ctx = own.as(partner);
      const from = new Date(Date.now() - 25 * 86_400_000).toISOString();
      const whole = await getUsage(ctx, { group_by, from });
      expect((await rowsOf(exportUsage(ctx, { group_by, from }).pages)).rows).toEqual(whole.data);
    },
  );

  it("takes a year of hours, in pages, and no more", async () => {
    const ctx = own.as(await makePartner({}, own.database));
    const from = new Date(Date.now() - 360 * 86_400_000).toISOString();
    const { pages } = await rowsOf(exportUsage(ctx, { group_by: "hour", from }).pages);
    expect(pages).toBeGreaterThan(10);
    const longer = new Date(Date.now() - 400 * 86_400_000).toISOString();
    expect(() => exportUsage(ctx, { group_by: "hour", from: longer })).toThrow(/span/);
  });
});
