import { createHmac } from "node:crypto";
import type Stripe from "stripe";
import { z } from "zod";
import { askStripe, orNull } from "@/lib/billing/billing/ask-stripe";
import { idOf, timeOf } from "@/lib/billing/billing/stripe-names";
import type { Actor, Context, PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { deriveSecret } from "@/lib/platform/seal";

const BEFORE_PLUS = /\+.*$/;

/** Addresses that reach one mailbox are one person: no case, nothing after a plus, no dots at Google. */
function mailbox(email: string): string {
  const [local = "", domain = ""] = email.trim().toLowerCase().split("@");
  const name = local.replace(BEFORE_PLUS, "");
  return /^(gmail|googlemail)\.com$/.test(domain)
    ? `${name.replaceAll(".", "")}@gmail.com`
    : `${name}@${domain}`;
}

/** Under a key of ours, so that a claim outlives its person's account without holding an address. */
function hashed(text: string): string {
  return createHmac("sha256", deriveSecret("trial-claims")).update(text).digest("base64url");
}

export function userOf(actor: Actor): string | null {
  if (actor.type === "user") return actor.id;
  return actor.type === "personal_access_token" ? actor.userId : null;
}

/** What names a partner and its people: its owners, and whoever begins the trial. */
async function keysOfPeople(ctx: Context, partnerId: string, starter: string | null): Promise<string[]> {
  const [partner, people] = await Promise.all([
    ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId }, select: { email: true } }),
    ctx.db.user.findMany({
      where: {
        OR: [
          { memberships: { some: { partnerId, role: "owner" } } },
          ...(starter === null ? [] : [{ id: starter }]),
        ],
      },
      select: { id: true, email: true },
    }),
  ]);
  // A partner that was made by a call has no people yet: its own address stands for them.
  const emails = people.length === 0 ? [partner.email] : people.map(({ email }) => email);
  return [
    `partner:${partnerId}`,
    ...people.map(({ id }) => `user:${id}`),
    ...new Set(emails.map((email) => `email:${hashed(mailbox(email))}`)),
  ];
}

/**
 * Whether a caller may begin a trial: no plan before, and neither the partner, its owners nor the caller has had one. The
 * card is known only once it is entered.
 */
export async function isTrialAvailable(ctx: PartnerContext): Promise<boolean> {
  const { partnerId } = ctx;
  const had = await ctx.db.subscription.count({ where: { partnerId, kind: "plan" } });
  if (had > 0) return false;
  const keys = await keysOfPeople(ctx, partnerId, userOf(ctx.actor));
  return (await ctx.db.trialClaim.count({ where: { key: { in: keys } } })) === 0;
}

/**
 * Claims a trial that has begun for its partner, people and card, each of which has one. Returns whether it is theirs: a
 * claim of another subscription's on any of them says no. Asking again for the same subscription changes nothing.
 * Throws Unavailable.
 */
export async function claimTrial(
  ctx: Context,
  partnerId: string,
  subscription: Stripe.Subscription,
): Promise<boolean> {
  const starter = z.uuid().safeParse(subscription.metadata.user_id).data ?? null;
  const card = await cardOf(ctx, subscription);
  const keys = await keysOfPeople(ctx, partnerId, starter);
  if (card !== null) keys.push(`card:${hashed(card)}`);
  return transaction(ctx, (tx) => takeAll(tx, partnerId, subscription, keys.toSorted()));
}

/** All or none. In the order of their names, so that two that want the same wait for each other. */
async function takeAll(
  tx: Transaction,
  partnerId: string,
  { id, created }: Stripe.Subscription,
  keys: readonly string[],
): Promise<boolean> {
  const claim = { subscriptionId: id, partnerId, claimedAt: timeOf(created) };
  await tx.trialClaim.createMany({ data: keys.map((key) => ({ key, ...claim })), skipDuplicates: true });
  const others = await tx.trialClaim.count({
    where: { key: { in: [...keys] }, subscriptionId: { not: id } },
  });
  if (others === 0) return true;
  await tx.trialClaim.deleteMany({ where: { subscriptionId: id } });
  return false;
}

/** The fingerprint of the card that a subscription is paid with: the same for one card, whoever enters it. */
async function cardOf(ctx: Context, subscription: Stripe.Subscription): Promise<string | null> {
  return askStripe(ctx, async (client) => {
    let method = idOf(subscription.default_payment_method);
    if (method === null) {
      const customer = await orNull(client.customers.retrieve(idOf(subscription.customer) ?? ""));
      method =
        customer === null || customer.deleted ? null : idOf(customer.invoice_settings.default_payment_method);
    }
    const found = method === null ? null : await orNull(client.paymentMethods.retrieve(method));
    return found?.card?.fingerprint ?? null;
  });
}
