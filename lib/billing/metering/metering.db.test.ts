import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { monthOf, nextMonth } from "@/lib/billing/metering/billing-month";
import { getUsageLine } from "@/lib/billing/metering/get-usage-line";
import { getUsageLineDay } from "@/lib/billing/metering/get-usage-line-day";
import { listUsageLineCalls } from "@/lib/billing/metering/list-usage-line-calls";
import { meterUsage } from "@/lib/billing/metering/meter-usage";
import {
  type Metered,
  meteredPartner,
  putCalls,
  putInvoiceLine,
  type TestCall,
  TestMeter,
} from "@/lib/billing/metering/metering.fixture";
import { roundMicroUsd } from "@/lib/money/money";
import { quietLog } from "@/lib/partners/usage/calls.fixture";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import { FixedClock } from "@/lib/platform/clock";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(6);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The month before the running one: its calls are kept, and it has ended. */
const thisMonth = monthOf(new Date());
const lastMonth = monthOf(new Date(thisMonth.getTime() - DAY));

/** Recordings in their order: a millisecond each, shortly before now. */
let recorded = Date.now() - 5 * 60_000;
const tick = () => {
  recorded += 2;
  return new Date(recorded);
};

const put = (of: Metered, calls: Parameters<typeof putCalls>[3]) =>
  putCalls(own.database, of.partnerId, tick(), calls);

/** One run of the job, at a time of Stripe's. */
async function run(meter: TestMeter, now: Date): Promise<void> {
  const ctx = { ...own.system(new FixedClock(now)), log: quietLog() };
  await meterUsage(ctx, { stripe: meter.client, now, until: tick() });
}

const as = ({ partnerId }: Metered) => own.as({ partnerId });

/** Every call that a line opens to, after checking that each level sums to the one above and all to the line. */
async function openLine(
  of: Metered,
  lineId: string,
): Promise<{ calls: Map<string, number>; corrected: number }> {
  const ctx = as(of);
  const line = await getUsageLine(ctx, { line_id: lineId });
  expect(line).toMatchObject({ exact: true, units: line.quantity });
  expect(roundMicroUsd(BigInt(line.cost_micro_usd)).amountMinor).toBe(line.amount_minor);
  const calls = new Map<string, number>();
  let corrected = 0;
  let sum = 0;
  for (const { day, units } of line.days) {
    const { endpoints } = await getUsageLineDay(ctx, { line_id: lineId, day });
    expect(endpoints.reduce((total, row) => total + row.units, 0)).toBe(units);
    for (const { endpoint, units: wanted } of endpoints) {
      let shown = 0;
      let cursor: string | undefined;
      do {
        const page = await listUsageLineCalls(ctx, {
          line_id: lineId,
          day,
          endpoint,
          limit: 7,
          ...(cursor === undefined ? {} : { cursor }),
        });
        for (const call of page.data) {
          expect(calls.has(call.id)).toBe(false);
          calls.set(call.id, call.units);
          shown += call.units;
        }
        cursor = page.next_cursor ?? undefined;
        if (cursor === undefined) {
          expect(shown + page.corrected_units).toBe(wanted);
          corrected += page.corrected_units;
        }
      } while (cursor !== undefined);
      sum += wanted;
    }
  }
  expect(sum).toBe(line.quantity);
  return { calls, corrected };
}

const unitsOf = (calls: readonly TestCall[]) => calls.reduce((sum, { units }) => sum + units, 0);

