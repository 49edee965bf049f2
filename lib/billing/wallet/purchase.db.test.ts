import { beforeAll, describe, expect, it } from "vitest";
import { applyCheckout } from "@/lib/billing/billing/apply-checkout";
import { applyRefund } from "@/lib/billing/billing/apply-refund";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { checkWallets } from "@/lib/billing/wallet/check-wallets";
import { creditPurchase } from "@/lib/billing/wallet/credit-purchase";
import { getBalance } from "@/lib/billing/wallet/get-balance";
import { getPurchase } from "@/lib/billing/wallet/get-purchase";
import { listTokenUsage } from "@/lib/billing/wallet/list-token-usage";
import { purchaseTokens } from "@/lib/billing/wallet/purchase-tokens";
import { PurchaseTokens } from "@/lib/billing/wallet/schemas";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { newId } from "@/lib/platform/ids";
import { payHostedCheckout } from "@/lib/vendors/stripe/stand-in/hosted-checkout";
import { stripe } from "@/lib/vendors/stripe/stripe-client";
import { OwnDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = new OwnDatabase(6);
beforeAll(() => setSettings());

async function customer() {
  const input = { company_name: "Buyer", email: `buyer-${newId()}@example.com`, tier: "free" } as const;
  const { partner } = await createPartner(own.system(), input, { verifyBy: null });
  return own.as({ partnerId: partner.id });
}

type Customer = Awaited<ReturnType<typeof customer>>;

const pay = (id: string, number = "4242424242424242") =>
  payHostedCheckout(own.system(), { id, number, expiry: "12 / 40", cvc: "123", name: "Bo Buyer" });
const credit = (session_id: string) => creditPurchase(own.system(), { session_id });
const balance = async (ctx: Customer) => (await getBalance(ctx, {})).balance_tokens;

describe("a purchase of AI tokens", () => {
  it("is in the wallet once, however often Stripe tells of it, and its money in the books", async () => {
    const ctx = await customer();
    const bought = await purchaseTokens(ctx, { tokens: 5_000 });
    expect(bought).toMatchObject({ tokens: 5_000, amount_minor: 50, currency: "USD" });
    await pay(bought.checkout_session_id);
    await applyCheckout(own.system(), bought.checkout_session_id);
    expect(await own.queued("wallet.credit-purchase")).toContainEqual({
      session_id: bought.checkout_session_id,
    });
    await Promise.all(Array.from({ length: 5 }, () => credit(bought.checkout_session_id)));
    expect(await balance(ctx)).toBe(5_000);
    expect((await listTokenUsage(ctx, { limit: 20 })).data).toMatchObject([
      { kind: "purchase", tokens: 5_000, balance_tokens: 5_000 },
    ]);
    expect(await getPurchase(ctx, bought)).toMatchObject({ tokens: 5_000, credited_at: expect.any(String) });
    expect(await checkWallets(own.system())).toEqual([]);
    expect((await checkLedger(own.system())).faults).toEqual([]);
  });

  it("that was not paid, or whose card was declined, puts nothing into the wallet", async () => {
    const ctx = await customer();
    const bought = await purchaseTokens(ctx, { tokens: 5_000 });
    await credit(bought.checkout_session_id);
    await expect(pay(bought.checkout_session_id, "4000000000000002")).rejects.toMatchObject({
      code: "invalid_input",
    });
    await credit(bought.checkout_session_id);
    expect(await balance(ctx)).toBe(0);
    expect(await getPurchase(ctx, bought)).toMatchObject({ credited_at: null });
  });

  it("is credited although we were killed before we had written it down", async () => {
    const ctx = await customer();
    const bought = await purchaseTokens(ctx, { tokens: 6_000 });
    await own.prisma.walletPurchase.deleteMany({ where: { partnerId: ctx.partnerId } });
    await pay(bought.checkout_session_id);
    await credit(bought.checkout_session_id);
    expect(await balance(ctx)).toBe(6_000);
  });

  it("that was paid with another price than its tokens have is set aside, loudly and once", async () => {
    const ctx = await customer();
    const { checkout_session_id } = await purchaseTokens(ctx, { tokens: 5_000 });
    const client = stripe(own.system());
    const made = await client.checkout.sessions.retrieve(checkout_session_id, { expand: ["line_items"] });
    const forged = await client.checkout.sessions.create({
      mode: "payment",
      customer: String(made.customer),
      line_items: [{ price: made.line_items?.data[0]?.price?.id ?? "", quantity: 5 }],
      success_url: "http://localhost/",
      metadata: { kind: "ai_tokens", partner_id: ctx.partnerId, tokens: "9000" },
    });
    await pay(forged.id);
    await credit(forged.id);
    await credit(forged.id);
    expect(await balance(ctx)).toBe(0);
    const aside = await own.prisma.billingSetAside.findMany({ where: { objectId: forged.id } });
    expect(aside).toMatchObject([{ reason: "unexpected_amount", currency: "USD", amountMinor: 50n }]);
    expect(aside[0]?.detail).toContain("9000 AI tokens, which cost $0.90");
  });

  it("that was paid in another currency is set aside, and so is its refund", async () => {
    const ctx = await customer();
    const client = stripe(own.system());
    const foreign = await client.checkout.sessions.create({
      mode: "payment",
      customer: (await client.customers.create({ email: "foreign@example.com" })).id,
      line_items: [
        {
          price_data: { currency: "eur", unit_amount: 100, product_data: { name: "AI tokens" } },
          quantity: 1,
        },
      ],
      success_url: "http://localhost/",
      metadata: { kind: "ai_tokens", partner_id: ctx.partnerId, tokens: "10000" },
    });
    await pay(foreign.id);
    await credit(foreign.id);
    const { payment_intent } = await client.checkout.sessions.retrieve(foreign.id);
    const refund = await client.refunds.create({ payment_intent: String(payment_intent) });
    await applyRefund(own.system(), refund.id);
    const aside = await own.prisma.billingSetAside.findMany({
      where: { objectId: { in: [foreign.id, refund.id] } },
      orderBy: { foundAt: "asc" },
    });
    expect(aside).toMatchObject([
      { objectId: foreign.id, reason: "foreign_currency", currency: "EUR", amountMinor: 100n },
      { objectId: refund.id, reason: "foreign_currency", currency: "EUR", amountMinor: 100n },
    ]);
    expect(await balance(ctx)).toBe(0);
    expect((await checkLedger(own.system())).faults).toEqual([]);
  });

  it("is begun by owners and admins only, with live keys only, and seen by its own partner only", async () => {
    const [ctx, other] = [await customer(), await customer()];
    const { checkout_session_id } = await purchaseTokens(ctx, { tokens: 5_000 });
    await expect(getPurchase(other, { checkout_session_id })).rejects.toMatchObject({ code: "not_found" });
    for (const role of ["developer", "viewer"] as const) {
      await expect(
        purchaseTokens({ ...ctx, permissions: permissionsOfRole(role) }, { tokens: 5_000 }),
      ).rejects.toMatchObject({ code: "insufficient_scope" });
      expect(await getBalance({ ...ctx, permissions: permissionsOfRole(role) }, {})).toMatchObject({
        balance_tokens: 0,
      });
    }
    const test = { ...ctx, mode: "test" } as const;
    for (const refused of [
      () => purchaseTokens(test, { tokens: 5_000 }),
      () => getBalance(test, {}),
      () => listTokenUsage(test, { limit: 1 }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: "live_key_required" });
  });

  it("is refused by name below what a card can be charged, by us and by Stripe", async () => {
    const ctx = await customer();
    expect(PurchaseTokens.safeParse({ tokens: 4_000 }).error?.issues).toMatchObject([
      { path: ["tokens"], message: expect.stringContaining("$0.50") },
    ]);
    await expect(purchaseTokens(ctx, { tokens: 4_000 })).rejects.toMatchObject({ code: "amount_too_small" });
    expect(await own.prisma.walletPurchase.count({ where: { partnerId: ctx.partnerId } })).toBe(0);
  });

  it.each([0, 999, 1_000, 4_000, 5_500, -1_000, 100_001_000, 1_000.5, "1000", Number.NaN])(
    "may not be of %s tokens",
    (tokens) => {
      expect(PurchaseTokens.safeParse({ tokens }).error?.issues.map(({ path }) => path[0])).toContain(
        "tokens",
      );
    },
  );
});
