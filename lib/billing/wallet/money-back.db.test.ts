import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { applyDispute } from "@/lib/billing/billing/apply-dispute";
import { applyChargeRefunds, applyRefund } from "@/lib/billing/billing/apply-refund";
import { NotYetBooked } from "@/lib/billing/billing/find-payment";
import {
  type AccountName,
  cash,
  credits,
  disputedFunds,
  paymentFees,
  refunds,
  walletLiability,
} from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import { checkWallets } from "@/lib/billing/wallet/check-wallets";
import { creditPurchase } from "@/lib/billing/wallet/credit-purchase";
import { creditTokens } from "@/lib/billing/wallet/credit-tokens";
import { getBalance } from "@/lib/billing/wallet/get-balance";
import { holdTokens } from "@/lib/billing/wallet/hold-tokens";
import { listTokenUsage } from "@/lib/billing/wallet/list-token-usage";
import { purchaseTokens } from "@/lib/billing/wallet/purchase-tokens";
import { releaseHold } from "@/lib/billing/wallet/release-hold";
import { settleDispute } from "@/lib/billing/wallet/settle-dispute";
import { settleHold } from "@/lib/billing/wallet/settle-hold";
import { settleRefund } from "@/lib/billing/wallet/settle-refund";
import { usd } from "@/lib/money/money";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { newId } from "@/lib/platform/ids";
import { openDispute } from "@/lib/vendors/stripe/stand-in/disputes";
import { payHostedCheckout } from "@/lib/vendors/stripe/stand-in/hosted-checkout";
import { failRefund } from "@/lib/vendors/stripe/stand-in/refunds";
import { runInStandIn } from "@/lib/vendors/stripe/stand-in/world";
import { stripe } from "@/lib/vendors/stripe/stripe-client";
import { OwnDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = new OwnDatabase(8);
beforeAll(() => setSettings());

async function customer() {
  const input = { company_name: "Buyer", email: `buyer-${newId()}@example.com`, tier: "free" } as const;
  const { partner } = await createPartner(own.system(), input, { verifyBy: null });
  return own.as({ partnerId: partner.id });
}
type Customer = Awaited<ReturnType<typeof customer>>;

/** Buys tokens by a card; answers the payment that paid for them. */
async function buy(ctx: Customer, tokens: number, number = "4242424242424242") {
  const { checkout_session_id: id } = await purchaseTokens(ctx, { tokens });
  await payHostedCheckout(own.system(), { id, number, expiry: "12 / 40", cvc: "123", name: "Bo Buyer" });
  await creditPurchase(own.system(), { session_id: id });
  const session = await stripe(own.system()).checkout.sessions.retrieve(id);
  return { session: id, payment: String(session.payment_intent) };
}

let work = 0;
async function use(ctx: Customer, tokens: number): Promise<void> {
  work += 1;
  const expiresAt = new Date(Date.now() + 600_000);
  const { holdId } = await holdTokens(ctx, { feature: "coach", tokens, key: `work ${work}`, expiresAt });
  await settleHold(ctx, { holdId, tokens });
}

/** Refunds are paid from what we have at Stripe: fees of the disputes above may have used that up. */
async function fillBalance(): Promise<void> {
  await buy(await customer(), 1_000_000);
}

async function refund(payment_intent: string, amount?: number): Promise<string> {
  const made = await stripe(own.system()).refunds.create({
    payment_intent,
    ...(amount === undefined ? {} : { amount }),
  });
  await applyRefund(own.system(), made.id);
  await settleRefund(own.system(), { refund_id: made.id });
  return made.id;
}

async function hear(dispute_id: string): Promise<void> {
  await applyDispute(own.system(), dispute_id);
  await settleDispute(own.system(), { dispute_id });
}

async function disputeOf(payment_intent: string): Promise<string> {
  const { data } = await stripe(own.system()).disputes.list({ payment_intent });
  return data[0]?.id ?? "";
}

const tokens = async (ctx: Customer) => (await getBalance(ctx, {})).balance_tokens;
const history = async (ctx: Customer) =>
  (await listTokenUsage(ctx, { limit: 20 })).data.map((entry) => [
    entry.reason ?? entry.kind,
    entry.tokens,
    entry.written_off_tokens,
  ]);
const read = async (account: AccountName) => (await readBalance(own.system(), account, "USD")).amountMinor;

async function books(ctx: Customer) {
  return {
    cash: await read(cash),
    owed: await read(walletLiability(ctx.partnerId)),
    refunds: await read(refunds),
    disputed: await read(disputedFunds),
    fees: await read(paymentFees),
    credits: await read(credits),
  };
}

/** What the books gained meanwhile. */
async function gained(ctx: Customer, doing: () => Promise<unknown>) {
  const before = await books(ctx);
  await doing();
  const after = await books(ctx);
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, now]) => [name, now - before[name as keyof typeof before]] as const)
      .filter(([, change]) => change !== 0),
  );
}

