import type Stripe from "stripe";
import { z } from "zod";
import { BALANCE_TRANSACTION, moveBalance } from "@/lib/vendors/stripe/stand-in/balance";
import { CHARGE } from "@/lib/vendors/stripe/stand-in/charges";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import { flag, metadata, nothing, text } from "@/lib/vendors/stripe/stand-in/params";
import type { ChargeState } from "@/lib/vendors/stripe/stand-in/payment-state";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  insert,
  load,
  mergeMetadata,
  newStripeId,
  present,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** What Stripe takes for a dispute, in cents. A dispute that is won gives it back. */
export const DISPUTE_FEE = 1_500;
/** How long a dispute waits for evidence before the bank decides without. */
const EVIDENCE_DAYS = 9;

/** What may be said in one's defence, as text; files are not kept here. */
const EVIDENCE = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_tracking_number",
  "uncategorized_text",
] as const;
type EvidenceField = (typeof EVIDENCE)[number];

type DisputeStatus =
  | "needs_response"
  | "under_review"
  | "won"
  | "lost"
  | "warning_needs_response"
  | "warning_under_review"
  | "warning_closed";

export interface DisputeState extends Stored {
  amount: number;
  currency: string;
  charge: string;
  payment_intent: string;
  reason: string;
  status: DisputeStatus;
  balance_transactions: string[];
  evidence: Partial<Record<EvidenceField, string>>;
  submission_count: number;
  due_by: number;
  brand: string;
  metadata: Record<string, string>;
}

export const DISPUTE = defineKind<DisputeState, Stripe.Dispute>({
  name: "dispute",
  title: "dispute",
  prefix: "du",
  present: async (state, world) => {
    const moves: Stripe.BalanceTransaction[] = [];
    for (const id of state.balance_transactions) {
      moves.push(await present(world, BALANCE_TRANSACTION, await load(world, BALANCE_TRANSACTION, id)));
    }
    const said = (field: EvidenceField) => state.evidence[field] ?? null;
    return {
      id: state.id,
      object: "dispute",
      amount: state.amount,
      balance_transactions: moves,
      charge: state.charge,
      created: state.created,
      currency: state.currency,
      enhanced_eligibility_types: [],
      evidence: {
        access_activity_log: said("access_activity_log"),
        billing_address: said("billing_address"),
        cancellation_policy: null,
        cancellation_policy_disclosure: said("cancellation_policy_disclosure"),
        cancellation_rebuttal: said("cancellation_rebuttal"),
        customer_communication: null,
        customer_email_address: said("customer_email_address"),
        customer_name: said("customer_name"),
        customer_purchase_ip: said("customer_purchase_ip"),
        customer_signature: null,
        duplicate_charge_documentation: null,
        duplicate_charge_explanation: said("duplicate_charge_explanation"),
        duplicate_charge_id: said("duplicate_charge_id"),
        enhanced_evidence: {},
        product_description: said("product_description"),
        receipt: null,
        refund_policy: null,
        refund_policy_disclosure: said("refund_policy_disclosure"),
        refund_refusal_explanation: said("refund_refusal_explanation"),
        service_date: said("service_date"),
        service_documentation: null,
        shipping_address: said("shipping_address"),
        shipping_carrier: said("shipping_carrier"),
        shipping_date: said("shipping_date"),
        shipping_documentation: null,
        shipping_tracking_number: said("shipping_tracking_number"),
        uncategorized_file: null,
        uncategorized_text: said("uncategorized_text"),
      },
      evidence_details: {
        due_by: state.due_by,
        enhanced_eligibility: {},
        has_evidence: Object.keys(state.evidence).length > 0,
        past_due: world.now > state.due_by,
        submission_count: state.submission_count,
        submission_method: state.submission_count === 0 ? "not_submitted" : "manual",
      },
      intended_submission_method: null,
      is_charge_refundable: isWarning(state.status),
      livemode: false,
      metadata: state.metadata,
      network_reason_code: state.reason === "fraudulent" ? "10.4" : "13.1",
      payment_intent: state.payment_intent,
      payment_method_details: {
        card: {
          brand: state.brand,
          case_type: isWarning(state.status) ? "inquiry" : "chargeback",
          network: state.brand,
          network_reason_code: state.reason === "fraudulent" ? "10.4" : "13.1",
        },
        type: "card",
      },
      reason: state.reason,
      status: state.status,
    };
  },
});

/** An inquiry: the bank only asks, and no money moves. */
function isWarning(status: DisputeStatus): boolean {
  return status.startsWith("warning_");
}

export interface NewDispute {
  amount?: number;
  reason?: string;
  /** The bank only asks. */
  inquiry?: boolean;
}

