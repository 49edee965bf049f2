import {
  type AccountName,
  cash,
  credit,
  credits,
  debit,
  deferredRevenue,
  otherRevenue,
  type Posting,
  receivable,
  subscriptionRevenue,
  taxPayable,
  usageRevenue,
} from "@/lib/billing/ledger/accounts";
import { usd } from "@/lib/money/money";

/** What the books need to know of an invoice: US cents, as Stripe last told it. */
export interface InvoiceFacts {
  id: string;
  partnerId: string;
  number: string | null;
  status: string;
  totalMinor: number;
  /** Of the total, whether it came on top or lies within the lines. */
  taxMinor: number;
  discountMinor: number;
  amountDueMinor: number;
  amountPaidMinor: number;
  finalizedAt: Date | null;
  paidAt: Date | null;
  voidedAt: Date | null;
  markedUncollectibleAt: Date | null;
  /** When it was found unpaid although its subscription had ended: see `unearnInvoices`. */
  unearnedAt: Date | null;
  lines: readonly InvoiceLineFacts[];
}

export interface InvoiceLineFacts {
  kind: LineKind;
  amountMinor: number;
  discountMinor: number;
  inclusiveTaxMinor: number;
}

type LineKind = "plan" | "usage" | "other";

export interface PostingRules {
  /** Where lines that are neither plan nor usage are booked: with plans on invoices that were first booked long ago. */
  readonly other: AccountName;
  /**
   * Whether plans, less their discounts, are deferred until they are earned by day, as they are unless the invoice was
   * booked before that: it was earned whole, or has been converted since.
   */
  readonly plans: "deferred" | "whole" | { readonly convertedAt: Date };
}

const POSTING_RULES: PostingRules = { other: otherRevenue, plans: "deferred" };

export interface InvoicePosting {
  key: string;
  description: string;
  entries: Posting[];
  occurredAt: Date;
}

/** An entry of nothing says nothing. */
function entry(side: typeof debit, account: AccountName, minor: number): Posting[] {
  return minor === 0 ? [] : [side(account, usd(minor))];
}

function turned(entries: readonly Posting[]): Posting[] {
  return entries.map(({ account, amount }) => debit(account, usd(-amount.amountMinor)));
}

/**
 * Everything the books hold about an invoice in this state, in order. It follows from the state alone, and each step's
 * entries from what never changes once an invoice is final: whoever posts all of it again, or sees only the last of
 * several states, ends with the same balances. A total below zero leaves the receivable below zero: credit that later
 * invoices use up. Tax is owed to the tax office, not earned. What is given up, or stays unpaid when its subscription has
 * ended, is not earned, unless it is paid after all. Throws RangeError where lines, discounts and tax are not the total.
 */
export function postingsOf(invoice: InvoiceFacts, rules: PostingRules = POSTING_RULES): InvoicePosting[] {
  const { finalizedAt, markedUncollectibleAt, unearnedAt, status } = invoice;
  if (finalizedAt === null) return [];
  const name = `Invoice ${invoice.number ?? invoice.id}`;
  const step = (what: string, words: string, entries: Posting[], at: Date | null): InvoicePosting[] =>
    entries.length < 2
      ? []
      : [
          {
            key: `invoice:${invoice.id}:${what}`,
            description: `${name} ${words}`,
            entries,
            occurredAt: at ?? finalizedAt,
          },
        ];
  const owed = receivable(invoice.partnerId);
  const billed = billedEntries(invoice, owed, rules);
  const convertedAt = typeof rules.plans === "object" ? rules.plans.convertedAt : null;
  const given = givenUpEntries(invoice, owed, billed, rules);
  const closedAt = invoice.paidAt ?? invoice.voidedAt;
  const lost = unearnedAt !== null || markedUncollectibleAt !== null;
  const cameBack = lost && (status === "paid" || status === "void");
  return [
    ...(convertedAt === null
      ? step("finalized", "finalized", billed, finalizedAt)
      : [
          ...step(
            "finalized",
            "finalized",
            billedEntries(invoice, owed, { ...rules, plans: "whole" }),
            finalizedAt,
          ),
          ...step("deferred", "earned by day from now on", convertingEntries(invoice), convertedAt),
        ]),
    ...(unearnedAt === null ? [] : step("unearned", "unpaid when its plan had ended", given, unearnedAt)),
    // Lost once is enough.
    ...(markedUncollectibleAt === null || unearnedAt !== null
      ? []
      : step("uncollectible", "given up", given, markedUncollectibleAt)),
    ...(cameBack ? step("reinstated", "collectible after all", turned(given), closedAt) : []),
    ...(status === "paid"
      ? step(
          "paid",
          "paid",
          [...entry(debit, cash, invoice.amountPaidMinor), ...entry(credit, owed, invoice.amountPaidMinor)],
          invoice.paidAt,
        )
      : []),
    ...(status === "void" ? step("void", "voided", turned(billed), invoice.voidedAt) : []),
  ];
}

