import {
  type AccountName,
  cash,
  credit,
  credits,
  debit,
  type Posting,
  receivable,
  subscriptionRevenue,
  usageRevenue,
} from "@/lib/ledger/accounts";
import { usd } from "@/lib/money/money";

/** What the books need to know of an invoice: US cents, as Stripe last told it. */
export interface InvoiceFacts {
  id: string;
  partnerId: string;
  number: string | null;
  status: string;
  totalMinor: number;
  discountMinor: number;
  amountDueMinor: number;
  amountPaidMinor: number;
  finalizedAt: Date | null;
  paidAt: Date | null;
  voidedAt: Date | null;
  markedUncollectibleAt: Date | null;
  lines: readonly { kind: "plan" | "usage" | "other"; amountMinor: number }[];
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
 * invoices use up. Throws RangeError where the lines, less discounts, are not the total: tax, for one, has no account.
 */
export function postingsOf(invoice: InvoiceFacts): InvoicePosting[] {
  const { finalizedAt, markedUncollectibleAt, status } = invoice;
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
  const billed = billedEntries(invoice, owed);
  const given = givenUpEntries(invoice, owed, billed);
  const closedAt = invoice.paidAt ?? invoice.voidedAt;
  const cameBack = markedUncollectibleAt !== null && (status === "paid" || status === "void");
  return [
    ...step("finalized", "finalized", billed, finalizedAt),
    ...(markedUncollectibleAt === null
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

function billedEntries(invoice: InvoiceFacts, owed: AccountName): Posting[] {
  const sum = (kind: "usage" | "rest") =>
    invoice.lines.reduce(
      (total, line) => ((line.kind === "usage") === (kind === "usage") ? total + line.amountMinor : total),
      0,
    );
  const usage = sum("usage");
  const rest = sum("rest");
  if (usage + rest - invoice.discountMinor !== invoice.totalMinor) {
    throw new RangeError(
      `The lines of ${invoice.id} come to ${usage + rest} less ${invoice.discountMinor}, its total to ${invoice.totalMinor}.`,
    );
  }
  return [
    ...entry(debit, owed, invoice.totalMinor),
    ...entry(debit, credits, invoice.discountMinor),
    ...entry(credit, subscriptionRevenue, rest),
    ...entry(credit, usageRevenue, usage),
  ];
}

/** Credit that was used up stays used: only what was still due is lost. */
function givenUpEntries(invoice: InvoiceFacts, owed: AccountName, billed: readonly Posting[]): Posting[] {
  if (invoice.amountDueMinor === invoice.totalMinor) return turned(billed);
  const usage = invoice.lines.every(({ kind }) => kind === "usage");
  return [
    ...entry(debit, usage ? usageRevenue : subscriptionRevenue, invoice.amountDueMinor),
    ...entry(credit, owed, invoice.amountDueMinor),
  ];
}
