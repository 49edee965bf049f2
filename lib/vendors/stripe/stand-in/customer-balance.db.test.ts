import type Stripe from "stripe";
import { beforeAll, expect, it } from "vitest";
import { standInClient } from "@/lib/vendors/stripe/stripe-client";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const db = ownDatabase();
beforeAll(() => setSettings());

const client = (): Stripe => standInClient({ db: db.prisma });

async function invoice(customer: string, amount: number): Promise<Stripe.Invoice> {
  const { id = "" } = await client().invoices.create({ customer, currency: "usd", auto_advance: false });
  await client().invoiceItems.create({ customer, amount, currency: "usd", invoice: id });
  return client().invoices.finalizeInvoice(id);
}

it("a customer's balance tells each movement, whatever moved it, and where it then stood", async () => {
  const { id } = await client().customers.create({ email: "pays@example.com" });
  const made = await client().customers.createBalanceTransaction(id, {
    amount: -5_000,
    currency: "usd",
    description: "A present",
    metadata: { kind: "present" },
  });
  expect(made).toMatchObject({ amount: -5_000, ending_balance: -5_000, type: "adjustment", invoice: null });
  const { id: used } = await invoice(id, 2_000);
  const taken = await invoice(id, 4_000);
  await client().invoices.voidInvoice(taken.id ?? "");
  const { data } = await client().customers.listBalanceTransactions(id);
  expect(data.map(({ amount, ending_balance, type }) => [type, amount, ending_balance])).toEqual([
    ["unapplied_from_invoice", -3_000, -3_000],
    ["applied_to_invoice", 3_000, 0],
    ["applied_to_invoice", 2_000, -3_000],
    ["adjustment", -5_000, -5_000],
  ]);
  expect(data.map((move) => move.invoice)).toEqual([taken.id, taken.id, used, null]);
  expect(await client().customers.retrieveBalanceTransaction(id, made.id)).toEqual(made);
  expect(await client().customers.retrieve(id)).toMatchObject({ balance: -3_000, currency: "usd" });
});

it("a movement of a customer's balance is refused in another currency, of nothing, and of another customer", async () => {
  const { id } = await client().customers.create({ email: "pays@example.com" });
  const move = (amount: number, currency: string) =>
    client().customers.createBalanceTransaction(id, { amount, currency });
  const made = await move(-100, "usd");
  await expect(move(-100, "eur")).rejects.toMatchObject({ param: "currency" });
  await expect(move(0, "usd")).rejects.toMatchObject({ param: "amount" });
  const other = await client().customers.create({ email: "pays@example.com" });
  await expect(client().customers.retrieveBalanceTransaction(other.id, made.id)).rejects.toMatchObject({
    code: "resource_missing",
  });
});