/** A cardholder's bank disputes a charge, whole or in part: what is disputed and a fee leave the balance at once. */
export async function openDispute(
  world: World,
  chargeId: string,
  { amount, reason = "fraudulent", inquiry = false }: NewDispute = {},
): Promise<DisputeState> {
  const charge = await load(world, CHARGE, chargeId, "charge");
  if (charge.status !== "succeeded") throw invalid(`Charge ${charge.id} has not succeeded.`);
  if (charge.disputed === true) throw invalid(`Charge ${charge.id} has been disputed already.`);
  const left = charge.amount - charge.amount_refunded;
  if (left === 0 || (amount ?? left) > left) throw invalid(`Charge ${charge.id} has no more to dispute.`);
  const id = newStripeId("du");
  const made = await insert(world, DISPUTE, {
    id,
    created: world.now,
    amount: amount ?? left,
    currency: charge.currency,
    charge: charge.id,
    payment_intent: charge.payment_intent,
    reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
    balance_transactions: [],
    evidence: {},
    submission_count: 0,
    due_by: world.now + EVIDENCE_DAYS * 86_400,
    brand: charge.card.brand,
    metadata: {},
  });
  await markCharge(world, charge);
  if (inquiry) {
    await emit(world, "charge.dispute.created", await present(world, DISPUTE, made));
    return made;
  }
  const moved = await moveBalance(world, {
    amount: -made.amount,
    fee: DISPUTE_FEE,
    currency: made.currency,
    description: `Chargeback withdrawal for ${charge.id}`,
    source: id,
    type: "adjustment",
    reporting_category: "dispute",
  });
  const dispute = await save(world, DISPUTE, { ...made, balance_transactions: [moved] });
  const shown = await present(world, DISPUTE, dispute);
  await emit(world, "charge.dispute.created", shown);
  await emit(world, "charge.dispute.funds_withdrawn", shown);
  return dispute;
}

async function markCharge(world: World, charge: ChargeState): Promise<void> {
  const was = await present(world, CHARGE, charge);
  const is = await present(world, CHARGE, await save(world, CHARGE, { ...charge, disputed: true }));
  await emit(world, "charge.updated", is, changedFields(was, is));
}

/** The bank has decided. Who wins gets what was taken back, fee and all. */
export async function decideDispute(
  world: World,
  dispute: DisputeState,
  won: boolean,
): Promise<DisputeState> {
  if (!isOpen(dispute)) throw invalid(`This dispute is already closed: ${dispute.status}.`);
  const warning = isWarning(dispute.status);
  const status = warning ? "warning_closed" : won ? "won" : "lost";
  const back = won && !warning;
  const moved = back
    ? await moveBalance(world, {
        amount: dispute.amount,
        fee: -DISPUTE_FEE,
        currency: dispute.currency,
        description: `Chargeback reversal for ${dispute.charge}`,
        source: dispute.id,
        type: "adjustment",
        reporting_category: "dispute_reversal",
      })
    : null;
  const after = await save(world, DISPUTE, {
    ...dispute,
    status,
    balance_transactions: [...dispute.balance_transactions, ...(moved === null ? [] : [moved])],
  });
  const shown = await present(world, DISPUTE, after);
  await emit(world, "charge.dispute.closed", shown);
  if (back) await emit(world, "charge.dispute.funds_reinstated", shown);
  return after;
}

function isOpen({ status }: DisputeState): boolean {
  return !["won", "lost", "warning_closed"].includes(status);
}

const evidenceShape = z.strictObject(
  Object.fromEntries(EVIDENCE.map((field) => [field, z.string().max(20_000).optional()])) as Record<
    EvidenceField,
    z.ZodOptional<z.ZodString>
  >,
);

export const disputeRoutes = [
  route("POST", "/v1/disputes/:id/close", nothing, async (world, _params, { id }) => {
    const dispute = await load(world, DISPUTE, id);
    return present(world, DISPUTE, await decideDispute(world, dispute, false));
  }),
  route(
    "POST",
    "/v1/disputes/:id",
    z.strictObject({
      evidence: evidenceShape.optional(),
      metadata: metadata().optional(),
      submit: flag().optional(),
    }),
    async (world, { evidence = {}, submit = true, ...params }, { id }) => {
      const dispute = await load(world, DISPUTE, id);
      const says = Object.keys(evidence).length > 0;
      if (says && !isOpen(dispute)) {
        throw invalid(`This dispute is already closed: ${dispute.status}.`);
      }
      const was = await present(world, DISPUTE, dispute);
      const submitted = says && submit;
      const after = await save(world, DISPUTE, {
        ...dispute,
        evidence: mergeMetadata(dispute.evidence, evidence as Record<string, string>),
        metadata: mergeMetadata(dispute.metadata, params.metadata),
        ...(submitted
          ? {
              submission_count: dispute.submission_count + 1,
              status: isWarning(dispute.status)
                ? ("warning_under_review" as const)
                : ("under_review" as const),
            }
          : {}),
      });
      const shown = await present(world, DISPUTE, after);
      await emit(world, "charge.dispute.updated", shown, changedFields(was, shown));
      // Stripe's own test evidence decides at once.
      const words = submitted ? after.evidence.uncategorized_text : undefined;
      if (words === "winning_evidence")
        return present(world, DISPUTE, await decideDispute(world, after, true));
      if (words === "losing_evidence")
        return present(world, DISPUTE, await decideDispute(world, after, false));
      return shown;
    },
  ),
  retrieveRoute("/v1/disputes", DISPUTE),
  listRoute("/v1/disputes", DISPUTE, { charge: text().optional(), payment_intent: text().optional() }),
];
