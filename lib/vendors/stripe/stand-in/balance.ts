import type Stripe from "stripe";
import { nothing, text } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import { defineKind, findAll, insert, newStripeId, type Stored } from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** One movement of an account's balance. The stand-in takes no fees, and money is available at once. */
export interface BalanceTransactionState extends Stored {
  amount: number;
  currency: string;
  description: string | null;
  source: string;
  type:
    | "charge"
    | "payment"
    | "refund"
    | "transfer"
    | "transfer_refund"
    | "payment_reversal"
    | "payout"
    | "payout_failure";
}

export const BALANCE_TRANSACTION = defineKind<BalanceTransactionState, Stripe.BalanceTransaction>({
  name: "balance_transaction",
  title: "balance transaction",
  prefix: "txn",
  present: (state) => ({
    id: state.id,
    object: "balance_transaction",
    amount: state.amount,
    available_on: state.created,
    balance_type: "payments",
    created: state.created,
    currency: state.currency,
    description: state.description,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: state.amount,
    reporting_category: state.type,
    source: state.source,
    status: "available",
    type: state.type,
  }),
});

/** Moves an account's balance; returns the movement's id. */
export async function moveBalance(
  world: World,
  movement: Omit<BalanceTransactionState, "id" | "created">,
): Promise<string> {
  const { id } = await insert(world, BALANCE_TRANSACTION, {
    id: newStripeId("txn"),
    created: world.now,
    ...movement,
  });
  return id;
}

/** What an account holds in one currency. */
export async function availableBalance(world: World, currency: string): Promise<number> {
  const movements = await findAll(world, BALANCE_TRANSACTION, { currency });
  return movements.reduce((sum, { amount }) => sum + amount, 0);
}

export const balanceRoutes = [
  route("GET", "/v1/balance", nothing, async (world) => {
    const totals = new Map<string, number>([["usd", 0]]);
    for (const { amount, currency } of await findAll(world, BALANCE_TRANSACTION)) {
      totals.set(currency, (totals.get(currency) ?? 0) + amount);
    }
    const entries = [...totals];
    const balance: Stripe.Balance = {
      object: "balance",
      available: entries.map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } })),
      livemode: false,
      pending: entries.map(([currency]) => ({ amount: 0, currency, source_types: { card: 0 } })),
    };
    return balance;
  }),
  listRoute("/v1/balance_transactions", BALANCE_TRANSACTION, {
    currency: text().optional(),
    source: text().optional(),
    type: text().optional(),
  }),
  retrieveRoute("/v1/balance_transactions", BALANCE_TRANSACTION),
];
