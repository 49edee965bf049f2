import { v5 } from "uuid";
import { type Currency, type Money, negate } from "@/lib/money/money";
import type { LedgerAccountKind } from "@/lib/platform/prisma/client";

/** Stands for the house itself, which owns the accounts that belong to nobody else. */
export const HOUSE = "00000000-0000-0000-0000-000000000000";

/** Names an account: what it is for, whose it is, and in which currency. */
export interface AccountName {
  readonly kind: LedgerAccountKind;
  readonly ownerId: string;
}

/** One side of a transaction: debits are positive, credits negative. */
export interface Posting {
  readonly account: AccountName;
  readonly amount: Money;
}

const house = (kind: LedgerAccountKind): AccountName => ({ kind, ownerId: HOUSE });
const of = (kind: LedgerAccountKind) => (ownerId: string) => ({ kind, ownerId });

export const cash = house("cash");
export const subscriptionRevenue = house("subscription_revenue");
export const usageRevenue = house("usage_revenue");
/** What is neither a plan nor live calls, such as a workshop invoiced by hand. */
export const otherRevenue = house("other_revenue");
/** Tax that was charged and is the tax office's. */
export const taxPayable = house("tax_payable");
/** What banks withdrew for disputes that are not decided yet: still ours until one is lost. */
export const disputedFunds = house("disputed_funds");
/** What Stripe takes for disputes. */
export const paymentFees = house("payment_fees");
/** What coupons took off: a cost of ours. */
export const credits = house("credits");
export const refunds = house("refunds");
/** What a partner was invoiced for plans and has not been served yet: a liability that is earned by day. */
export const deferredRevenue = of("deferred_revenue");
/** What a partner paid for months of an event partnership that are still to come: a liability that is earned by day. */
export const deferredPartnerships = of("deferred_partnerships");
/** What a partner owes us. */
export const receivable = of("receivable");
/** What we owe. */
export const partnerPayable = of("partner_payable");
/** What a partner has paid ahead for AI tokens. */
export const walletLiability = of("wallet_liability");

const ACCOUNTS = "3c1b7f0e-4a0c-5d7a-9a53-0f6f3f2f8a11";

/** An account's id follows from its name, so that whoever posts need not look it up, nor two that open it differ. */
export function accountId({ kind, ownerId }: AccountName, currency: Currency): string {
  return v5(`${kind} ${ownerId} ${currency}`, ACCOUNTS);
}

export function debit(account: AccountName, amount: Money): Posting {
  return { account, amount };
}

export function credit(account: AccountName, amount: Money): Posting {
  return { account, amount: negate(amount) };
}

/** Accounts whose balance is read with its sign turned: what we owe and what we earned are positive to people. */
const CREDIT_NORMAL: ReadonlySet<LedgerAccountKind> = new Set([
  "subscription_revenue",
  "usage_revenue",
  "other_revenue",
  "tax_payable",
  "partner_payable",
  "creator_payable",
  "seller_payable",
  "platform_fee",
  "wallet_liability",
  "deferred_revenue",
  "deferred_partnerships",
]);

/** A sum of debits and credits, signed as the account is read: `money` of a liability is what we owe. */
export function asRead(kind: LedgerAccountKind, signedMinor: bigint): bigint {
  return CREDIT_NORMAL.has(kind) ? -signedMinor : signedMinor;
}