async function expectSound() {
  expect(await checkWallets(own.system())).toEqual([]);
  expect((await checkLedger(own.system())).faults).toEqual([]);
}

describe("a refund of AI tokens", () => {
  it("of all takes all that is unused, and the books owe nothing more", async () => {
    const ctx = await customer();
    const { payment } = await buy(ctx, 5_000);
    const change = await gained(ctx, () => refund(payment));
    expect(await tokens(ctx)).toBe(0);
    expect(change).toEqual({ cash: -50, owed: -50 });
    expect(await history(ctx)).toEqual([
      ["refund", -5_000, 0],
      ["purchase", 5_000, 0],
    ]);
    await expectSound();
  });

  it("of a part takes tokens in proportion, however often Stripe tells of it", async () => {
    const ctx = await customer();
    const { payment } = await buy(ctx, 5_000);
    const id = await refund(payment, 20);
    for (let again = 0; again < 3; again += 1) {
      await applyRefund(own.system(), id);
      await settleRefund(own.system(), { refund_id: id });
    }
    expect(await tokens(ctx)).toBe(3_000);
    await refund(payment);
    expect(await tokens(ctx)).toBe(0);
    await expectSound();
  });

  it("never takes a wallet below zero: what was used is written off and shown", async () => {
    const ctx = await customer();
    const { payment } = await buy(ctx, 5_000);
    await use(ctx, 3_050);
    const change = await gained(ctx, () => refund(payment));
    expect(await tokens(ctx)).toBe(0);
    // 1,950 tokens are worth 19 whole cents: the rest of the money is our loss.
    expect(change).toEqual({ cash: -50, owed: -19, refunds: 31 });
    expect((await history(ctx))[0]).toEqual(["refund", -1_950, 3_050]);
    await expectSound();
  });

  it("shows what is written off also where nothing was left to take", async () => {
    const ctx = await customer();
    const { payment } = await buy(ctx, 5_000);
    await use(ctx, 5_000);
    await refund(payment, 10);
    expect((await history(ctx))[0]).toEqual(["refund", 0, 1_000]);
    await expectSound();
  });

  it("that comes back gives the tokens back", async () => {
    const ctx = await customer();
    const { payment } = await buy(ctx, 5_000);
    await use(ctx, 1_234);
    const change = await gained(ctx, async () => {
      const id = await refund(payment);
      await runInStandIn({ db: own.prisma }, (world) => failRefund(world, id));
      await applyRefund(own.system(), id);
      await settleRefund(own.system(), { refund_id: id });
      await settleRefund(own.system(), { refund_id: id });
    });
    expect(await tokens(ctx)).toBe(3_766);
    expect(change).toEqual({});
    expect((await history(ctx)).slice(0, 2)).toEqual([
      ["refund_failed", 3_766, 0],
      ["refund", -3_766, 1_234],
    ]);
    await expectSound();
  });

  it("waits for tokens that work holds, and takes what that leaves unused", async () => {
    const ctx = await customer();
    const { payment } = await buy(ctx, 5_000);
    const expiresAt = new Date(Date.now() + 600_000);
    const hold = (key: string, held: number) =>
      holdTokens(ctx, { feature: "coach", tokens: held, key, expiresAt });
    const [one, two] = [await hold("one", 2_000), await hold("two", 1_500)];
    const id = await refund(payment);
    expect(await tokens(ctx)).toBe(3_500);
    expect((await own.queued("wallet.settle-refund")).filter((job) => job.refund_id === id)).not.toEqual([]);
    await releaseHold(ctx, one);
    await settleHold(ctx, { holdId: two.holdId, tokens: 700 });
    await settleRefund(own.system(), { refund_id: id });
    expect(await tokens(ctx)).toBe(0);
    expect((await history(ctx))[0]).toEqual(["refund", -2_800, 700]);
    await expectSound();
  });

  it("and another that waits for the same work never take what was bought meanwhile", async () => {
    const ctx = await customer();
    const bought = [await buy(ctx, 5_000), await buy(ctx, 5_000)];
    const expiresAt = new Date(Date.now() + 600_000);
    const { holdId } = await holdTokens(ctx, { feature: "coach", tokens: 10_000, key: "both", expiresAt });
    const waiting = [];
    for (const { payment } of bought) waiting.push(await refund(payment));
    await buy(ctx, 20_000);
    await settleHold(ctx, { holdId, tokens: 7_000 });
    for (const refund_id of waiting) await settleRefund(own.system(), { refund_id });
    expect(await tokens(ctx)).toBe(20_000);
    expect((await history(ctx)).slice(0, 2)).toEqual([
      ["refund", 0, 5_000],
      ["refund", -3_000, 2_000],
    ]);
    await expectSound();
  });

  it("told of before the purchase was credited waits for it", async () => {
    const ctx = await customer();
    const { checkout_session_id: id } = await purchaseTokens(ctx, { tokens: 5_000 });
    await payHostedCheckout(own.system(), {
      id,
      number: "4242424242424242",
      expiry: "12 / 40",
      cvc: "123",
      name: "Bo Buyer",
    });
    const session = await stripe(own.system()).checkout.sessions.retrieve(id);
    const made = await stripe(own.system()).refunds.create({
      payment_intent: String(session.payment_intent),
    });
    await expect(applyRefund(own.system(), made.id)).rejects.toBeInstanceOf(NotYetBooked);
    await creditPurchase(own.system(), { session_id: id });
    await applyChargeRefunds(own.system(), String(made.charge));
    await settleRefund(own.system(), { refund_id: made.id });
    expect(await tokens(ctx)).toBe(0);
    await expectSound();
  });
});

