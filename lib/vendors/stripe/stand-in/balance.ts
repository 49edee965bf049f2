import type Stripe from "stripe";
import { nothing, text } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import { defineKind, findAll, insert, newStripeId, type Stored } from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** One movement of an account's balance. Only disputes cost a fee here, and money is available at once. */
export interface BalanceTransactionState extends Stored {
  amount: number;
  /** Taken beside the amount; below zero where one is given back. */
  fee?: number;
  /** Where it is not the type. */
  reporting_category?: string;
  currency: string;
  description: string | null;
  source: string;
  type:
    | "adjustment"
    | "charge"
    | "payment"
    | "refund"
    | "refund_failure"
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
    fee: state.fee ?? 0,
    fee_details:
      state.fee === undefined
        ? []
        : [
            {
              amount: state.fee,
              application: null,
              currency: state.currency,
              description: "Dispute fee",
              type: "stripe_fee",
            },
          ],
    net: netOf(state),
    reporting_category: state.reporting_category ?? state.type,
    source: state.source,
    status: "available",
    type: state.type,
  }),
});

/** What a movement adds to the balance. */
function netOf({ amount, fee = 0 }: BalanceTransactionState): number {
  return amount - fee;
}

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
  return movements.reduce((sum, movement) => sum + netOf(movement), 0);
}

export const balanceRoutes = [
  route("GET", "/v1/balance", nothing, async (world) => {
    const totals = new Map<string, number>([["usd", 0]]);
    for (const movement of await findAll(world, BALANCE_TRANSACTION)) {
      totals.set(movement.currency, (totals.get(movement.currency) ?? 0) + netOf(movement));
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
