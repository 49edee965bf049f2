import { expect, it } from "vitest";
import { meteredPartner, putCalls } from "@/lib/billing/metering/metering.fixture";
import { simulateTiers } from "@/lib/billing/metering/simulate-tiers";
import { createAlert } from "@/lib/partners/alerts/create-alert";
import { getSpendCap } from "@/lib/partners/alerts/get-spend-cap";
import { CreateAlert, SetSpendCap } from "@/lib/partners/alerts/schemas";
import { setSpendCap } from "@/lib/partners/alerts/set-spend-cap";
import { updateAlert } from "@/lib/partners/alerts/update-alert";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(4);
const now = new Date();
const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
const month = lastMonth.toISOString().slice(0, 7);
const HOUR = 3_600_000;

it("prices a month under every tier, and counts the hours and days in which its limits would have been passed", async () => {
  const of = await meteredPartner(own.database, lastMonth);
  const at = (hours: number, index: number) =>
    new Date(lastMonth.getTime() + hours * HOUR + (index % 50) * 1_000);
  // Two hours on two days: a minute of 61 calls, and one of 30; the second day takes 10,500 of a day's limit.
  await putCalls(
    own.database,
    of.partnerId,
    now,
    Array.from({ length: 61 }, (_, index) => ({ at: at(5, index), units: 1 })),
  );
  await putCalls(
    own.database,
    of.partnerId,
    now,
    Array.from({ length: 30 }, (_, index) => ({ at: at(30, index), units: 350 })),
  );
  for (const summed of [false, true]) {
    if (summed) await rollupUsage(own.system());
    const found = await simulateTiers(own.as(of), { month });
    expect(found).toMatchObject({
      month,
      units: 10_561,
      usage_minor: 53,
      peak_minute: 61,
      peak_day: 10_500,
      hours: 2,
      days: 2,
    });
    const of_tier = (tier: string) => found.tiers.find((row) => row.tier === tier);
    expect(of_tier("starter")).toMatchObject({
      current: true,
      plan_minor: 500_000,
      total_minor: 500_053,
      hours_over: 1,
      days_over: 1,
    });
    expect(of_tier("professional")).toMatchObject({ total_minor: 2_500_053, hours_over: 0, days_over: 0 });
    expect(of_tier("enterprise")).toMatchObject({
      interval: "year",
      plan_minor: 833_333,
      total_minor: 833_386,
    });
    expect(of_tier("agency")).toMatchObject({ plan_minor: null, total_minor: null });
  }
  await expect(simulateTiers(own.as(of), { month: "2019-01" })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

it("keeps a soft and a hard spend cap as alerts, and nothing beside them", async () => {
  const ctx = own.as(await meteredPartner(own.database, lastMonth));
  const recipients = ["ops@example.com"];
  await setSpendCap(ctx, { soft_usd: 50, hard_usd: 80, recipients });
  // One that was set on the alerts page, with recipients of its own, is the same cap.
  const other = {
    name: "Ours",
    metric: "spend",
    window: "month",
    threshold: 60_000_000,
    action: "block",
    recipients: ["cfo@example.com"],
  };
  const { id } = await createAlert(ctx, CreateAlert.parse(other));
  expect((await getSpendCap(ctx)).hard).toMatchObject({ id, threshold: 60_000_000 });
  const { soft, hard } = await setSpendCap(ctx, { soft_usd: null, hard_usd: 70, recipients });
  expect([soft, hard]).toMatchObject([null, { id, threshold: 70_000_000, recipients: ["cfo@example.com"] }]);
  await expect(setSpendCap(ctx, { soft_usd: 70, hard_usd: 70, recipients })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

it("takes spend caps in dollars and cents, keeps what was set more finely, and refuses fractions of a cent by name", async () => {
  const ctx = own.as(await meteredPartner(own.database, lastMonth));
  const recipients = ["ops@example.com"];
  const thresholds = async () => {
    const { soft, hard } = await getSpendCap(ctx);
    return [soft?.threshold, hard?.threshold];
  };
  await setSpendCap(ctx, SetSpendCap.parse({ soft_usd: 0.07, hard_usd: 12.5, recipients }));
  expect(await thresholds()).toEqual([70_000, 12_500_000]);
  await expect(setSpendCap(ctx, { soft_usd: 0.005, hard_usd: 12.345, recipients })).rejects.toMatchObject({
    errors: [
      { path: "soft_usd", message: "Must have at most two decimals: dollars and cents." },
      { path: "hard_usd", message: "Must have at most two decimals: dollars and cents." },
    ],
  });
  const { soft } = await getSpendCap(ctx);
  await updateAlert(ctx, { alert_id: soft?.id ?? "", threshold: 12_345 });
  await setSpendCap(ctx, { soft_usd: 0.012_345, hard_usd: 20.99, recipients });
  expect(await thresholds()).toEqual([12_345, 20_990_000]);
  for (const [soft_usd, message] of [
    [Number.NaN, "Must be an amount in US dollars, such as 12.50."],
    [0, "Must be at least $0.01."],
    [2_000_000_000, "Is too large."],
  ]) {
    const { error } = SetSpendCap.safeParse({ soft_usd, hard_usd: null, recipients });
    expect(error?.issues).toMatchObject([{ path: ["soft_usd"], message }]);
  }
});
