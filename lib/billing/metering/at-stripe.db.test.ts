import { beforeAll, expect, it } from "vitest";
import { BillingTown } from "@/lib/billing/billing/billing.fixture";
import { getUsageLine } from "@/lib/billing/metering/get-usage-line";
import { getUsageLineDay } from "@/lib/billing/metering/get-usage-line-day";
import { listUsageLineCalls } from "@/lib/billing/metering/list-usage-line-calls";
import { listUsageLines } from "@/lib/billing/metering/list-usage-lines";
import { meterUsage } from "@/lib/billing/metering/meter-usage";
import { putCalls } from "@/lib/billing/metering/metering.fixture";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { OwnDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = new OwnDatabase(6);
const town = new BillingTown(own);
beforeAll(async () => {
  setSettings();
  await town.open();
});

const MINUTE_DAYS = 1 / 1_440;
let recorded = Date.now() - 60_000;

async function put(partnerId: string, units: number): Promise<void> {
  recorded += 2;
  await putCalls(own.database, partnerId, new Date(recorded), [{ at: town.clock.now(), units }]);
}

/** One run of the job. */
async function report(): Promise<void> {
  await meterUsage(town.ctx, {
    stripe: town.stripe,
    now: town.clock.now(),
    until: new Date(recorded + 1),
  });
}

it("bills live calls by the calendar month, and each invoice opens to exactly the calls it bills", async () => {
  const ctx = await town.partner();
  await put(ctx.partnerId, 1_000);
  await town.advance(1);
  await town.buy(ctx, "starter");
  await town.follow(ctx);
  await put(ctx.partnerId, 3_333);
  await report();
  await town.advance(5);
  await put(ctx.partnerId, 250);
  await report();
  // 1 February, 00:20: the draft's hour. What is recorded now is still on January's invoice.
  await town.advance((Date.parse("2027-02-01T00:20:00Z") - town.clock.now().getTime()) / 86_400_000);
  await town.deal();
  await put(ctx.partnerId, 17);
  recorded += 2;
  await putCalls(own.database, ctx.partnerId, new Date(recorded), [
    { at: new Date("2027-01-31T23:59:59.999Z"), units: 41 },
  ]);
  await report();
  await town.advance(36 * MINUTE_DAYS);
  await report();
  // 01:10: too late for January.
  await town.advance(14 * MINUTE_DAYS);
  recorded += 2;
  await putCalls(own.database, ctx.partnerId, new Date(recorded), [
    { at: new Date("2027-01-31T23:59:59.999Z"), units: 5 },
  ]);
  await report();
  await town.deal();
  await town.advance((Date.parse("2027-03-01T02:00:00Z") - town.clock.now().getTime()) / 86_400_000);
  await town.deal();

  const lines = await listUsageLines(ctx);
  expect(lines.map(({ month, units, amount_minor }) => [month, units, amount_minor])).toEqual([
    ["2027-02", 22, 0],
    ["2027-01", 3_624, 18],
  ]);
  for (const { id, units: billed } of lines) {
    const line = await getUsageLine(ctx, { line_id: id });
    expect(line.exact).toBe(true);
    let sum = 0;
    for (const { day } of line.days) {
      for (const { endpoint } of (await getUsageLineDay(ctx, { line_id: id, day })).endpoints) {
        const { data, corrected_units } = await listUsageLineCalls(ctx, {
          line_id: id,
          day,
          endpoint,
          limit: 50,
        });
        expect(corrected_units).toBe(0);
        sum += data.reduce((total, { units }) => total + units, 0);
      }
    }
    expect(sum).toBe(billed);
  }
  const viewer = { ...ctx, permissions: permissionsOfRole("viewer") };
  expect(await listUsageLines(viewer)).toHaveLength(2);
});
