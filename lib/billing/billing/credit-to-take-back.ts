/** An invoice that became final and is not void, as far as credit for time follows from it. */
export interface CreditingInvoice {
  id: string;
  totalMinor: number;
  /** What went back of its payments: refunds, and disputes that are not decided in our favour. */
  backMinor: number;
  lines: readonly CreditingLine[];
}

export interface CreditingLine {
  id: string;
  /** Net of discounts. Below zero: credit. */
  amountMinor: number;
  /** Of credit for unused time: the invoice that had charged for it, and its lines. */
  credits: { invoiceId: string; lineIds: readonly string[] } | null;
}

/**
 * How much of the credit that a customer was given is not covered by money that we kept, as far as it reached the
 * customer's balance. Credit for unused time is worth what is left of the payment for that time, in proportion to what
 * went back of it. Where uncovered credit paid for other time on its own invoice, that time is uncovered by as much, and
 * so is credit for it. `invoices` are the customer's, oldest first. US cents, rounded against the customer by less than
 * a cent a line.
 */
export function creditToTakeBack(invoices: readonly CreditingInvoice[]): number {
  const charged = new Map(invoices.flatMap(({ lines }) => lines.map((line) => [line.id, line.amountMinor])));
  const back = new Map(invoices.map(({ id, backMinor }) => [id, backMinor]));
  let uncovered = 0;
  for (const { id, totalMinor, lines } of invoices) {
    const given = lines.reduce((sum, line) => sum + uncoveredOf(line, charged, back), 0);
    const reached = Math.min(given, Math.max(0, 0 - totalMinor));
    uncovered += reached;
    back.set(id, (back.get(id) ?? 0) + given - reached);
  }
  return uncovered;
}

function uncoveredOf(
  { amountMinor, credits }: CreditingLine,
  charged: ReadonlyMap<string, number>,
  back: ReadonlyMap<string, number>,
): number {
  if (credits === null || amountMinor >= 0) return 0;
  const given = 0 - amountMinor;
  const whole = credits.lineIds.reduce((sum, id) => sum + (charged.get(id) ?? 0), 0);
  const gone = back.get(credits.invoiceId) ?? 0;
  if (gone <= 0 || whole <= 0) return 0;
  const kept = BigInt(Math.max(0, whole - gone));
  return given - Number((BigInt(given) * kept) / BigInt(whole));
}