describe("reports", () => {
  it("hold what was used since the last, by day and endpoint, and nothing twice", async () => {
    const of = await meteredPartner(own.database, lastMonth);
    const meter = new TestMeter();
    const at = new Date(lastMonth.getTime() + 3 * DAY);
    await put(of, [
      { at, units: 3 },
      { at, units: 4, endpoint: "/v1/compatibility/batch" },
      { at, units: 0 },
    ]);
    await run(meter, new Date(at.getTime() + HOUR));
    await run(meter, new Date(at.getTime() + HOUR));
    await rollupUsage(own.system());
    await run(meter, new Date(at.getTime() + HOUR));
    await put(of, [{ at, units: 5 }]);
    await run(meter, new Date(at.getTime() + 2 * HOUR));
    const reports = await own.prisma.usageReport.findMany({
      where: { partnerId: of.partnerId },
      include: { lines: true },
      orderBy: { countedTo: "asc" },
    });
    expect(
      reports.map(({ units, lines }) => [
        Number(units),
        lines.map((line) => [line.endpoint, Number(line.units)]),
      ]),
    ).toEqual([
      [
        7,
        [
          ["POST /v1/compatibility/batch", 4],
          ["POST /v1/compatibility/calculate", 3],
        ],
      ],
      [5, [["POST /v1/compatibility/calculate", 5]]],
    ]);
    expect(meter.of(of.customerId, lastMonth)).toBe(12n);
  });

  it("leave out what was used before the subscription began, to the millisecond, and after it ended", async () => {
    const start = new Date(lastMonth.getTime() + 5 * DAY + 10 * HOUR + 17 * 60_000);
    const of = await meteredPartner(own.database, start);
    const meter = new TestMeter();
    const calls = [-HOUR, -1, 0, HOUR].map((off) => ({
      at: new Date(start.getTime() + off),
      units: 10 + off / HOUR,
    }));
    await put(
      of,
      calls.map(({ at, units }) => ({ at, units: Math.round(units) })),
    );
    await rollupUsage(own.system());
    await run(meter, new Date(start.getTime() + 2 * HOUR));
    expect(meter.of(of.customerId, lastMonth)).toBe(21n);
    await own.prisma.subscription.update({
      where: { id: of.subscriptionId },
      data: { status: "canceled", endedAt: new Date() },
    });
    await put(of, [{ at: new Date(start.getTime() + 3 * HOUR), units: 50 }]);
    await run(meter, new Date(start.getTime() + 4 * HOUR));
    expect(meter.of(of.customerId, lastMonth)).toBe(21n);
  });

  it("of a month go out while its invoice is a draft; what comes later is billed in the next, marked late", async () => {
    const of = await meteredPartner(own.database, lastMonth);
    const meter = new TestMeter();
    const lastMinute = new Date(thisMonth.getTime() - 30_000);
    await put(of, [{ at: lastMinute, units: 8 }]);
    await run(meter, new Date(thisMonth.getTime() + 40 * 60_000));
    await put(of, [
      { at: lastMinute, units: 2 },
      { at: thisMonth, units: 1 },
    ]);
    await run(meter, new Date(thisMonth.getTime() + 56 * 60_000));
    expect(meter.of(of.customerId, lastMonth)).toBe(8n);
    expect(meter.of(of.customerId, thisMonth)).toBe(3n);
    const line = await putInvoiceLine(own.database, of, meter, thisMonth);
    const { days } = await getUsageLine(as(of), { line_id: line });
    expect(days.map(({ late, units }) => [late, units])).toEqual([
      [true, 2],
      [false, 1],
    ]);
    await openLine(of, line);
  });

  it("that could not reach Stripe before the invoice left its draft are billed in the next month, once", async () => {
    const of = await meteredPartner(own.database, lastMonth);
    const meter = new TestMeter();
    const at = new Date(lastMonth.getTime() + DAY);
    const first = await put(of, [{ at, units: 8 }]);
    await run(meter, at);
    meter.fate = "refuses";
    const second = await put(of, [{ at, units: 5 }]);
    await run(meter, new Date(thisMonth.getTime() + 20 * 60_000));
    meter.fate = "answers";
    await run(meter, new Date(thisMonth.getTime() + 70 * 60_000));
    expect(meter.of(of.customerId, lastMonth)).toBe(8n);
    expect(meter.of(of.customerId, thisMonth)).toBe(5n);
    expect([
      ...(await openLine(of, await putInvoiceLine(own.database, of, meter, lastMonth))).calls.keys(),
    ]).toEqual(first.map(({ id }) => id));
    expect([
      ...(await openLine(of, await putInvoiceLine(own.database, of, meter, thisMonth))).calls.keys(),
    ]).toEqual(second.map(({ id }) => id));
  });

  it("whose answer was lost are neither sent twice after Stripe has forgotten them, nor billed again in the next month", async () => {
    const of = await meteredPartner(own.database, lastMonth);
    const meter = new TestMeter();
    const at = new Date(lastMonth.getTime() + DAY);
    await put(of, [{ at, units: 8 }]);
    meter.fate = "counts, then breaks off";
    await run(meter, at);
    Object.assign(meter, { fate: "answers", forgetful: true });
    await run(meter, new Date(at.getTime() + 2 * DAY));
    expect(meter.of(of.customerId, lastMonth)).toBe(8n);
    await put(of, [{ at, units: 4 }]);
    meter.fate = "counts, then breaks off";
    await run(meter, new Date(thisMonth.getTime() + 20 * 60_000));
    meter.fate = "answers";
    await run(meter, new Date(thisMonth.getTime() + 70 * 60_000));
    expect([meter.of(of.customerId, lastMonth), meter.of(of.customerId, thisMonth)]).toEqual([12n, 0n]);
  });
});

