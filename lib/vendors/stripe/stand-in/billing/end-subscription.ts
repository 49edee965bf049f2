import { updateInvoice } from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { INVOICE } from "@/lib/vendors/stripe/stand-in/invoices";
import { findAll, present, save } from "@/lib/vendors/stripe/stand-in/store";
import {
  type CancellationReason,
  SUBSCRIPTION,
  type SubscriptionState,
} from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** Ends a subscription now. What is still open of it is no longer collected by itself. */
export async function endSubscription(
  world: World,
  subscription: SubscriptionState,
  reason: CancellationReason,
): Promise<SubscriptionState> {
  for (const status of ["draft", "open"]) {
    for (const invoice of await findAll(world, INVOICE, { subscription: subscription.id, status })) {
      await updateInvoice(world, invoice, {
        auto_advance: false,
        automatically_finalizes_at: null,
        next_payment_attempt: null,
      });
    }
  }
  const ended = await save(world, SUBSCRIPTION, {
    ...subscription,
    status: "canceled",
    canceled_at: subscription.canceled_at ?? world.now,
    ended_at: world.now,
    cancellation: { ...subscription.cancellation, reason: subscription.cancellation.reason ?? reason },
  });
  await emit(world, "customer.subscription.deleted", await present(world, SUBSCRIPTION, ended));
  return ended;
}
