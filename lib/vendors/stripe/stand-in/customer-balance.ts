import type Stripe from "stripe";
import { z } from "zod";
import type { CustomerState } from "@/lib/vendors/stripe/stand-in/customer-state";
import { loadCustomer, updateCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { integer, metadata, nothing, pageShape, text } from "@/lib/vendors/stripe/stand-in/params";
import { invalid, missing } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  find,
  insert,
  listPage,
  mergeMetadata,
  newStripeId,
  present,
  type Stored,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

type MoveType = "adjustment" | "applied_to_invoice" | "invoice_too_small" | "unapplied_from_invoice";

interface CustomerBalanceState extends Stored {
  amount: number;
  currency: string;
  customer: string;
  description: string | null;
  ending_balance: number;
  invoice: string | null;
  metadata: Record<string, string>;
  type: MoveType;
}

const CUSTOMER_BALANCE = defineKind<CustomerBalanceState, Stripe.CustomerBalanceTransaction>({
  name: "customer_balance_transaction",
  title: "customer balance transaction",
  prefix: "cbtxn",
  present: (state) => ({
    id: state.id,
    object: "customer_balance_transaction",
    amount: state.amount,
    checkout_session: null,
    created: state.created,
    credit_note: null,
    currency: state.currency,
    customer: state.customer,
    customer_account: null,
    description: state.description,
    ending_balance: state.ending_balance,
    invoice: state.invoice,
    livemode: false,
    metadata: state.metadata,
    type: state.type,
  }),
});

interface Move {
  amount: number;
  currency: string;
  type: MoveType;
  invoice?: string;
  description?: string | null;
  metadata?: Record<string, string>;
}

/**
 * Moves a customer's balance (above zero: what is owed with the next invoice), keeps why, and whatever else of the
 * customer is new.
 */
export async function moveCustomerBalance(
  world: World,
  customer: CustomerState,
  { amount, invoice, description, metadata: about, ...move }: Move,
  more: Partial<CustomerState> = {},
): Promise<CustomerBalanceState | null> {
  const balance = customer.balance + amount;
  await updateCustomer(world, customer, { ...customer, ...more, balance });
  if (amount === 0) return null;
  return insert(world, CUSTOMER_BALANCE, {
    id: newStripeId(CUSTOMER_BALANCE.prefix),
    created: world.now,
    customer: customer.id,
    amount,
    ending_balance: balance,
    invoice: invoice ?? null,
    description: description ?? null,
    metadata: about ?? {},
    ...move,
  });
}

const path = "/v1/customers/:id/balance_transactions";

export const customerBalanceRoutes = [
  route(
    "POST",
    path,
    z.strictObject({
      amount: integer(Number.MIN_SAFE_INTEGER),
      currency: z.string().regex(/^[a-z]{3}$/),
      description: text().optional(),
      metadata: metadata().optional(),
    }),
    async (world, params, { id }) => {
      const customer = await loadCustomer(world, id);
      if (params.amount === 0) throw invalid("The amount must not be zero.", { param: "amount" });
      if (customer.currency !== null && customer.currency !== params.currency) {
        throw invalid(`The customer's currency is ${customer.currency}.`, { param: "currency" });
      }
      const moved = await moveCustomerBalance(
        world,
        customer,
        {
          amount: params.amount,
          currency: params.currency,
          type: "adjustment",
          description: params.description ?? null,
          metadata: mergeMetadata({}, params.metadata),
        },
        { currency: params.currency },
      );
      if (moved === null) throw new Error("An amount that is not zero moved nothing.");
      return present(world, CUSTOMER_BALANCE, moved);
    },
  ),
  route("GET", path, z.strictObject(pageShape), async (world, page, { id }) => {
    await loadCustomer(world, id);
    const url = `/v1/customers/${id}/balance_transactions`;
    return listPage(world, CUSTOMER_BALANCE, { where: { customer: id }, page, url });
  }),
  route("GET", `${path}/:child`, nothing, async (world, _params, { id, child }) => {
    const state = await find(world, CUSTOMER_BALANCE, child);
    if (state === null || state.customer !== id) throw missing(CUSTOMER_BALANCE.title, child);
    return present(world, CUSTOMER_BALANCE, state);
  }),
];
