import { beforeAll, describe, expect, it } from "vitest";
import { type InvoiceFacts, postingsOf } from "@/lib/billing/billing/invoice-postings";
import {
  cash,
  credit,
  credits,
  debit,
  deferredRevenue,
  otherRevenue,
  refunds,
  subscriptionRevenue,
  usageRevenue,
} from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import { creditTokens } from "@/lib/billing/wallet/credit-tokens";
import { holdTokens } from "@/lib/billing/wallet/hold-tokens";
import { settleHold } from "@/lib/billing/wallet/settle-hold";
import { usd } from "@/lib/money/money";
import { exportRevenueCsv } from "@/lib/operations/admin/export-revenue-csv";
import { getRevenue } from "@/lib/operations/admin/get-revenue";
import { FixedClock } from "@/lib/platform/clock";
import type { AdminContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { adminContext, makePerson, type TestPerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const NOW = new Date("2026-06-15T12:00:00Z");
let admin: AdminContext;
const people: Record<"ada" | "bo" | "cy", TestPerson> = {} as never;

beforeAll(async () => {
  setSettings();
  const { userId } = await makePerson(own.database, { admin: true });
  admin = adminContext(own.database, { userId }, new FixedClock(NOW));
});

type Tier = "starter" | "professional" | "enterprise";
type Kind = "new" | "expansion" | "contraction" | "churn" | "reactivation";

async function move(
  who: TestPerson,
  day: string,
  kind: Kind,
  tier: Tier,
  beforeMinor: number,
  afterMinor: number,
) {
  const occurredAt = new Date(`${day}T09:00:00Z`);
  await own.prisma.mrrMovement.create({
    data: {
      id: newId(),
      partnerId: who.partnerId,
      key: newId(),
      currency: "usd",
      recordedAt: occurredAt,
      ...{ kind, tier, beforeMinor, afterMinor, occurredAt },
    },
  });
}

/** Posts an invoice whose time is over, with its row; `change` says what became of it. */
async function invoice(
  who: TestPerson,
  day: string,
  lines: InvoiceFacts["lines"],
  { discountMinor = 0, ...change }: Partial<InvoiceFacts> = {},
): Promise<void> {
  const at = new Date(`${day}T09:00:00Z`);
  const id = `in_${newId()}`;
  const subtotalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const totalMinor = subtotalMinor - discountMinor;
  const facts: InvoiceFacts = {
    id,
    partnerId: who.partnerId,
    number: null,
    status: "paid",
    totalMinor,
    taxMinor: 0,
    discountMinor,
    amountDueMinor: totalMinor,
    amountPaidMinor: totalMinor,
    finalizedAt: at,
    paidAt: at,
    voidedAt: null,
    markedUncollectibleAt: null,
    unearnedAt: null,
    lines,
    ...change,
  };
  const { number, status, amountDueMinor, amountPaidMinor, finalizedAt, paidAt } = facts;
  await own.prisma.invoice.create({
    data: {
      ...{ id, number, status, subtotalMinor, discountMinor, totalMinor, amountDueMinor, amountPaidMinor },
      ...{ finalizedAt, paidAt, partnerId: who.partnerId, currency: "usd", amountRemainingMinor: 0 },
      ...{ periodStart: at, periodEnd: at, attemptCount: 1, reading: 1n, createdAt: at, syncedAt: at },
    },
  });
  for (const posting of postingsOf(facts, { other: otherRevenue, plans: "whole" }))
    await own.prisma.$transaction((tx) => post(own.system(), tx, posting));
}

const plan = (amountMinor: number) =>
  ({ inclusiveTaxMinor: 0, discountMinor: 0, kind: "plan", amountMinor }) as const;
const calls = (amountMinor: number) =>
  ({ inclusiveTaxMinor: 0, discountMinor: 0, kind: "usage", amountMinor }) as const;

it("says that there is nothing yet", async () => {
  const revenue = await getRevenue(admin, { range: "12m" });
  expect(revenue).toMatchObject({ any: false, mrrMinor: 0, partners: [], tiers: [], yearNetRetention: null });
  expect(revenue.months).toHaveLength(12);
  expect(revenue.total.netMinor).toBe(0);
});

describe("what the installation earns", () => {
  beforeAll(async () => {
    for (const [name, companyName] of [
      ["ada", "=Ada Dating"],
      ["bo", "Bo & Co"],
      ["cy", "Cy Ltd"],
    ] as const) {
      people[name] = await makePerson(own.database, { role: "owner", companyName, tier: "starter" });
    }
    const { ada, bo, cy } = people;
    await move(ada, "2025-03-01", "new", "starter", 0, 500_000);
    await move(bo, "2026-02-01", "new", "enterprise", 0, 833_333);
    await move(ada, "2026-03-01", "expansion", "professional", 500_000, 2_500_000);
    await move(cy, "2026-04-01", "new", "starter", 0, 500_000);
    await move(cy, "2026-05-01", "churn", "starter", 500_000, 0);
    await invoice(ada, "2026-02-01", [plan(500_000)]);
    await invoice(ada, "2026-03-01", [plan(2_500_000), plan(-400_000), calls(12_345)]);
    await invoice(bo, "2026-02-01", [plan(10_000_000)], { discountMinor: 1_000_000 });
    // A coupon that pays all of it leaves no receivable.
    await invoice(cy, "2026-04-01", [plan(500_000)], { discountMinor: 500_000 });
    await invoice(cy, "2026-05-02", [calls(777)], {
      status: "void",
      paidAt: null,
      voidedAt: new Date("2026-06-02T00:00:00Z"),
    });
    const buy = new FixedClock(new Date("2026-05-10T00:00:00Z"));
    await creditTokens(own.system(buy), {
      partnerId: bo.partnerId,
      tokens: 10_000,
      paid: usd(100),
      key: "checkout:1",
    });
    const ctx = own.as(bo, { clock: buy });
    const hold = await holdTokens(ctx, { tokens: 5_000, feature: "coach", key: "one", expiresAt: NOW });
    await settleHold(ctx, { holdId: hold.holdId, tokens: 3_000 });
    await own.prisma.$transaction((tx) =>
      post(own.system(), tx, {
        key: "refund:re_1",
        description: "Refund",
        entries: [debit(refunds, usd(50_000)), credit(cash, usd(50_000))],
        occurredAt: new Date("2026-06-01T00:00:00Z"),
      }),
    );
  });

  const monthOf = async (name: string) => {
    const { months } = await getRevenue(admin, { range: "12m" });
    return months.find(({ month }) => month === name);
  };

  it("recurs as its changes say, by month, plan and partner", async () => {
    const revenue = await getRevenue(admin, { range: "12m" });
    expect(revenue).toMatchObject({
      any: true,
      mrrMinor: 3_333_333,
      arrMinor: 39_999_996,
      partnersPaying: 2,
    });
    // Of Ada's 5,000 a year before 25,000 became; Bo was not there yet.
    expect(revenue.yearNetRetention).toBe(5);
    expect(revenue.tiers.slice(0, 2)).toMatchObject([
      { tier: "professional", mrrMinor: 2_500_000, partners: 1 },
      { tier: "enterprise", mrrMinor: 833_333, partners: 1 },
    ]);
    expect(revenue.partners.map(({ companyName, mrrMinor }) => [companyName, mrrMinor])).toEqual([
      ["=Ada Dating", 2_500_000],
      ["Bo & Co", 833_333],
      ["Cy Ltd", 0],
    ]);
    expect(await monthOf("2026-05")).toMatchObject({
      openingMinor: 3_833_333,
      churnMinor: 500_000,
      closingMinor: 3_333_333,
      lostPartners: 1,
      logoChurn: 1 / 3,
    });
  });

  it("was earned as the books say, whoever paid and whatever was taken back", async () => {
    expect(await monthOf("2026-02")).toMatchObject({
      subscriptionMinor: 10_500_000,
      discountsMinor: 1_000_000,
      netMinor: 9_500_000,
    });
    expect(await monthOf("2026-03")).toMatchObject({ subscriptionMinor: 2_100_000, usageMinor: 12_345 });
    expect(await monthOf("2026-04")).toMatchObject({
      subscriptionMinor: 500_000,
      discountsMinor: 500_000,
      netMinor: 0,
    });
    expect(await monthOf("2026-05")).toMatchObject({ usageMinor: 777, tokensMinor: 30 });
    expect(await monthOf("2026-06")).toMatchObject({
      usageMinor: -777,
      refundsMinor: 50_000,
      netMinor: -50_777,
    });
    const { partners, unattributed } = await getRevenue(admin, { range: "12m" });
    expect(partners.map(({ netMinor }) => netMinor)).toEqual([2_612_345, 9_000_030, 0]);
    expect(unattributed).toMatchObject({ subscriptionMinor: 0, usageMinor: 0, refundsMinor: 50_000 });
  });

  it("reconciles with the ledger to the cent, by month, by plan and by partner", async () => {
    const { months, partners, tiers, unattributed, total } = await getRevenue(admin, { range: "36m" });
    const balance = async (account: Parameters<typeof readBalance>[1]) =>
      (await readBalance(admin, account, "USD")).amountMinor;
    const [subscription, usage, taken, given] = await Promise.all(
      [subscriptionRevenue, usageRevenue, credits, refunds].map(balance),
    );
    expect(total).toMatchObject({
      subscriptionMinor: subscription,
      discountsMinor: taken,
      refundsMinor: given,
    });
    expect(total.usageMinor + total.tokensMinor).toBe(usage);
    const sum = (rows: readonly { netMinor: number }[]) =>
      rows.reduce((all, { netMinor }) => all + netMinor, 0);
    expect(sum(months)).toBe(total.netMinor);
    expect(sum(partners) + unattributed.netMinor).toBe(total.netMinor);
    expect(sum(tiers) + unattributed.netMinor).toBe(total.netMinor);
    for (const [index, month] of months.entries()) {
      expect(month.openingMinor).toBe(months[index - 1]?.closingMinor ?? 0);
      expect(month.tiers.reduce((all, { mrrMinor }) => all + mrrMinor, 0)).toBe(month.closingMinor);
    }
  });

  it("downloads as the page shows it, and no name is taken for a formula", async () => {
    const read = async (report: "months" | "tiers" | "partners") =>
      (await exportRevenueCsv(admin, { report, range: "12m" })).text.trimEnd().split("\r\n");
    const [head = "", ...months] = await read("months");
    const columns = head.split(",");
    const may = months.find((line) => line.startsWith("2026-05"))?.split(",") ?? [];
    expect([may[columns.indexOf("churn_cents")], may[columns.indexOf("logo_churn")]]).toEqual([
      "500000",
      "0.333333",
    ]);
    expect(months).toHaveLength(12);
    expect((await read("partners"))[1]).toContain(`,"'=Ada Dating",professional,2500000,`);
    expect(await read("tiers")).toHaveLength(4);
  });
});

describe("deferred revenue", () => {
  it("is shown of now, by month and by partner, and is no part of what is earned", async () => {
    const { ada, bo } = people;
    const before = await getRevenue(admin, { range: "12m" });
    const defer = (who: TestPerson, day: string, minor: number) =>
      own.prisma.$transaction((tx) =>
        post(own.system(), tx, {
          key: `deferral:${newId()}`,
          description: "Deferred",
          entries: [debit(cash, usd(minor)), credit(deferredRevenue(who.partnerId), usd(minor))],
          occurredAt: new Date(`${day}T09:00:00Z`),
        }),
      );
    await defer(ada, "2026-04-03", 300_000);
    await defer(ada, "2026-05-03", -120_000);
    await defer(bo, "2026-05-04", 7_000);
    await defer(bo, "2026-05-05", -7_000);
    const after = await getRevenue(admin, { range: "12m" });
    expect(after.total).toEqual(before.total);
    expect(after.deferredMinor).toBe(180_000);
    const of = (name: string) => after.months.find(({ month }) => month === name)?.deferredMinor;
    expect([of("2026-03"), of("2026-04"), of("2026-05"), of("2026-06")]).toEqual([
      0, 300_000, 180_000, 180_000,
    ]);
    const shown = after.partners.map(({ id, deferredMinor }) => [id, deferredMinor]);
    expect(shown).toContainEqual([ada.partnerId, 180_000]);
    expect(shown).toContainEqual([bo.partnerId, 0]);
    const { text } = await exportRevenueCsv(admin, { report: "partners", range: "12m" });
    expect(text.split("\r\n")[0]).toMatch(/,deferred_cents$/);
    expect(text).toMatch(new RegExp(`${ada.partnerId}.*,180000\r`));
  });
});
