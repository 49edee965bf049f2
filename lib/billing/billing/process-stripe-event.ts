import { z } from "zod";
import { applyCheckout } from "@/lib/billing/billing/apply-checkout";
import { applyDispute } from "@/lib/billing/billing/apply-dispute";
import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applyChargeRefunds, applyRefund } from "@/lib/billing/billing/apply-refund";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { type Subject, subjectOf } from "@/lib/billing/billing/event-subjects";
import { findCustomerPartner } from "@/lib/billing/billing/find-customer-partner";
import type { Context } from "@/lib/platform/context";
import { failureText } from "@/lib/platform/job-runs";

const Stored = z.object({ type: z.string(), data: z.object({ object: z.looseObject({}) }) });

/**
 * Does what a stored event asks for: reads the present state of what it is about and applies that. So events may come
 * late, twice and in any order. An event of no concern to us is done at once. What fails keeps the event, with its
 * error, and is thrown on, so that the queue tries again.
 */
export async function processStripeEvent(ctx: Context, { event_id }: { event_id: string }): Promise<void> {
  const stored = await ctx.db.stripeEvent.findUnique({ where: { id: event_id } });
  if (stored === null || stored.processedAt !== null) return;
  try {
    const subject = subjectOf(Stored.parse(JSON.parse(stored.payload)));
    if (subject !== null) await applySubject(ctx, subject, stored.occurredAt);
  } catch (error) {
    await ctx.db.stripeEvent.update({
      where: { id: event_id },
      data: { attempts: { increment: 1 }, error: failureText(error) },
    });
    throw error;
  }
  await ctx.db.stripeEvent.update({
    where: { id: event_id },
    data: { attempts: { increment: 1 }, error: null, processedAt: ctx.clock.now() },
  });
}

/** Reads the present state of what an event of then is about, and applies it. */
export async function applySubject(ctx: Context, { kind, id }: Subject, at: Date): Promise<void> {
  switch (kind) {
    case "subscription":
      await applySubscription(ctx, id, { at });
      return;
    case "invoice":
      await applyInvoice(ctx, id);
      return;
    case "refund":
      await applyRefund(ctx, id);
      return;
    case "charge":
      await applyChargeRefunds(ctx, id);
      return;
    case "dispute":
      await applyDispute(ctx, id);
      return;
    case "checkout":
      await applyCheckout(ctx, id);
      return;
    case "customer":
      await findCustomerPartner(ctx, id);
  }
}
