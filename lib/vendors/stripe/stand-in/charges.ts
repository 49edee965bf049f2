import type Stripe from "stripe";
import { z } from "zod";
import { metadata, text } from "@/lib/vendors/stripe/stand-in/params";
import type { ChargeState } from "@/lib/vendors/stripe/stand-in/payment-state";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import { defineKind, load, mergeMetadata, save } from "@/lib/vendors/stripe/stand-in/store";

const DESCRIPTOR = "SOULMATE";

function presentCharge(state: ChargeState): Stripe.Charge {
  const { card } = state;
  const succeeded = state.status === "succeeded";
  return {
    id: state.id,
    object: "charge",
    amount: state.amount,
    amount_captured: succeeded ? state.amount : 0,
    amount_refunded: state.amount_refunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: state.balance_transaction,
    billing_details: {
      address: null,
      email: state.billing_email,
      name: state.billing_name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: state.statement_descriptor ?? DESCRIPTOR,
    captured: succeeded,
    created: state.created,
    currency: state.currency,
    customer: state.customer,
    description: state.description,
    disputed: state.disputed ?? false,
    failure_balance_transaction: null,
    failure_code: state.failure_code,
    failure_message: state.failure_message,
    fraud_details: {},
    livemode: false,
    metadata: state.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: succeeded ? "approved_by_network" : "declined_by_network",
      reason: state.decline_code,
      risk_level: "normal",
      seller_message: succeeded
        ? "Payment complete."
        : "The bank did not return any further details with this decline.",
      type: succeeded ? "authorized" : "issuer_declined",
    },
    paid: succeeded,
    payment_intent: state.payment_intent,
    payment_method: state.payment_method,
    payment_method_details: {
      card: {
        amount_authorized: succeeded ? state.amount : null,
        authorization_code: null,
        brand: card.brand,
        checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
        country: card.country,
        electronic_commerce_indicator: state.authenticated ? "05" : null,
        exp_month: card.exp_month,
        exp_year: card.exp_year,
        fingerprint: card.fingerprint,
        funding: card.funding,
        installments: null,
        last4: card.last4,
        mandate: null,
        network: card.brand,
        network_transaction_id: null,
        regulated_status: "unregulated",
        three_d_secure: state.authenticated
          ? {
              authentication_flow: "challenge",
              electronic_commerce_indicator: "05",
              exemption_indicator: null,
              result: "authenticated",
              result_reason: null,
              transaction_id: null,
              version: "2.2.0",
            }
          : null,
        transaction_link_id: null,
        wallet: null,
      },
      type: "card",
    },
    receipt_email: state.receipt_email,
    receipt_number: null,
    // No receipts are written here; Stripe too has none where none was asked for.
    receipt_url: null,
    refunded: succeeded && state.amount_refunded === state.amount,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: state.statement_descriptor,
    statement_descriptor_suffix: null,
    status: state.status,
    transfer_data: null,
    transfer_group: state.transfer_group,
  };
}

export const CHARGE = defineKind<ChargeState, Stripe.Charge>({
  name: "charge",
  title: "charge",
  prefix: "ch",
  present: presentCharge,
});

export const chargeRoutes = [
  retrieveRoute("/v1/charges", CHARGE),
  route(
    "POST",
    "/v1/charges/:id",
    z.strictObject({ description: text().optional(), metadata: metadata().optional() }),
    async (world, params, { id }) => {
      const state = await load(world, CHARGE, id);
      const after = await save(world, CHARGE, {
        ...state,
        description: params.description ?? state.description,
        metadata: mergeMetadata(state.metadata, params.metadata),
      });
      return presentCharge(after);
    },
  ),
  listRoute("/v1/charges", CHARGE, { customer: text().optional(), payment_intent: text().optional() }),
];
