import type Stripe from "stripe";
import { z } from "zod";
import { formatMoney } from "@/lib/money/format-money";
import { availableBalance, moveBalance } from "@/lib/vendors/stripe/stand-in/balance";
import { CHARGE } from "@/lib/vendors/stripe/stand-in/charges";
import { PAYMENT_INTENT } from "@/lib/vendors/stripe/stand-in/charging";
import { DISPUTE } from "@/lib/vendors/stripe/stand-in/disputes";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import { integer, metadata, text } from "@/lib/vendors/stripe/stand-in/params";
import { PAYMENT_METHOD } from "@/lib/vendors/stripe/stand-in/payment-methods";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  find,
  findOne,
  insert,
  load,
  mergeMetadata,
  newStripeId,
  present,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface RefundState extends Stored {
  amount: number;
  balance_transaction: string;
  charge: string;
  currency: string;
  customer: string | null;
  metadata: Record<string, string>;
  payment_intent: string;
  payment_method: string;
  reason: "duplicate" | "fraudulent" | "requested_by_customer" | null;
  /** The movement that brought it back, where the customer's bank would not take it. */
  failure_balance_transaction?: string;
}

export const REFUND = defineKind<RefundState, Stripe.Refund>({
  name: "refund",
  title: "refund",
  prefix: "re",
  present: (state) => ({
    id: state.id,
    object: "refund",
    amount: state.amount,
    balance_transaction: state.balance_transaction,
    charge: state.charge,
    created: state.created,
    currency: state.currency,
    customer: state.customer,
    customer_account: null,
    ...(state.failure_balance_transaction === undefined
      ? {}
      : {
          failure_balance_transaction: state.failure_balance_transaction,
          failure_reason: "expired_or_canceled_card",
        }),
    destination_details: { card: { reference_status: "pending", type: "refund" }, type: "card" },
    metadata: state.metadata,
    payment_intent: state.payment_intent,
    payment_method: state.payment_method,
    reason: state.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: state.failure_balance_transaction === undefined ? "succeeded" : "failed",
    transfer_reversal: null,
  }),
});

/** Gives (a part of) a charge back. Refuses more than is left of it. */
export async function refundCharge(
  world: World,
  chargeId: string,
  input: { amount?: number; reason?: RefundState["reason"]; metadata?: Record<string, string> },
): Promise<RefundState> {
  const charge = await load(world, CHARGE, chargeId, "charge");
  if (charge.status !== "succeeded") {
    throw invalid(`Charge ${charge.id} has not succeeded and cannot be refunded.`, { param: "charge" });
  }
  const dispute = await findOne(world, DISPUTE, { charge: charge.id });
  if (dispute !== null && ["needs_response", "under_review", "lost"].includes(dispute.status)) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  }
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  const amount = input.amount ?? left;
  if (amount > left) {
    throw invalid(
      `Refund amount (${formatMoney(amount, charge.currency)}) is greater than unrefunded amount on charge (${formatMoney(left, charge.currency)})`,
      { param: "amount" },
    );
  }
  if ((await availableBalance(world, charge.currency)) < amount) {
    throw invalid("Insufficient funds in your Stripe balance to refund this amount.", {
      code: "balance_insufficient",
    });
  }
  const id = newStripeId("re");
  const refund = await insert(world, REFUND, {
    id,
    created: world.now,
    amount,
    balance_transaction: await moveBalance(world, {
      amount: -amount,
      currency: charge.currency,
      description: `REFUND FOR CHARGE (${charge.description ?? charge.id})`,
      source: id,
      type: "refund",
    }),
    charge: charge.id,
    currency: charge.currency,
    customer: charge.customer,
    metadata: input.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: input.reason ?? null,
  });
  const was = await present(world, CHARGE, charge);
  const after = await save(world, CHARGE, {
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
  });
  const is = await present(world, CHARGE, after);
  const presented = await present(world, REFUND, refund);
  await emit(world, "refund.created", presented);
  await emit(world, "charge.refunded", is, changedFields(was, is));
  await emit(world, "refund.updated", presented);
  const method = await find(world, PAYMENT_METHOD, charge.payment_method);
  return method?.behaviour === "refund_fails" ? failRefund(world, refund.id) : refund;
}

/** The customer's bank would not take a refund: its money is back on the balance. */
export async function failRefund(world: World, refundId: string): Promise<RefundState> {
  const refund = await load(world, REFUND, refundId);
  const charge = await load(world, CHARGE, refund.charge);
  const failed = await save(world, REFUND, {
    ...refund,
    failure_balance_transaction: await moveBalance(world, {
      amount: refund.amount,
      currency: refund.currency,
      description: `REFUND FAILURE (${refund.id})`,
      source: refund.id,
      type: "refund_failure",
    }),
  });
  await save(world, CHARGE, { ...charge, amount_refunded: charge.amount_refunded - refund.amount });
  const presented = await present(world, REFUND, failed);
  await emit(world, "charge.refund.updated", presented);
  await emit(world, "refund.failed", presented);
  return failed;
}

export const refundRoutes = [
  route(
    "POST",
    "/v1/refunds",
    z.strictObject({
      amount: integer(1).optional(),
      charge: text().optional(),
      metadata: metadata().optional(),
      payment_intent: text().optional(),
      reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
    }),
    async (world, params) => {
      const { charge, payment_intent } = params;
      let of = charge;
      if (payment_intent !== undefined) {
        const intent = await load(world, PAYMENT_INTENT, payment_intent, "payment_intent");
        if (intent.status !== "succeeded" || intent.latest_charge === null) {
          throw invalid("This PaymentIntent does not have a successful charge to refund.", {
            param: "payment_intent",
            code: "payment_intent_unexpected_state",
          });
        }
        of = intent.latest_charge;
      }
      if (of === undefined || (charge !== undefined && charge !== of)) {
        throw invalid(
          "One of the following params should be provided for this request: payment_intent or charge.",
          {
            code: "parameter_missing",
          },
        );
      }
      const refund = await refundCharge(world, of, {
        ...(params.amount === undefined ? {} : { amount: params.amount }),
        reason: params.reason ?? null,
        metadata: mergeMetadata({}, params.metadata),
      });
      return present(world, REFUND, refund);
    },
  ),
  route(
    "POST",
    "/v1/refunds/:id",
    z.strictObject({ metadata: metadata().optional() }),
    async (world, params, { id }) => {
      const state = await load(world, REFUND, id);
      const after = await save(world, REFUND, {
        ...state,
        metadata: mergeMetadata(state.metadata, params.metadata),
      });
      return present(world, REFUND, after);
    },
  ),
  retrieveRoute("/v1/refunds", REFUND),
  listRoute("/v1/refunds", REFUND, { charge: text().optional(), payment_intent: text().optional() }),
];
