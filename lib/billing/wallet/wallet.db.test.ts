import { describe, expect, it } from "vitest";
import { walletLiability } from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import { checkWallets } from "@/lib/billing/wallet/check-wallets";
import { creditTokens } from "@/lib/billing/wallet/credit-tokens";
import { expireHolds } from "@/lib/billing/wallet/expire-holds";
import { holdTokens } from "@/lib/billing/wallet/hold-tokens";
import { releaseHold } from "@/lib/billing/wallet/release-hold";
import { settleHold } from "@/lib/billing/wallet/settle-hold";
import { usd } from "@/lib/money/money";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { type Clock, FixedClock, systemClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(16);
const soon = () => new Date(Date.now() + 600_000);

/** A partner with this many thousand tokens, paid in full. */
async function customer(thousands = 1, clock: Clock = systemClock) {
  const { partner } = await createPartner(
    own.system(),
    { company_name: "Spender", email: `spender-${newId()}@example.com`, tier: "free" },
    { verifyBy: null },
  );
  const ctx = own.as({ partnerId: partner.id }, { clock });
  if (thousands > 0)
    await creditTokens(ctx, {
      partnerId: partner.id,
      tokens: thousands * 1_000,
      paid: usd(thousands * 10),
      key: "first",
    });
  return ctx;
}

type Customer = Awaited<ReturnType<typeof customer>>;

const hold = (ctx: Customer, tokens: number, key: string = newId(), expiresAt = soon()) =>
  holdTokens(ctx, { feature: "coach", tokens, key, expiresAt });

async function wallet({ partnerId }: Customer) {
  const row = await own.prisma.wallet.findUniqueOrThrow({ where: { partnerId } });
  return { balance: Number(row.balanceTokens), held: Number(row.heldTokens), used: Number(row.usedTokens) };
}

const owed = async ({ partnerId }: Customer) =>
  (await readBalance(own.system(), walletLiability(partnerId), "USD")).amountMinor;

async function expectSoundBooks() {
  expect(await checkWallets(own.system())).toEqual([]);
  expect((await checkLedger(own.system())).faults).toEqual([]);
}

describe("buying tokens", () => {
  it("credits once under a key, and the books owe their price", async () => {
    const ctx = await customer(0);
    const purchase = { partnerId: ctx.partnerId, tokens: 5_000, paid: usd(50), key: "checkout" };
    await Promise.all(Array.from({ length: 6 }, () => creditTokens(ctx, purchase)));
    expect(await wallet(ctx)).toEqual({ balance: 5_000, held: 0, used: 0 });
    expect(await owed(ctx)).toBe(50);
    await expect(creditTokens(ctx, { ...purchase, tokens: 6_000, paid: usd(60) })).rejects.toMatchObject({
      code: "wallet_key_reused",
    });
    await expectSoundBooks();
  });

  it("owes the price of tokens that a coupon made cheaper or free", async () => {
    const ctx = await customer(0);
    await creditTokens(ctx, { partnerId: ctx.partnerId, tokens: 2_000, paid: usd(15), key: "cheaper" });
    await creditTokens(ctx, { partnerId: ctx.partnerId, tokens: 1_000, paid: usd(0), key: "free" });
    expect(await owed(ctx)).toBe(30);
    await expectSoundBooks();
  });

  it.each([
    [999, 9],
    [0, 0],
    [1_000, 11],
    [1_000, -1],
    [1_000.5, 10],
  ])("refuses %d tokens for %d cents", async (tokens, cents) => {
    const ctx = await customer(0);
    await expect(
      creditTokens(ctx, { partnerId: ctx.partnerId, tokens, paid: usd(cents), key: "odd" }),
    ).rejects.toThrow(RangeError);
  });
});

describe("using tokens", () => {
  it("takes what the work took and frees the rest of what was held", async () => {
    const ctx = await customer();
    const { holdId } = await hold(ctx, 400);
    expect(await wallet(ctx)).toEqual({ balance: 1_000, held: 400, used: 0 });
    expect(await settleHold(ctx, { holdId, tokens: 250 })).toEqual({
      chargedTokens: 250n,
      shortfallTokens: 0n,
    });
    expect(await wallet(ctx)).toEqual({ balance: 750, held: 0, used: 250 });
    expect(await owed(ctx)).toBe(8);
    await expectSoundBooks();
  });

  it("lets exactly as many hold as there are tokens for, however many ask at once", async () => {
    const ctx = await customer();
    const asked = await Promise.allSettled(Array.from({ length: 40 }, () => hold(ctx, 100)));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    for (const refused of asked.filter((one) => one.status === "rejected"))
      expect(refused.reason).toMatchObject({ code: "insufficient_tokens" });
    expect(await wallet(ctx)).toEqual({ balance: 1_000, held: 1_000, used: 0 });
  });

  it("holds once under a key, and settles once", async () => {
    const ctx = await customer();
    const held = await Promise.all(Array.from({ length: 8 }, () => hold(ctx, 300, "job-1")));
    expect(new Set(held.map(({ holdId }) => holdId)).size).toBe(1);
    const holdId = held[0]?.holdId ?? "";
    await Promise.all(Array.from({ length: 8 }, () => settleHold(ctx, { holdId, tokens: 300 })));
    expect(await wallet(ctx)).toEqual({ balance: 700, held: 0, used: 300 });
    await expect(settleHold(ctx, { holdId, tokens: 299 })).rejects.toMatchObject({ code: "hold_closed" });
    await expect(releaseHold(ctx, { holdId })).rejects.toMatchObject({ code: "hold_closed" });
    await expect(hold(ctx, 301, "job-1")).rejects.toMatchObject({ code: "wallet_key_reused" });
  });

  it("charges work that took more than was held from what else is free, never below zero", async () => {
    const ctx = await customer();
    const { holdId } = await hold(ctx, 600);
    await hold(ctx, 300);
    expect(await settleHold(ctx, { holdId, tokens: 900 })).toEqual({
      chargedTokens: 700n,
      shortfallTokens: 200n,
    });
    expect(await settleHold(ctx, { holdId, tokens: 900 })).toEqual({
      chargedTokens: 700n,
      shortfallTokens: 200n,
    });
    expect(await wallet(ctx)).toEqual({ balance: 300, held: 300, used: 700 });
    await expectSoundBooks();
  });

  it("gives back what was held for work that did not happen", async () => {
    const ctx = await customer();
    const { holdId } = await hold(ctx, 600);
    await Promise.all([releaseHold(ctx, { holdId }), releaseHold(ctx, { holdId })]);
    expect(await wallet(ctx)).toEqual({ balance: 1_000, held: 0, used: 0 });
    await expect(settleHold(ctx, { holdId, tokens: 1 })).rejects.toMatchObject({ code: "hold_closed" });
  });

  it("gives back stale holds once, and still charges work that ends after that", async () => {
    const start = new Date("2026-05-01T00:00:00Z");
    const ctx = await customer(1, new FixedClock(start));
    const { holdId } = await hold(ctx, 600, "late", new Date(start.getTime() + 60_000));
    const later = own.system(new FixedClock(new Date(start.getTime() + 60_000)));
    await Promise.all([expireHolds(later), expireHolds(later)]);
    expect(await wallet(ctx)).toEqual({ balance: 1_000, held: 0, used: 0 });
    await settleHold(ctx, { holdId, tokens: 500 });
    expect(await wallet(ctx)).toEqual({ balance: 500, held: 0, used: 500 });
    await expectSoundBooks();
  });

  it("earns whole cents exactly: many small uses come to the same as one large", async () => {
    const ctx = await customer(2);
    for (const tokens of [1, 99, 33, 33, 34, 149, 151, 7, 493]) {
      const { holdId } = await hold(ctx, tokens);
      await settleHold(ctx, { holdId, tokens });
    }
    expect(await wallet(ctx)).toEqual({ balance: 1_000, held: 0, used: 1_000 });
    expect(await owed(ctx)).toBe(10);
    await expectSoundBooks();
  });

  it("knows no other partner's hold", async () => {
    const [mine, other] = [await customer(), await customer()];
    const { holdId } = await hold(mine, 10);
    await expect(settleHold(other, { holdId, tokens: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(releaseHold(other, { holdId })).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([0, -1, 1.5, Number.NaN])("holds no %d tokens", async (tokens) => {
    await expect(hold(await customer(), tokens)).rejects.toThrow(RangeError);
  });
});

describe("the database itself", () => {
  it.each([
    ["UPDATE wallets SET held_tokens = balance_tokens + 1", "held_within_balance"],
    ["UPDATE wallets SET balance_tokens = -1, held_tokens = -1", "held_within_balance"],
    ["UPDATE wallet_entries SET tokens = 5", "append-only"],
    ["DELETE FROM wallet_entries", "append-only"],
  ])("refuses %s", async (statement, because) => {
    await customer();
    await expect(own.rows(statement)).rejects.toThrow(because);
  });
});
