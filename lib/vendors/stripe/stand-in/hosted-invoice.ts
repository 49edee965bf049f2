import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import type { InvoiceCardInput, InvoiceInput, TypedCard } from "@/lib/vendors/stripe/hosted-inputs";
import { methodFor, payInvoice } from "@/lib/vendors/stripe/stand-in/billing/collect-invoice";
import { authenticationPage, PAYMENT_INTENT } from "@/lib/vendors/stripe/stand-in/charging";
import { CUSTOMER } from "@/lib/vendors/stripe/stand-in/customer-state";
import {
  INVOICE,
  INVOICE_LINE,
  type InvoiceState,
  invoicePage,
  type LineState,
} from "@/lib/vendors/stripe/stand-in/invoices";
import {
  attachPaymentMethod,
  createCard,
  PAYMENT_METHOD,
  type PaymentMethodState,
} from "@/lib/vendors/stripe/stand-in/payment-methods";
import { StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import { find, findAll, save } from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION } from "@/lib/vendors/stripe/stand-in/subscriptions";
import { attempt, runInStandIn, type World } from "@/lib/vendors/stripe/stand-in/world";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

/** What the hosted page and the PDF show of an invoice. */
export interface HostedInvoice {
  invoice: InvoiceState & { number: string };
  lines: LineState[];
  customer: { name: string | null; email: string | null };
  /** What it would be paid with; null where a card must be typed. */
  card: { id: string; brand: string; last4: string } | null;
}

/** Throws NotFound where the stand-in does not take Stripe's place, or has no such finalized invoice. */
async function inInvoice<T>(
  ctx: Context,
  id: string,
  work: (world: World, invoice: InvoiceState & { number: string }) => Promise<T>,
): Promise<T> {
  if (!usesStripeStandIn()) throw new NotFound("page");
  return runInStandIn(ctx, async (world) => {
    const invoice = await find(world, INVOICE, id);
    if (invoice === null || invoice.number === null) throw new NotFound("page");
    return work(world, { ...invoice, number: invoice.number });
  });
}

/** What the hosted page shows. Throws NotFound. */
export async function readHostedInvoice(ctx: Context, id: string): Promise<HostedInvoice> {
  return inInvoice(ctx, id, async (world, invoice) => {
    const customer = await find(world, CUSTOMER, invoice.customer);
    const method = await methodOf(world, invoice);
    return {
      invoice,
      lines: await findAll(world, INVOICE_LINE, { invoice: id }),
      customer: { name: customer?.name ?? null, email: customer?.email ?? null },
      card: method === null ? null : { id: method.id, brand: method.card.brand, last4: method.card.last4 },
    };
  });
}

async function methodOf(world: World, invoice: InvoiceState): Promise<PaymentMethodState | null> {
  const subscription =
    invoice.subscription === null ? null : await find(world, SUBSCRIPTION, invoice.subscription);
  const id = await methodFor(world, invoice, subscription, null);
  return id === null ? null : find(world, PAYMENT_METHOD, id);
}

/** Whether the bank wants the customer to authenticate with this card. */
export function asksForMore({ behaviour, set_up }: PaymentMethodState): boolean {
  return behaviour === "authenticate_always" || (behaviour === "authenticate_once" && !set_up);
}

/** Where to send the customer's browser; null: nowhere, what is to be seen is here. */
export interface InvoiceOnward {
  url: string | null;
}

/** Pays with the card on file. Leads to the bank's page where it asks for 3-D Secure. Throws Invalid, Conflict. */
export async function payHostedInvoice(
  ctx: Context,
  { id }: z.output<typeof InvoiceInput>,
): Promise<InvoiceOnward> {
  return told(await inInvoice(ctx, id, async (world, invoice) => pay(world, invoice, null)));
}

/** The same with another card, which is kept as the customer's own. Throws Invalid, which names the field, Conflict. */
export async function payHostedInvoiceByCard(
  ctx: Context,
  { id, ...typed }: z.output<typeof InvoiceCardInput>,
): Promise<InvoiceOnward> {
  const outcome = await inInvoice(ctx, id, async (world, invoice) => {
    const method = await typedCard(world, typed);
    if (method instanceof StripeRefusal) return method;
    const own = await attachTyped(world, method, invoice.customer);
    return own instanceof StripeRefusal ? own : pay(world, invoice, own.id);
  });
  return told(outcome);
}

function told(outcome: InvoiceOnward | StripeRefusal): InvoiceOnward {
  if (outcome instanceof StripeRefusal) throw cardFault(outcome);
  return outcome;
}

async function pay(
  world: World,
  invoice: InvoiceState,
  payment_method: string | null,
): Promise<InvoiceOnward | StripeRefusal> {
  if (invoice.status !== "open") {
    throw new Conflict("invoice_settled", "This invoice is settled already. Load the page again to see how.");
  }
  const { invoice: after, error } = await payInvoice(world, invoice, {
    payment_method,
    off_session: false,
    automatic: false,
  });
  if (error === null) return { url: null };
  const intent =
    after.payment_intent === null ? null : await find(world, PAYMENT_INTENT, after.payment_intent);
  if (intent?.status !== "requires_action") return error;
  await save(world, PAYMENT_INTENT, { ...intent, return_url: invoicePage(invoice.id) });
  return { url: authenticationPage(intent.id) };
}

/** Makes a payment method of a typed card. What the card refuses is returned. */
export async function typedCard(
  world: World,
  typed: z.output<typeof TypedCard>,
): Promise<PaymentMethodState | StripeRefusal> {
  const [month = "", year = ""] = typed.expiry.split("/").map((part) => part.trim());
  return orRefusal(world, () =>
    createCard(world, {
      number: typed.number,
      exp_month: Number(month),
      exp_year: Number(year) < 100 ? 2_000 + Number(year) : Number(year),
      cvc: typed.cvc,
      name: typed.name,
    }),
  );
}

/** Gives it to the customer. What the bank refuses is returned. */
export async function attachTyped(
  world: World,
  method: PaymentMethodState,
  customer: string,
): Promise<PaymentMethodState | StripeRefusal> {
  return orRefusal(world, () => attachPaymentMethod(world, method, customer));
}

async function orRefusal<T>(world: World, work: () => Promise<T>): Promise<T | StripeRefusal> {
  try {
    return await attempt(world, work);
  } catch (error) {
    if (error instanceof StripeRefusal) return error;
    throw error;
  }
}

/** A refusal of Stripe's in the place of the form that it is about. */
export function cardFault(refusal: StripeRefusal) {
  const { param } = refusal.body;
  const path = param === "exp_month" || param === "exp_year" ? "expiry" : (param ?? "number");
  const known = ["number", "expiry", "cvc", "name"].includes(path);
  return invalidInput([{ path: known ? path : "number", message: refusal.message }]);
}