describe("a dispute about AI tokens", () => {
  const DISPUTED = "4000000000000259";

  it("takes the tokens and books what was withdrawn, and a won one undoes all of it", async () => {
    const ctx = await customer();
    const before = await books(ctx);
    const { payment } = await buy(ctx, 5_000, DISPUTED);
    await use(ctx, 1_000);
    const bought = await books(ctx);
    const id = await disputeOf(payment);
    await hear(id);
    expect(await tokens(ctx)).toBe(0);
    expect(await books(ctx)).toEqual({
      ...bought,
      cash: before.cash + 50 - 50 - 1_500,
      owed: 0,
      fees: before.fees + 1_500,
      disputed: before.disputed + 50 - 40,
    });
    await stripe(own.system()).disputes.update(id, {
      evidence: { uncategorized_text: "winning_evidence" },
    });
    await hear(id);
    await hear(id);
    expect(await tokens(ctx)).toBe(4_000);
    expect(await books(ctx)).toEqual(bought);
    expect((await history(ctx)).slice(0, 2)).toEqual([
      ["dispute_won", 4_000, 0],
      ["dispute", -4_000, 1_000],
    ]);
    await expectSound();
  });

  it("that is lost is final: what the tokens were not worth is our loss", async () => {
    const ctx = await customer();
    const change = await gained(ctx, async () => {
      const { payment } = await buy(ctx, 5_000, DISPUTED);
      await use(ctx, 1_000);
      const id = await disputeOf(payment);
      await hear(id);
      await stripe(own.system()).disputes.close(id);
      await hear(id);
      await hear(id);
    });
    expect(await tokens(ctx)).toBe(0);
    expect(change).toEqual({ cash: -1_500, fees: 1_500, refunds: 10 });
    await expectSound();
  });

  it("that only asks takes nothing", async () => {
    const ctx = await customer();
    const { payment } = await buy(ctx, 5_000, "4000000000001976");
    const change = await gained(ctx, async () => hear(await disputeOf(payment)));
    expect(change).toEqual({});
    expect(await tokens(ctx)).toBe(5_000);
    const flagged = await own.prisma.billingDispute.findFirst({ where: { partnerId: ctx.partnerId } });
    expect(flagged).toMatchObject({ status: "warning_needs_response", withdrawnMinor: 0 });
  });
});

