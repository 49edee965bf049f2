import type Stripe from "stripe";
import { z } from "zod";
import { loadAccount } from "@/lib/vendors/stripe/stand-in/accounts";
import { availableBalance, moveBalance } from "@/lib/vendors/stripe/stand-in/balance";
import { CHARGE } from "@/lib/vendors/stripe/stand-in/charges";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import { integer, metadata, text } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  embeddedList,
  findAll,
  insert,
  load,
  mergeMetadata,
  newStripeId,
  present,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import { forAccount } from "@/lib/vendors/stripe/stand-in/world";

export interface TransferState extends Stored {
  amount: number;
  amount_reversed: number;
  balance_transaction: string;
  currency: string;
  description: string | null;
  destination: string;
  /** The charge that the destination sees. */
  destination_payment: string;
  metadata: Record<string, string>;
  source_transaction: string | null;
  transfer_group: string | null;
}

export interface ReversalState extends Stored {
  amount: number;
  balance_transaction: string;
  currency: string;
  metadata: Record<string, string>;
  transfer: string;
}

export const TRANSFER_REVERSAL = defineKind<ReversalState, Stripe.TransferReversal>({
  name: "transfer_reversal",
  title: "transfer reversal",
  prefix: "trr",
  present: (state) => ({
    id: state.id,
    object: "transfer_reversal",
    amount: state.amount,
    balance_transaction: state.balance_transaction,
    created: state.created,
    currency: state.currency,
    destination_payment_refund: null,
    metadata: state.metadata,
    source_refund: null,
    transfer: state.transfer,
  }),
});

export const TRANSFER = defineKind<TransferState, Stripe.Transfer>({
  name: "transfer",
  title: "transfer",
  prefix: "tr",
  present: async (state, world) => {
    const reversals: Stripe.TransferReversal[] = [];
    for (const reversal of await findAll(world, TRANSFER_REVERSAL, { transfer: state.id })) {
      reversals.unshift(await present(world, TRANSFER_REVERSAL, reversal));
    }
    return {
      id: state.id,
      object: "transfer",
      amount: state.amount,
      amount_reversed: state.amount_reversed,
      balance_transaction: state.balance_transaction,
      created: state.created,
      currency: state.currency,
      description: state.description,
      destination: state.destination,
      destination_payment: state.destination_payment,
      livemode: false,
      metadata: state.metadata,
      reversals: embeddedList(reversals, `/v1/transfers/${state.id}/reversals`),
      reversed: state.amount_reversed === state.amount,
      source_transaction: state.source_transaction,
      source_type: "card",
      transfer_group: state.transfer_group,
    };
  },
});

export const transferRoutes = [
  route(
    "POST",
    "/v1/transfers",
    z.strictObject({
      amount: integer(1, 99_999_999),
      currency: z.string().regex(/^[a-z]{3}$/),
      destination: text(),
      description: text().optional(),
      metadata: metadata().optional(),
      source_transaction: text().optional(),
      transfer_group: text().optional(),
    }),
    async (world, params) => {
      const account = await loadAccount(world, params.destination, "destination");
      if (!account.details_submitted || !account.capabilities.transfers) {
        throw invalid(
          "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
          { code: "insufficient_capabilities_for_transfer" },
        );
      }
      if (params.source_transaction !== undefined) {
        const source = await load(world, CHARGE, params.source_transaction, "source_transaction");
        if (source.amount < params.amount) {
          throw invalid("The transfer may not be larger than its source_transaction.", { param: "amount" });
        }
      }
      if ((await availableBalance(world, params.currency)) < params.amount) {
        throw invalid(
          "You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance",
          { code: "balance_insufficient" },
        );
      }
      const id = newStripeId("tr");
      const movement = {
        currency: params.currency,
        description: params.description ?? null,
        source: id,
      };
      const payment = newStripeId("py");
      await moveBalance(forAccount(world, account.id), {
        ...movement,
        amount: params.amount,
        source: payment,
        type: "payment",
      });
      const state = await insert(world, TRANSFER, {
        id,
        created: world.now,
        amount: params.amount,
        amount_reversed: 0,
        balance_transaction: await moveBalance(world, {
          ...movement,
          amount: -params.amount,
          type: "transfer",
        }),
        currency: params.currency,
        description: params.description ?? null,
        destination: account.id,
        destination_payment: payment,
        metadata: mergeMetadata({}, params.metadata),
        source_transaction: params.source_transaction ?? null,
        transfer_group: params.transfer_group ?? null,
      });
      const transfer = await present(world, TRANSFER, state);
      await emit(world, "transfer.created", transfer);
      return transfer;
    },
  ),
  route(
    "POST",
    "/v1/transfers/:id/reversals",
    z.strictObject({
      amount: integer(1).optional(),
      description: text().optional(),
      metadata: metadata().optional(),
    }),
    async (world, params, { id }) => {
      const state = await load(world, TRANSFER, id);
      const left = state.amount - state.amount_reversed;
      const amount = params.amount ?? left;
      if (left === 0 || amount > left) {
        throw invalid("Reversal amount is greater than the unreversed amount of the transfer.", {
          param: "amount",
        });
      }
      const theirs = forAccount(world, state.destination);
      if ((await availableBalance(theirs, state.currency)) < amount) {
        throw invalid("The destination account has insufficient funds to reverse this transfer.", {
          code: "balance_insufficient",
        });
      }
      const was = await present(world, TRANSFER, state);
      const reversalId = newStripeId("trr");
      const movement = { currency: state.currency, description: params.description ?? null };
      await moveBalance(theirs, {
        ...movement,
        amount: -amount,
        source: state.destination_payment,
        type: "payment_reversal",
      });
      const reversal = await insert(world, TRANSFER_REVERSAL, {
        id: reversalId,
        created: world.now,
        amount,
        balance_transaction: await moveBalance(world, {
          ...movement,
          amount,
          source: reversalId,
          type: "transfer_refund",
        }),
        currency: state.currency,
        metadata: mergeMetadata({}, params.metadata),
        transfer: state.id,
      });
      const after = await save(world, TRANSFER, {
        ...state,
        amount_reversed: state.amount_reversed + amount,
      });
      const is = await present(world, TRANSFER, after);
      await emit(world, "transfer.reversed", is, changedFields(was, is));
      return present(world, TRANSFER_REVERSAL, reversal);
    },
  ),
  route(
    "POST",
    "/v1/transfers/:id",
    z.strictObject({ description: text().optional(), metadata: metadata().optional() }),
    async (world, params, { id }) => {
      const state = await load(world, TRANSFER, id);
      const after = await save(world, TRANSFER, {
        ...state,
        description: params.description ?? state.description,
        metadata: mergeMetadata(state.metadata, params.metadata),
      });
      return present(world, TRANSFER, after);
    },
  ),
  retrieveRoute("/v1/transfers", TRANSFER),
  listRoute("/v1/transfers", TRANSFER, { destination: text().optional(), transfer_group: text().optional() }),
];
