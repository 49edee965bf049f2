import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import type { HostedInvoice } from "@/lib/vendors/stripe/stand-in/hosted-invoice";
import { writeInvoicePdf } from "@/lib/vendors/stripe/stand-in/invoice-pdf";
import type { LineState } from "@/lib/vendors/stripe/stand-in/invoices";

const ISSUED = Date.parse("2027-03-05T00:00:00Z") / 1000;

function line(index: number): LineState {
  return {
    id: `il_${index}`,
    created: ISSUED,
    invoice: "in_1",
    amount: 500_000,
    currency: "usd",
    description: `${index} × Starter`,
    quantity: index,
    price: "price_1",
    product: "prod_1",
    unit_amount_decimal: "0.005",
    period: { start: ISSUED, end: ISSUED + 86_400 },
    discountable: true,
    reductions: [],
    metadata: {},
    subscription: "sub_1",
    subscription_item: "si_1",
    invoice_item: null,
    proration: false,
    credited: null,
    metered: false,
  };
}

function hosted(lines: number): HostedInvoice {
  return {
    invoice: {
      id: "in_1",
      created: ISSUED,
      customer: "cus_1",
      subscription: "sub_1",
      subscription_metadata: {},
      proration_date: null,
      status: "paid",
      billing_reason: "subscription_cycle",
      currency: "usd",
      description: null,
      metadata: {},
      number: "ABCD1234-0042",
      period_start: ISSUED,
      period_end: ISSUED,
      subtotal: 1_000_000,
      total: 750_000,
      discounts: ["di_1"],
      reductions: [{ discount: "di_1", amount: 250_000 }],
      amount_due: 749_300,
      amount_paid: 749_300,
      amount_remaining: 0,
      starting_balance: -700,
      ending_balance: 0,
      attempt_count: 1,
      attempted: true,
      first_attempt_at: ISSUED,
      auto_advance: true,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
      default_payment_method: null,
      payment_intent: "pi_1",
      finalized_at: ISSUED,
      paid_at: ISSUED,
      voided_at: null,
      marked_uncollectible_at: null,
    },
    lines: Array.from({ length: lines }, (_, index) => line(index + 1)),
    customer: { name: "Zoë Nguyễn", email: "zoe@example.com" },
    card: null,
  };
}

/** The texts of a PDF, one a line, in the order in which they are drawn. */
function textsOf(pdf: Buffer): string[] {
  const raw = pdf.toString("latin1");
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].flatMap(([, body = ""]) => {
    try {
      return [inflateSync(Buffer.from(body, "latin1")).toString("latin1")];
    } catch {
      return [];
    }
  });
  return streams
    .flatMap((stream) => [...stream.matchAll(/BT([\s\S]*?)ET/g)])
    .map(([, text = ""]) => [...text.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = ""]) => hex).join(""))
    .map((hex) => Buffer.from(hex, "hex").toString("latin1"));
}

it("an invoice's PDF opens and tells number, lines, totals, and that no money was moved", async () => {
  const pdf = await writeInvoicePdf(hosted(2));
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.subarray(-6).toString()).toContain("%%EOF");
  const texts = textsOf(pdf);
  for (const text of [
    "ABCD1234-0042",
    "05 Mar 2027",
    "Stripe stand-in: no real card, no money",
    "Zoë Nguyen",
    "2 × Starter",
    "$0.00005",
    "Discount",
    "-$2,500.00",
    "Credit used",
    "-$7.00",
    "Amount due",
    "$7,493.00",
  ]) {
    expect(texts).toContain(text);
  }
});

it("one with many lines goes on over pages, each with the number and its place", async () => {
  const texts = textsOf(await writeInvoicePdf(hosted(45)));
  expect(texts.filter((text) => text === "Description").length).toBeGreaterThan(1);
  const feet = texts.filter((text) => text.startsWith("ABCD1234-0042 · page"));
  expect(feet.map((text) => /page (\d+) of (\d+)/.exec(text)?.slice(1).map(Number))).toEqual(
    feet.map((_, index) => [index + 1, feet.length]),
  );
  expect(texts.filter((text) => /^\d+ × Starter$/.test(text))).toHaveLength(45);
});
