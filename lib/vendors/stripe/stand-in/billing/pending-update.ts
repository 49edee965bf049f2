import { updateSubscription } from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import type { InvoiceState } from "@/lib/vendors/stripe/stand-in/invoices";
import { find, findAll, insert, present, remove, save } from "@/lib/vendors/stripe/stand-in/store";
import {
  SUBSCRIPTION_ITEM,
  type SubscriptionItemState,
} from "@/lib/vendors/stripe/stand-in/subscription-items";
import { SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** The subscription whose change waits for this invoice to be paid; null for any other invoice. */
export async function waitingFor(
  world: World,
  { id, subscription }: InvoiceState,
): Promise<SubscriptionState | null> {
  const state = subscription === null ? null : await find(world, SUBSCRIPTION, subscription);
  return state?.pending_update?.invoice === id ? state : null;
}

/** Makes a subscription's items these. */
export async function replaceItems(
  world: World,
  subscription: string,
  items: readonly SubscriptionItemState[],
): Promise<void> {
  const present = await findAll(world, SUBSCRIPTION_ITEM, { subscription });
  for (const item of items) {
    if (present.some(({ id }) => id === item.id)) await save(world, SUBSCRIPTION_ITEM, item);
    else await insert(world, SUBSCRIPTION_ITEM, item);
  }
  for (const { id } of present) {
    if (!items.some((item) => item.id === id)) await remove(world, SUBSCRIPTION_ITEM, id);
  }
}

/** The invoice is paid: the change that waited for it takes force. */
export async function applyPending(world: World, subscription: SubscriptionState): Promise<void> {
  const { pending_update: pending } = subscription;
  if (pending == null) return;
  const earlier = await present(world, SUBSCRIPTION, subscription);
  await replaceItems(world, subscription.id, pending.items);
  const changed = { ...subscription, ...pending.becomes, pending_update: null };
  if (!pending.announced) {
    await save(world, SUBSCRIPTION, changed);
    return;
  }
  const after = await updateSubscription(world, changed, {}, earlier);
  await emit(
    world,
    "customer.subscription.pending_update_applied",
    await present(world, SUBSCRIPTION, after),
  );
}

/** The invoice is void: the change that waited for it is dropped. */
export async function dropPending(world: World, subscription: SubscriptionState): Promise<void> {
  const after = await updateSubscription(world, subscription, { pending_update: null });
  await emit(
    world,
    "customer.subscription.pending_update_expired",
    await present(world, SUBSCRIPTION, after),
  );
}
