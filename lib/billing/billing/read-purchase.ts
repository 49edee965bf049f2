import { z } from "zod";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import type { PurchaseKind } from "@/lib/billing/billing/purchase-names";
import { setAside } from "@/lib/billing/billing/set-aside";
import { currencyOf } from "@/lib/billing/billing/stripe-names";
import { formatMoney } from "@/lib/money/format-money";
import type { Context } from "@/lib/platform/context";

/** What we asked for when we made a checkout, as our own row says. */
export interface AskedPurchase {
  id: string;
  partnerId: string;
  checkoutSessionId: string | null;
  /** US cents. */
  priceMinor: number;
}

interface PurchaseReading<P extends AskedPurchase> {
  session_id: string;
  kind: PurchaseKind;
  /** What was bought, after "a paid checkout of": "an event pass". */
  what: string;
  find(ref: { id: string; partnerId: string }): Promise<P | null>;
}

const Metadata = z.object({ kind: z.string(), partner_id: z.uuid(), purchase_id: z.uuid() });

/**
 * The purchase of ours that a paid checkout at Stripe is for; null while it is unpaid. Only what we asked for counts:
 * another amount or currency, or a checkout that is not ours, is set aside for a person to look at, and null.
 * Throws Unavailable.
 */
export async function readPurchase<P extends AskedPurchase>(
  ctx: Context,
  { session_id, kind, what, find }: PurchaseReading<P>,
): Promise<P | null> {
  const session = await askStripe(ctx, (client) => client.checkout.sessions.retrieve(session_id));
  if (session.payment_status !== "paid") return null;
  const metadata = Metadata.safeParse(session.metadata);
  const paid = session.amount_total ?? 0;
  const about = { objectId: session_id, currency: session.currency ?? "usd", amountMinor: paid };
  const isOurs = metadata.success && metadata.data.kind === kind;
  const purchase = isOurs
    ? await find({ id: metadata.data.purchase_id, partnerId: metadata.data.partner_id })
    : null;
  if (purchase === null) {
    const detail = `A paid checkout of ${what} that we did not ask for.`;
    await setAside(ctx, { ...about, reason: "unexpected_amount", detail });
    return null;
  }
  const { partnerId, priceMinor, checkoutSessionId } = purchase;
  const another = checkoutSessionId !== null && checkoutSessionId !== session_id;
  if (session.currency === "usd" && paid === priceMinor && !another) return purchase;
  const foreign = currencyOf(about.currency) === null;
  const detail = `A paid checkout of ${what}, for which ${formatMoney(priceMinor, "USD")} was asked, by the partner ${partnerId}.`;
  await setAside(ctx, { ...about, reason: foreign ? "foreign_currency" : "unexpected_amount", detail });
  return null;
}