it("a refund that races with holds, settlements and a repeat of itself leaves wallet and books right", async () => {
  await fillBalance();
  for (let round = 0; round < 4; round += 1) {
    const ctx = await customer();
    const { payment } = await buy(ctx, 20_000);
    await buy(ctx, 5_000);
    const made = await stripe(own.system()).refunds.create({ payment_intent: payment });
    const expiresAt = new Date(Date.now() + 600_000);
    const works = Array.from({ length: 6 }, async (_, index) => {
      const hold = { feature: "coach", tokens: 3_000, key: `race ${round} ${index}`, expiresAt };
      // Who finds too little left is refused, which is as it must be.
      const held = await holdTokens(ctx, hold).catch(() => null);
      if (held === null) return;
      if (index % 3 === 2) await releaseHold(ctx, { holdId: held.holdId });
      else await settleHold(ctx, { holdId: held.holdId, tokens: 1_000 + index * 100 });
    });
    const refunding = [0, 1, 2].map(async () => {
      await applyRefund(own.system(), made.id);
      await settleRefund(own.system(), { refund_id: made.id });
    });
    await Promise.all([...works, ...refunding]);
    await settleRefund(own.system(), { refund_id: made.id });
    const back = await own.prisma.walletTakeBack.findUniqueOrThrow({ where: { id: made.id } });
    expect(back.settledAt).not.toBeNull();
    expect(back.takenTokens + back.writtenOffTokens).toBe(back.dueTokens);
    expect(back.dueTokens).toBe(20_000n);
    expect(await tokens(ctx)).toBeGreaterThanOrEqual(0);
    await expectSound();
  }
}, 120_000);

it("a dispute that is won after a part was refunded gives back what the dispute took, and no more", async () => {
  await fillBalance();
  const ctx = await customer();
  const { payment } = await buy(ctx, 10_000);
  await refund(payment, 40);
  const before = await tokens(ctx);
  const [charge] = (await stripe(own.system()).charges.list({ payment_intent: payment })).data;
  const dispute = await runInStandIn(own.system(), (world) => openDispute(world, charge?.id ?? ""));
  await hear(dispute.id);
  expect(await tokens(ctx)).toBe(0);
  await stripe(own.system()).disputes.update(dispute.id, {
    evidence: { uncategorized_text: "winning_evidence" },
  });
  await Promise.all([hear(dispute.id), hear(dispute.id)]);
  expect(await tokens(ctx)).toBe(before);
  await expectSound();
});

