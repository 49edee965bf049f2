import type Stripe from "stripe";
import { z } from "zod";
import { ACCOUNT, loadAccount } from "@/lib/vendors/stripe/stand-in/accounts";
import { availableBalance, moveBalance } from "@/lib/vendors/stripe/stand-in/balance";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { integer, metadata, nothing, text } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  findAll,
  insert,
  load,
  mergeMetadata,
  newStripeId,
  present,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import { forAccount, type World } from "@/lib/vendors/stripe/stand-in/world";

export interface PayoutState extends Stored {
  amount: number;
  arrival_date: number;
  balance_transaction: string;
  currency: string;
  description: string | null;
  destination: string | null;
  metadata: Record<string, string>;
  statement_descriptor: string | null;
  status: "pending" | "paid" | "canceled";
}

const DAY_S = 86_400;
const DAYS_UNDER_WAY = 2;

export const PAYOUT = defineKind<PayoutState, Stripe.Payout>({
  name: "payout",
  title: "payout",
  prefix: "po",
  present: (state) => ({
    id: state.id,
    object: "payout",
    amount: state.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: state.arrival_date,
    automatic: false,
    balance_transaction: state.balance_transaction,
    created: state.created,
    currency: state.currency,
    description: state.description,
    destination: state.destination,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: state.metadata,
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: state.statement_descriptor,
    status: state.status,
    trace_id: null,
    type: "bank_account",
  }),
});

/** Marks the payouts that have arrived by now as paid, in the platform and in every connected account. */
export async function settlePayouts(world: World): Promise<void> {
  const platform = forAccount(world, null);
  const accounts = [null, ...(await findAll(platform, ACCOUNT)).map(({ id }) => id)];
  for (const account of accounts) {
    const theirs = forAccount(world, account);
    for (const payout of await findAll(theirs, PAYOUT, { status: "pending" })) {
      if (payout.arrival_date > world.now) continue;
      const paid = await save(theirs, PAYOUT, { ...payout, status: "paid" });
      await emit(theirs, "payout.paid", await present(theirs, PAYOUT, paid));
    }
  }
}

export const payoutRoutes = [
  route(
    "POST",
    "/v1/payouts",
    z.strictObject({
      amount: integer(1, 99_999_999),
      currency: z.string().regex(/^[a-z]{3}$/),
      description: text().optional(),
      metadata: metadata().optional(),
      method: z.enum(["standard"]).optional(),
      statement_descriptor: text().optional(),
    }),
    async (world, params) => {
      const account = world.account === null ? null : await loadAccount(world, world.account);
      if (account !== null && !account.details_submitted) {
        throw invalid("Cannot create payouts: this account has requirements that are past due.", {
          code: "payouts_not_allowed",
        });
      }
      if ((await availableBalance(world, params.currency)) < params.amount) {
        throw invalid("You have insufficient funds in your Stripe account for this payout.", {
          code: "balance_insufficient",
        });
      }
      const id = newStripeId("po");
      const state = await insert(world, PAYOUT, {
        id,
        created: world.now,
        amount: params.amount,
        // Banks count in days, which begin at midnight.
        arrival_date: (Math.floor(world.now / DAY_S) + DAYS_UNDER_WAY) * DAY_S,
        balance_transaction: await moveBalance(world, {
          amount: -params.amount,
          currency: params.currency,
          description: params.description ?? "STRIPE PAYOUT",
          source: id,
          type: "payout",
        }),
        currency: params.currency,
        description: params.description ?? null,
        destination: account?.bank_account ?? null,
        metadata: mergeMetadata({}, params.metadata),
        statement_descriptor: params.statement_descriptor ?? null,
        status: "pending",
      });
      const payout = await present(world, PAYOUT, state);
      await emit(world, "payout.created", payout);
      return payout;
    },
  ),
  route("POST", "/v1/payouts/:id/cancel", nothing, async (world, _params, { id }) => {
    const state = await load(world, PAYOUT, id);
    if (state.status !== "pending") {
      throw invalid("Payouts can only be canceled while they are pending.", {
        code: "payout_not_cancelable",
      });
    }
    await moveBalance(world, {
      amount: state.amount,
      currency: state.currency,
      description: state.description,
      source: id,
      type: "payout_failure",
    });
    const canceled = await present(
      world,
      PAYOUT,
      await save(world, PAYOUT, { ...state, status: "canceled" }),
    );
    await emit(world, "payout.canceled", canceled);
    return canceled;
  }),
  retrieveRoute("/v1/payouts", PAYOUT),
  listRoute("/v1/payouts", PAYOUT, { status: z.enum(["pending", "paid", "canceled"]).optional() }),
];
