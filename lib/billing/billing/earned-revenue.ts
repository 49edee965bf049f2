/** A final invoice of plans, as far as it says what is earned when. US cents. */
export interface PlanInvoice {
  id: string;
  /** When its plans began to be deferred: when it became final, or when the books of before were converted. */
  deferredAt: Date;
  voidedAt: Date | null;
  /** When it was given up, or found unpaid after its subscription had ended. */
  lostAt: Date | null;
  /** When it was paid after all. */
  reinstatedAt: Date | null;
  /** What of its plans stays earned once it is lost: what credit had paid. */
  kept: { earnedMinor: number; discountMinor: number };
  /** Its total, and what of it is tax. */
  totalMinor: number;
  taxMinor: number;
  lines: readonly PlanLine[];
}

/** The time that a line of a plan is for. Below zero: time that is given back. */
export interface PlanLine {
  subscriptionId: string | null;
  /** When its subscription ended: what is paid and not credited by then is earned then. */
  endedAt: Date | null;
  from: Date;
  to: Date;
  /** Without tax, before discounts. */
  earnedMinor: number;
  discountMinor: number;
}

/** Money that went back for an invoice: a refund, or a dispute that was lost. */
export interface MoneyBack {
  id: string;
  invoiceId: string;
  at: Date;
  amountMinor: number;
}

/** What is earned of an invoice's plans up to a moment. */
export interface Earned {
  earnedMinor: number;
  discountMinor: number;
  /** What of money that went back deferred revenue bears, because it was for time still to come. */
  refundedMinor: number;
}

/** Money that went back for time still to come: that much less of an invoice is earned from then on. */
interface Returned {
  invoiceId: string;
  subscriptionId: string | null;
  endedAt: Date | null;
  at: Date;
  /** The beginning of its day, of which nothing was earned yet. */
  from: Date;
  to: Date;
  minor: number;
}

const DAY_MS = 86_400_000;
const NOTHING: Earned = { earnedMinor: 0, discountMinor: 0, refundedMinor: 0 };

/** A partner's plans by all that was invoiced and went back for them: what is earned of them when. */
export class EarnedRevenue {
  readonly #invoices: readonly PlanInvoice[];
  readonly #returned: Returned[] = [];

