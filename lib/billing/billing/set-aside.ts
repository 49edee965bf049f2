import { tellAdmins } from "@/lib/billing/billing/tell-billing-people";
import { formatMoney } from "@/lib/money/format-money";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

export interface SetAside {
  /** Stripe's id of it. */
  objectId: string;
  reason:
    | "unknown_payment"
    | "unknown_customer"
    | "unknown_object"
    | "foreign_currency"
    | "unexpected_amount"
    | "credit_used"
    | "pass_used";
  /** As Stripe writes it, with an amount in its own minor units. */
  currency?: string;
  amountMinor?: number;
  /** For whoever looks at it. */
  detail: string;
}

/** The job that mails one admin of something that was set aside. */
export const SET_ASIDE_JOB = "billing.send-set-aside";

/**
 * Keeps something of Stripe's out of the books, loudly: it is written down for admins to look at, logged as an error and
 * mailed to each admin, once. Whatever is not a payment, a customer or a currency of ours ends here, and credit that was
 * used before the payment it came from was refunded (`credit_used`), as an event pass that was (`pass_used`).
 */
export async function setAside(ctx: Context, found: SetAside): Promise<void> {
  const { objectId, reason, currency, amountMinor, detail } = found;
  await transaction(ctx, async (tx) => {
    const foundAt = ctx.clock.now();
    const id = newId(foundAt);
    const { count } = await tx.billingSetAside.createMany({
      data: {
        id,
        objectId,
        reason,
        currency: currency?.toUpperCase() ?? null,
        amountMinor: amountMinor === undefined ? null : BigInt(amountMinor),
        detail,
        foundAt,
      },
      skipDuplicates: true,
    });
    if (count === 0) return;
    ctx.log.error({ objectId, reason }, "something at Stripe was set aside for a person to look at");
    await tellAdmins(tx, SET_ASIDE_JOB, { set_aside_id: id });
  });
}

/** What was set aside is booked after all: nobody needs to look at it any more. */
export async function endSetAside(ctx: Context, tx: Transaction, objectId: string): Promise<void> {
  await tx.billingSetAside.updateMany({
    where: { objectId, resolvedAt: null },
    data: { resolvedAt: ctx.clock.now() },
  });
}

const REASONS: Record<string, string> = {
  unknown_payment: "Unknown payment",
  unknown_customer: "Unknown customer",
  unknown_object: "Not at Stripe",
  foreign_currency: "Foreign currency",
  unexpected_amount: "Unexpected amount",
  credit_used: "Credit already used",
  pass_used: "Event pass already used",
};

/** Why something was set aside, in two words. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason;
}

/** What is at stake, in its own currency; null where it has no amount. */
export function amountWords(row: { currency: string | null; amountMinor: bigint | null }): string | null {
  return row.currency === null || row.amountMinor === null
    ? null
    : formatMoney(row.amountMinor, row.currency);
}