function billedEntries(invoice: InvoiceFacts, owed: AccountName, rules: PostingRules): Posting[] {
  const { lines, totalMinor, discountMinor, taxMinor } = invoice;
  const sum = (of: (line: InvoiceFacts["lines"][number]) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  const inclusive = sum((line) => line.inclusiveTaxMinor);
  const amounts = sum((line) => line.amountMinor);
  if (amounts - discountMinor + taxMinor - inclusive !== totalMinor) {
    throw new RangeError(
      `The lines of ${invoice.id} come to ${amounts} less ${discountMinor}, with ${taxMinor} of tax of which ${inclusive} lies within them, its total to ${totalMinor}.`,
    );
  }
  const deferredDiscount = rules.plans === "whole" ? 0 : plansOf(invoice).discountMinor;
  return [
    ...entry(debit, owed, totalMinor),
    ...entry(debit, credits, discountMinor - deferredDiscount),
    ...[...billedTo(invoice, rules)].flatMap(([account, minor]) => entry(credit, account, minor)),
    ...entry(credit, taxPayable, taxMinor),
  ];
}

/** Moves what was earned whole to deferred revenue, from where it is earned by day. */
function convertingEntries(invoice: InvoiceFacts): Posting[] {
  const { earnedMinor, discountMinor } = plansOf(invoice);
  return [
    ...entry(debit, subscriptionRevenue, earnedMinor),
    ...entry(credit, credits, discountMinor),
    ...entry(credit, deferredRevenue(invoice.partnerId), earnedMinor - discountMinor),
  ];
}

/** What the plans of an invoice are worth without tax, and what coupons took off them. */
function plansOf({ lines }: Pick<InvoiceFacts, "lines">): {
  earnedMinor: number;
  discountMinor: number;
} {
  let [earnedMinor, discountMinor] = [0, 0];
  for (const line of lines) {
    if (line.kind !== "plan") continue;
    earnedMinor += line.amountMinor - line.inclusiveTaxMinor;
    discountMinor += line.discountMinor;
  }
  return { earnedMinor, discountMinor };
}

/** What the lines come to without tax, by the account that it is booked to; deferred plans less their discounts. */
function billedTo(invoice: InvoiceFacts, rules: PostingRules): Map<AccountName, number> {
  const sums = new Map<AccountName, number>();
  const deferred = deferredRevenue(invoice.partnerId);
  for (const { kind, amountMinor, discountMinor, inclusiveTaxMinor } of invoice.lines) {
    const isDeferred = kind === "plan" && rules.plans !== "whole";
    const account = isDeferred ? deferred : accountOf(kind, rules);
    const minor = amountMinor - inclusiveTaxMinor - (isDeferred ? discountMinor : 0);
    sums.set(account, (sums.get(account) ?? 0) + minor);
  }
  return sums;
}

function accountOf(kind: LineKind, { other }: PostingRules): AccountName {
  return { plan: subscriptionRevenue, usage: usageRevenue, other }[kind];
}

/** Credit that was used up stays used: only what was still due is lost, and its part of the tax with it. */
function givenUpEntries(
  invoice: InvoiceFacts,
  owed: AccountName,
  billed: readonly Posting[],
  rules: PostingRules,
): Posting[] {
  const { amountDueMinor, totalMinor } = invoice;
  if (amountDueMinor === totalMinor) return turned(billed);
  const [only, more] = billedTo(invoice, rules).keys();
  const hasPlans = rules.plans !== "whole" && invoice.lines.some(({ kind }) => kind === "plan");
  const plans = hasPlans ? deferredRevenue(invoice.partnerId) : subscriptionRevenue;
  const account = only === undefined || more !== undefined ? plans : only;
  const tax = lostTaxOf(invoice);
  return [
    ...entry(debit, account, amountDueMinor - tax),
    ...entry(debit, taxPayable, tax),
    ...entry(credit, owed, amountDueMinor),
  ];
}

function lostTaxOf({ amountDueMinor, totalMinor, taxMinor }: InvoiceFacts): number {
  return totalMinor > 0 ? Math.round((taxMinor * amountDueMinor) / totalMinor) : 0;
}

/** What stays earned of an invoice's plans when what was due is lost. */
export function keptOf(invoice: InvoiceFacts): { earnedMinor: number; discountMinor: number } {
  if (invoice.amountDueMinor === invoice.totalMinor) return { earnedMinor: 0, discountMinor: 0 };
  const { earnedMinor, discountMinor } = plansOf(invoice);
  return { earnedMinor: earnedMinor - invoice.amountDueMinor + lostTaxOf(invoice), discountMinor };
}