  constructor(invoices: readonly PlanInvoice[], moneyBack: readonly MoneyBack[]) {
    this.#invoices = invoices;
    const happened = [
      ...invoices.map((invoice) => ({ at: invoice.deferredAt, invoice, minor: null })),
      ...moneyBack.flatMap(({ invoiceId, at, amountMinor }) => {
        const invoice = invoices.find(({ id }) => id === invoiceId);
        if (invoice === undefined) return [];
        // What went back before the books were converted was for time that is deferred since.
        return [
          { at: new Date(Math.max(at.getTime(), invoice.deferredAt.getTime())), invoice, minor: amountMinor },
        ];
      }),
    ].sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const { at, invoice, minor } of happened) {
      if (minor === null) this.#creditedBeyond(invoice);
      else this.#wentBack(invoice, at.getTime(), minor);
    }
  }

  /**
   * What is earned of an invoice before a moment: of each line the share of its time in UTC days that are over. That and
   * the rest are rounded by largest remainder, so they sum to the line. All of it once its time is over or its subscription
   * has ended; nothing once it is void; what credit had paid once it is lost.
   */
  earnedBefore(invoice: PlanInvoice, moment: Date): Earned {
    const at = moment.getTime();
    const state = stateAt(invoice, at);
    if (state === "none") return NOTHING;
    if (state === "lost") return { ...invoice.kept, refundedMinor: 0 };
    let { earnedMinor, discountMinor, refundedMinor } = NOTHING;
    for (const line of invoice.lines) {
      earnedMinor += shareOf(line.earnedMinor, line, at);
      discountMinor += shareOf(line.discountMinor, line, at);
    }
    for (const returned of this.#returned) {
      if (returned.invoiceId !== invoice.id || returned.at.getTime() >= at) continue;
      earnedMinor -= shareOf(returned.minor, returned, at);
      refundedMinor += returned.minor;
    }
    return { earnedMinor, discountMinor, refundedMinor };
  }

  /**
   * A refund is first of time still to come, as far as that is paid for, by this very invoice too, and not credited
   * otherwise.
   */
  #wentBack(invoice: PlanInvoice, at: number, amountMinor: number): void {
    if (stateAt(invoice, at + 1) !== "live" || invoice.totalMinor <= 0) return;
    const { totalMinor, taxMinor } = invoice;
    const withoutTax = Number((BigInt(amountMinor) * BigInt(totalMinor - taxMinor)) / BigInt(totalMinor));
    const [largest] = invoice.lines
      .filter(({ earnedMinor, to }) => earnedMinor > 0 && to.getTime() > at)
      .map((line) => {
        const left = Math.min(this.#leftOf(line, at + 1).minor, this.#leftOf(line, at + 1, invoice).minor);
        return { line, left };
      })
      .sort((a, b) => b.left - a.left);
    if (largest === undefined) return;
    this.#note(invoice, largest.line, at, Math.min(withoutTax, Math.max(0, largest.left)));
  }

  /** Credit for time that was refunded before is a cost of ours, not less of what is still to be earned. */
  #creditedBeyond(invoice: PlanInvoice): void {
    const at = invoice.deferredAt.getTime();
    const ends = new Map(
      invoice.lines
        .filter(({ earnedMinor, to }) => earnedMinor < 0 && to.getTime() > at)
        .map((line) => [`${line.subscriptionId} ${line.to.getTime()}`, line]),
    );
    for (const line of ends.values()) {
      const { minor, lines } = this.#leftOf(line, at + 1);
      // Each line's cents are rounded by themselves.
      if (minor < 0 - lines) this.#note(invoice, line, at, minor);
    }
  }

  #note({ id }: PlanInvoice, line: PlanLine, at: number, minor: number): void {
    if (minor === 0) return;
    const { subscriptionId, endedAt, to } = line;
    const from = new Date(Math.max(line.from.getTime(), Math.floor(at / DAY_MS) * DAY_MS));
    this.#returned.push({ invoiceId: id, subscriptionId, endedAt, at: new Date(at), from, to, minor });
  }

  /** What is still to be earned of a subscription's time to the end of a line, by all invoices that charge or credit it, or one. */
  #leftOf(
    { subscriptionId, to }: PlanLine,
    at: number,
    only?: PlanInvoice,
  ): { minor: number; lines: number } {
    const same = (one: { subscriptionId: string | null; to: Date }) =>
      one.subscriptionId === subscriptionId && one.to.getTime() === to.getTime();
    let [minor, lines] = [0, 0];
    for (const invoice of only === undefined ? this.#invoices : [only]) {
      if (stateAt(invoice, at) !== "live") continue;
      for (const line of invoice.lines.filter(same)) {
        const [earned, discount] = [line.earnedMinor, line.discountMinor];
        minor += earned - discount - shareOf(earned, line, at) + shareOf(discount, line, at);
        lines += 1;
      }
      for (const returned of this.#returned.filter(same)) {
        if (returned.invoiceId !== invoice.id || returned.at.getTime() >= at) continue;
        minor -= returned.minor - shareOf(returned.minor, returned, at);
      }
    }
    return { minor, lines };
  }
}

/** What has become of an invoice before a moment. */
function stateAt({ deferredAt, voidedAt, lostAt, reinstatedAt }: PlanInvoice, at: number) {
  const happened = (date: Date | null) => date !== null && date.getTime() < at;
  if (!happened(deferredAt) || happened(voidedAt)) return "none";
  return happened(lostAt) && !happened(reinstatedAt) ? "lost" : "live";
}

/** When there is nothing left to earn of an invoice. */
export function earnedWholeAt({ lines }: PlanInvoice): Date {
  const ends = lines.map(({ to, endedAt }) =>
    Math.min(to.getTime(), endedAt?.getTime() ?? Number.POSITIVE_INFINITY),
  );
  return new Date(Math.max(0, ...ends));
}

function shareOf(
  minor: number,
  { from, to, endedAt }: Pick<PlanLine, "from" | "to" | "endedAt">,
  at: number,
): number {
  if (at >= to.getTime() || (endedAt !== null && endedAt.getTime() < at)) return minor;
  const whole = BigInt(to.getTime() - from.getTime());
  const passed = BigInt(Math.floor(at / DAY_MS) * DAY_MS - from.getTime());
  if (passed <= 0n) return 0;
  // Of two parts the larger remainder is the one of at least a half.
  const size = (BigInt(Math.abs(minor)) * passed * 2n + whole) / (whole * 2n);
  return minor < 0 ? 0 - Number(size) : Number(size);
}
