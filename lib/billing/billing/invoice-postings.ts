import {
  type AccountName,
  cash,
  credit,
  credits,
  debit,
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
  lines: readonly { kind: LineKind; amountMinor: number; inclusiveTaxMinor: number }[];
}

type LineKind = "plan" | "usage" | "other";

/** Where lines that are neither plan nor usage are booked: with plans on invoices that were first booked long ago. */
export interface PostingRules {
  readonly other: AccountName;
}

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
export function postingsOf(
  invoice: InvoiceFacts,
  rules: PostingRules = { other: otherRevenue },
): InvoicePosting[] {
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
  const given = givenUpEntries(invoice, owed, billed, rules);
  const closedAt = invoice.paidAt ?? invoice.voidedAt;
  const lost = unearnedAt !== null || markedUncollectibleAt !== null;
  const cameBack = lost && (status === "paid" || status === "void");
  return [
    ...step("finalized", "finalized", billed, finalizedAt),
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
  return [
    ...entry(debit, owed, totalMinor),
    ...entry(debit, credits, discountMinor),
    ...[...earnedBy(invoice, rules)].flatMap(([account, minor]) => entry(credit, account, minor)),
    ...entry(credit, taxPayable, taxMinor),
  ];
}

/** What the lines earn without tax, by the account that it is booked to. */
function earnedBy({ lines }: InvoiceFacts, rules: PostingRules): Map<AccountName, number> {
  const sums = new Map<AccountName, number>();
  for (const { kind, amountMinor, inclusiveTaxMinor } of lines) {
    const account = accountOf(kind, rules);
    sums.set(account, (sums.get(account) ?? 0) + amountMinor - inclusiveTaxMinor);
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
  const { amountDueMinor, totalMinor, taxMinor } = invoice;
  if (amountDueMinor === totalMinor) return turned(billed);
  const [only, more] = earnedBy(invoice, rules).keys();
  const account = only === undefined || more !== undefined ? subscriptionRevenue : only;
  const tax = totalMinor > 0 ? Math.round((taxMinor * amountDueMinor) / totalMinor) : 0;
  return [
    ...entry(debit, account, amountDueMinor - tax),
    ...entry(debit, taxPayable, tax),
    ...entry(credit, owed, amountDueMinor),
  ];
}