describe("an invoice's usage line", () => {
  /** Mulberry32. */
  function chanceOf(seed: number) {
    let state = seed;
    return (below: number) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
  }

  it.each([1, 2])(
    "opens to calls that sum to it exactly, whatever comes late, fails or is put right (%d)",
    async (seed) => {
      const chance = chanceOf(seed);
      const start = new Date(lastMonth.getTime() + chance(5 * DAY));
      const of = await meteredPartner(own.database, start);
      const meter = new TestMeter();
      const calls: TestCall[] = [];
      let corrected = 0;
      const end = nextMonth(thisMonth).getTime() - DAY;
      for (let now = start.getTime(); now < end; now += DAY / 2 + chance(3 * DAY)) {
        const late = () =>
          new Date(Math.max(start.getTime(), now - (chance(4) === 0 ? chance(20 * DAY) : chance(DAY))));
        const endpoint = () => (chance(3) === 0 ? "/v1/compatibility/batch" : "/v1/compatibility/calculate");
        calls.push(
          ...(await put(
            of,
            Array.from({ length: 1 + chance(8) }, () => ({
              at: late(),
              units: 1 + chance(50),
              endpoint: endpoint(),
            })),
          )),
        );
        if (chance(4) === 0) await rollupUsage(own.system());
        meter.fate =
          (["answers", "answers", "refuses", "counts, then breaks off"] as const)[chance(4)] ?? "answers";
        await run(meter, new Date(now));
        // A call whose row had been written turns out never to have been answered.
        const wrong = chance(5) === 0 ? calls[chance(calls.length)] : undefined;
        if (wrong !== undefined && wrong.units > 0) {
          await own.rows(
            "UPDATE api_calls SET units = 0, billable = false, status = 503, error_code = 'usage_unavailable', recorded_at = $2 WHERE request_id = $1",
            [wrong.id, tick()],
          );
          corrected += wrong.units;
          wrong.units = 0;
        }
        // The turn of the month, seen from inside the draft's hour, or slept through.
        const turn = thisMonth.getTime();
        if (now < turn && now + 4 * DAY >= turn && chance(2) === 0) {
          meter.fate = "answers";
          await run(meter, new Date(turn + 30 * 60_000));
          await run(meter, new Date(turn + 56 * 60_000));
          now = turn;
        }
      }
      meter.fate = "answers";
      await put(of, [{ at: new Date(end), units: 10_000 }]).then((more) => calls.push(...more));
      await run(meter, new Date(end));
      await run(meter, new Date(end + HOUR));
      const opened = [];
      for (const month of [lastMonth, thisMonth])
        opened.push(await openLine(of, await putInvoiceLine(own.database, of, meter, month)));
      const billed = opened.flatMap((line) => [...line.calls]);
      // Every call is billed once, on one line, with its units.
      expect(new Map(billed).size).toBe(billed.length);
      expect(new Map(billed)).toEqual(
        new Map(calls.filter(({ units }) => units > 0).map(({ id, units }) => [id, units])),
      );
      expect(opened.reduce((sum, line) => sum + line.corrected, 0)).toBe(0);
      expect(corrected + unitsOf(calls)).toBeGreaterThan(0);
      expect(meter.of(of.customerId, lastMonth) + meter.of(of.customerId, thisMonth)).toBe(
        BigInt(unitsOf(calls)),
      );
    },
  );

  it("of each month of a year of daily usage is its micro-dollars rounded once", async () => {
    const start = new Date(Date.UTC(thisMonth.getUTCFullYear() - 1, thisMonth.getUTCMonth(), 1));
    const of = await meteredPartner(own.database, start);
    const meter = new TestMeter();
    const chance = chanceOf(7);
    let month = start;
    let cents = 0;
    let daily = 0;
    let year = 0n;
    while (month < thisMonth) {
      let units = 0n;
      const calls = [];
      for (let day = month.getTime(); day < nextMonth(month).getTime(); day += DAY) {
        const used = chance(400);
        calls.push({ at: new Date(day + chance(DAY)), units: used });
        units += BigInt(used);
        daily += roundMicroUsd(BigInt(used * UNIT_PRICE_MICRO_USD)).amountMinor;
      }
      await put(of, calls);
      await run(meter, new Date(nextMonth(month).getTime() - HOUR));
      const line = await getUsageLine(as(of), {
        line_id: await putInvoiceLine(own.database, of, meter, month),
      });
      expect(line).toMatchObject({ exact: true, quantity: Number(units) });
      expect(line.amount_minor).toBe(roundMicroUsd(units * BigInt(UNIT_PRICE_MICRO_USD)).amountMinor);
      cents += line.amount_minor;
      year += units;
      month = nextMonth(month);
      await run(meter, new Date(month.getTime() + 56 * 60_000));
    }
    // Twelve roundings of at most half a cent, where a rounding a day would be off by far more.
    const exact = (Number(year) * UNIT_PRICE_MICRO_USD) / 10_000;
    expect(Math.abs(cents - exact)).toBeLessThanOrEqual(6);
    expect(Math.abs(daily - exact)).toBeGreaterThan(6);
  });

  it("of another partner does not exist", async () => {
    const [mine, other] = [
      await meteredPartner(own.database, lastMonth),
      await meteredPartner(own.database, lastMonth),
    ];
    const meter = new TestMeter();
    await put(mine, [{ at: new Date(lastMonth.getTime() + DAY), units: 2 }]);
    await run(meter, new Date(lastMonth.getTime() + 2 * DAY));
    const line_id = await putInvoiceLine(own.database, mine, meter, lastMonth);
    const day = new Date(lastMonth.getTime() + DAY).toISOString().slice(0, 10);
    const endpoint = "POST /v1/compatibility/calculate";
    for (const open of [
      () => getUsageLine(as(other), { line_id }),
      () => getUsageLineDay(as(other), { line_id, day }),
      () => listUsageLineCalls(as(other), { line_id, day, endpoint, limit: 5 }),
    ]) {
      await expect(open()).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("a process that is killed -9", () => {
  it.each(["before it sends", "before Stripe counts", "before Stripe answers", "never"])(
    "%s loses no unit and sends none twice",
    async (when) => {
      const of = await meteredPartner(own.database, lastMonth);
      const meter = new TestMeter();
      const server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks);
        const url = `http://meter${request.url}`;
        if (when === "before Stripe counts") child.kill("SIGKILL");
        else {
          const answer = await meter.answer(new Request(url, { method: "POST", body }));
          if (when === "before Stripe answers") child.kill("SIGKILL");
          response.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
        }
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const at = new Date(lastMonth.getTime() + 2 * DAY);
      const calls = await put(of, [
        { at, units: 30 },
        { at: new Date(at.getTime() + DAY), units: 12 },
      ]);
      const args = [
        own.url,
        String((server.address() as AddressInfo).port),
        at.toISOString(),
        tick().toISOString(),
        when,
      ];
      const child = spawn(
        process.execPath,
        ["--import", "tsx", "lib/billing/metering/report-once.fixture.ts", ...args],
        {
          stdio: ["ignore", "ignore", "inherit"],
          env: { ...process.env, LOG_LEVEL: "silent" },
        },
      );
      const [, signal] = await once(child, "close");
      server.closeAllConnections();
      server.close();
      expect(signal).toBe(when === "never" ? null : "SIGKILL");
      expect(await own.prisma.usageReport.count({ where: { partnerId: of.partnerId } })).toBe(1);
      await run(meter, new Date(at.getTime() + HOUR));
      await run(meter, new Date(at.getTime() + 2 * HOUR));
      expect(meter.of(of.customerId, lastMonth)).toBe(BigInt(unitsOf(calls)));
      const { calls: opened } = await openLine(of, await putInvoiceLine(own.database, of, meter, lastMonth));
      expect([...opened.keys()].sort()).toEqual(calls.map(({ id }) => id).sort());
    },
  );
});

describe("the database itself", () => {
  it.each([
    ["UPDATE usage_report_lines SET units = 1", "append-only"],
    ["DELETE FROM usage_reports", "append-only"],
    ["UPDATE usage_reports SET units = units + 1", "only stamped"],
    ["UPDATE usage_reports SET sent_at = now() + interval '1 day'", "only stamped"],
    ["DELETE FROM metered_months", "append-only"],
  ])("refuses %s", async (statement, because) => {
    const of = await meteredPartner(own.database, lastMonth);
    const meter = new TestMeter();
    await put(of, [{ at: new Date(lastMonth.getTime() + DAY), units: 2 }]);
    await run(meter, new Date(lastMonth.getTime() + 2 * DAY));
    await expect(own.rows(statement)).rejects.toThrow(because);
  });
});
