import type Stripe from "stripe";
import {
  changeSubscription,
  type SubscriptionChange,
} from "@/lib/vendors/stripe/stand-in/billing/change-subscription";
import { renewSubscription } from "@/lib/vendors/stripe/stand-in/billing/renew-subscription";
import {
  draftSubscription,
  type NewSubscription,
} from "@/lib/vendors/stripe/stand-in/billing/start-subscription";
import { INVOICE, type InvoiceState } from "@/lib/vendors/stripe/stand-in/invoices";
import { invalid, type StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import { load, present } from "@/lib/vendors/stripe/stand-in/store";
import { hasEnded, SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import { attempt, type World } from "@/lib/vendors/stripe/stand-in/world";

/** Carries what was tried out of the savepoint that undoes it. */
class Undone extends Error {
  readonly invoice: Stripe.Invoice | null;

  constructor(invoice: Stripe.Invoice | null) {
    super("undone");
    this.invoice = invoice;
  }
}

/** Does something for real, looks at the invoice it makes, and undoes it all: so a preview is what will be billed. */
async function tryOut(
  world: World,
  work: (world: World) => Promise<InvoiceState | null>,
): Promise<Stripe.Invoice | null> {
  try {
    return await attempt(world, async () => {
      const invoice = await work({ ...world, quiet: true });
      throw new Undone(invoice === null ? null : asPreview(await present(world, INVOICE, invoice)));
    });
  } catch (error) {
    if (error instanceof Undone) return error.invoice;
    throw error;
  }
}

function asPreview(invoice: Stripe.Invoice): Stripe.Invoice {
  const id = `upcoming_${invoice.id}`;
  return {
    ...invoice,
    id,
    automatically_finalizes_at: null,
    lines: {
      ...invoice.lines,
      data: invoice.lines.data.map((line) => ({ ...line, invoice: id })),
      url: `/v1/invoices/${id}/lines`,
    },
  };
}

/** The invoice that a change would bring at once, or else (or without a change) the next one. */
export async function previewInvoice(
  world: World,
  subscription: SubscriptionState,
  change: SubscriptionChange | null,
): Promise<Stripe.Invoice> {
  const invoice = await tryOut(world, async (quiet) => {
    if (change === null) return upcoming(quiet, subscription);
    const changed = await changeSubscription(quiet, subscription, change);
    return changed.invoice ?? upcoming(quiet, changed.subscription);
  });
  if (invoice === null) throw none(subscription.customer);
  return invoice;
}

/** The invoice that a new subscription would begin with. */
export async function previewStart(world: World, input: NewSubscription): Promise<Stripe.Invoice> {
  const invoice = await tryOut(world, async (quiet) => {
    const started = await draftSubscription(quiet, input);
    return started.invoice ?? upcoming(quiet, started.subscription);
  });
  if (invoice === null) throw none(input.customer);
  return invoice;
}

async function upcoming(world: World, subscription: SubscriptionState): Promise<InvoiceState | null> {
  if (hasEnded(subscription) || subscription.status === "incomplete") return null;
  const state = await load(world, SUBSCRIPTION, subscription.id);
  const end = state.current_period_end;
  return renewSubscription({ ...world, now: Math.max(world.now, end) }, state);
}

function none(customer: string): StripeRefusal {
  return invalid(`No upcoming invoices for customer: ${customer}`, {
    code: "invoice_upcoming_none",
    status: 404,
  });
}