it("whatever is bought, used, refunded, disputed and undone, in any order, wallets and books stay right", async () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant("buy" as const),
      thousands: fc.integer({ min: 1, max: 9 }),
      off: fc.constantFrom(0, 0, 15, 50, 100),
    }),
    fc.record({ do: fc.constant("use" as const), tokens: fc.integer({ min: 1, max: 6_000 }) }),
    fc.record({ do: fc.constant("hold" as const), tokens: fc.integer({ min: 1, max: 6_000 }) }),
    fc.record({ do: fc.constant("end" as const), took: fc.nat(6_000) }),
    ...[1, 2].map(() =>
      fc.record({
        do: fc.constantFrom("refund" as const, "dispute" as const),
        of: fc.nat(2),
        cents: fc.integer({ min: 1, max: 25 }),
      }),
    ),
    fc.record({ do: fc.constantFrom("back" as const, "lose" as const, "again" as const), which: fc.nat(8) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 18, size: "max" }), async (steps) => {
      const ctx = await customer();
      const { partnerId } = ctx;
      const now = new Date();
      const purchases: { session: string; tokens: number; paid: number; back: number }[] = [];
      const moves: { id: string; kind: "refund" | "dispute"; cents: number; of: number; done: boolean }[] =
        [];
      const holds: string[] = [];
      const first = { do: "buy" as const, thousands: 9, off: 15 };
      const common = {
        partnerId,
        invoiceId: null,
        currency: "USD",
        reading: 1n,
        createdAt: now,
        syncedAt: now,
      };
      const settle = ({ id, kind }: { id: string; kind: string }) =>
        kind === "refund"
          ? settleRefund(own.system(), { refund_id: id })
          : settleDispute(own.system(), { dispute_id: id });
      for (const one of [first, ...steps]) {
        const free = (await getBalance(ctx, {})).available_tokens;
        if (one.do === "buy") {
          const session = `cs_${newId()}`;
          const [bought, price] = [one.thousands * 1_000, one.thousands * 10];
          const paid = price - Math.floor((price * one.off) / 100);
          await creditTokens(ctx, { partnerId, tokens: bought, paid: usd(paid), key: `checkout:${session}` });
          purchases.push({ session, tokens: bought, paid, back: 0 });
        } else if (one.do === "use") {
          if (free >= one.tokens) await use(ctx, one.tokens);
        } else if (one.do === "hold") {
          if (free < one.tokens) continue;
          work += 1;
          const expiresAt = new Date(Date.now() + 600_000);
          const key = `work ${work}`;
          holds.push(
            (await holdTokens(ctx, { feature: "coach", tokens: one.tokens, key, expiresAt })).holdId,
          );
        } else if (one.do === "end") {
          const holdId = holds.shift();
          if (holdId !== undefined) await settleHold(ctx, { holdId, tokens: one.took });
        } else if (one.do === "refund" || one.do === "dispute") {
          const index = one.of % Math.max(1, purchases.length);
          const purchase = purchases[index];
          if (purchase === undefined) continue;
          const cents = Math.min(one.cents, purchase.paid - purchase.back);
          if (cents <= 0) continue;
          purchase.back += cents;
          const id = `${one.do === "refund" ? "re" : "du"}_${newId()}`;
          const row = { ...common, id, checkoutSessionId: purchase.session, amountMinor: cents };
          if (one.do === "refund") {
            await own.prisma.billingRefund.create({ data: { ...row, status: "succeeded" } });
          } else {
            const data = {
              ...row,
              withdrawnMinor: cents,
              feeMinor: 0,
              reason: "fraudulent",
              status: "needs_response",
            };
            await own.prisma.billingDispute.create({ data });
          }
          const move = { id, kind: one.do, cents, of: index, done: false };
          moves.push(move);
          await settle(move);
        } else if ("which" in one) {
          const move = moves[one.which % Math.max(1, moves.length)];
          if (move === undefined) continue;
          if (one.do === "again" || move.done) {
            await settle(move);
            continue;
          }
          if (one.do === "back") {
            const purchase = purchases[move.of];
            if (purchase !== undefined) purchase.back -= move.cents;
            move.done = true;
            if (move.kind === "refund") {
              await own.prisma.billingRefund.update({ where: { id: move.id }, data: { status: "failed" } });
            } else {
              const data = { status: "won", withdrawnMinor: 0 };
              await own.prisma.billingDispute.update({ where: { id: move.id }, data });
            }
          } else if (move.kind === "dispute") {
            move.done = true;
            await own.prisma.billingDispute.update({ where: { id: move.id }, data: { status: "lost" } });
          }
          await settle(move);
        }
      }
      // Whatever waited for work is settled once that has ended.
      for (const holdId of holds) await settleHold(ctx, { holdId, tokens: 10 });
      for (const move of moves) await settle(move);
      const backs = await own.prisma.walletTakeBack.findMany({ where: { partnerId } });
      expect(backs.every(({ settledAt }) => settledAt !== null)).toBe(true);
      for (const { session, tokens: bought, paid, back } of purchases) {
        const active = backs.filter((one) => one.checkoutSessionId === session && one.undoneAt === null);
        const due = active.reduce((sum, one) => sum + Number(one.dueTokens), 0);
        expect(due).toBeLessThanOrEqual(bought);
        const share = paid === 0 ? 0 : (bought * back) / paid;
        expect(Math.abs(due - share)).toBeLessThanOrEqual(Math.max(1, backs.length));
        if (back === paid && paid > 0) expect(due).toBeGreaterThan(bought - Math.max(1, backs.length));
      }
      await expectSound();
    }),
    { numRuns: 12 },
  );
}, 180_000);
