import { readHeld } from "@/lib/billing/billing/history-held.fixture";
import { type HistoryTown, idOf, type Lived } from "@/lib/billing/billing/history-town.fixture";
import { getRevenue } from "@/lib/operations/admin/get-revenue";
import { adminContext } from "@/test/people";

export interface Sums {
  subscription: number;
  usage: number;
  discounts: number;
  refunds: number;
}

const none = (): Sums => ({ subscription: 0, usage: 0, discounts: 0, refunds: 0 });

/** A history that is over, and what it brought by month. */
export interface Ended {
  lived: Lived;
  revenue: ReadonlyMap<string, Sums>;
}

/** Adds to the sums of the month that a moment lies in. */
type Into = (at: number, sums: Partial<Sums>) => void;

/** What the invoices and refunds of a partner come to when all is over, by month. */
export async function revenueOf(town: HistoryTown, lived: Lived): Promise<Map<string, Sums>> {
  const months = new Map<string, Sums>();
  await addUp(town, lived, (at, sums) =>
    add(within(months, new Date(at * 1_000).toISOString().slice(0, 7)), sums),
  );
  return months;
}

/**
 * Compares what admins see of each month and partner with what the invoices and refunds of all partners come to. When all
 * is over, all that is kept of plans is earned: what deferred revenue bore of refunds is less of both.
 */
export async function checkRevenue(
  town: HistoryTown,
  all: readonly Ended[],
  problems: string[],
): Promise<void> {
  const months = new Map<string, Sums>();
  const partners = new Map<string, Sums>();
  for (const { lived, revenue } of all) {
    for (const [month, sums] of revenue) {
      add(within(months, month), sums);
      add(within(partners, lived.ctx.partnerId), sums);
    }
  }
  const admin = adminContext(town.database, { userId: "00000000-0000-7000-8000-000000000001" }, town.clock);
  const shown = await getRevenue(admin, { range: "24m" });
  for (const month of shown.months) {
    // Plans are earned by day (checkEarned), and of AI tokens that are refunded the books take off what was taken back.
    const usage = within(months, month.month).usage;
    compare(
      problems,
      `revenue of ${month.month}`,
      { ...none(), usage: month.usageMinor },
      { ...none(), usage },
    );
  }
  const borne = await borneByDeferred(town);
  for (const {
    lived: { ctx, tokens, problems: own },
  } of all) {
    const said = shown.partners.find(({ id }) => id === ctx.partnerId);
    const owed = within(partners, ctx.partnerId);
    const sums = said === undefined ? none() : saidOf(said);
    add(sums, { subscription: borne.get(ctx.partnerId) ?? 0, refunds: borne.get(ctx.partnerId) ?? 0 });
    if (tokens.bought > 0) compare(own, "its revenue", { ...sums, refunds: 0 }, { ...owed, refunds: 0 });
    else compare(own, "its revenue", sums, owed);
  }
  if (shown.mrrMinor !== 0)
    problems.push(`nobody has a plan any more, and ${shown.mrrMinor} come in a month`);
}

/** What of its refunds each partner's deferred revenue bore. */
async function borneByDeferred({ database: { prisma } }: HistoryTown): Promise<Map<string, number>> {
  const rows = await prisma.revenueMonth.groupBy({ by: ["partnerId"], _sum: { refundedMinor: true } });
  return new Map(rows.map(({ partnerId, _sum }) => [partnerId, _sum.refundedMinor ?? 0]));
}

function saidOf(earned: {
  subscriptionMinor: number;
  usageMinor: number;
  discountsMinor: number;
  refundsMinor: number;
}): Sums {
  const { subscriptionMinor, usageMinor, discountsMinor, refundsMinor } = earned;
  return {
    subscription: subscriptionMinor,
    usage: usageMinor,
    discounts: discountsMinor,
    refunds: refundsMinor,
  };
}

function compare(problems: string[], what: string, said: Sums, owed: Sums): void {
  const [shown, counted] = [JSON.stringify(said), JSON.stringify(owed)];
  if (shown !== counted) problems.push(`${what}: shown ${shown}, by all invoices ${counted}`);
}

function within(sums: Map<string, Sums>, name: string): Sums {
  const found = sums.get(name) ?? none();
  sums.set(name, found);
  return found;
}

function add(to: Sums, sums: Partial<Sums>): void {
  to.subscription += sums.subscription ?? 0;
  to.usage += sums.usage ?? 0;
  to.discounts += sums.discounts ?? 0;
  to.refunds += sums.refunds ?? 0;
}

/** What was made final, less what was taken back or is not paid when its plan has ended; refunds, and disputes that were lost. */
async function addUp(town: HistoryTown, { ctx, customer }: Lived, into: Into): Promise<void> {
  const { invoices, refunds, disputes, subscriptions, adjustments } = await readHeld(town.stripe, customer);
  // When the product noticed that it will not be paid is its own affair; that it did is not.
  const noticed = await ctx.db.invoice.findMany({
    where: { partnerId: ctx.partnerId, unearnedAt: { not: null } },
  });
  for (const {
    id,
    status,
    parent,
    lines,
    amount_due,
    total,
    total_discount_amounts,
    status_transitions,
  } of invoices) {
    const { finalized_at, voided_at, paid_at } = status_transitions;
    if (finalized_at === null) continue;
    const subscription = subscriptions.find(
      (one) => one.id === idOf(parent?.subscription_details?.subscription ?? null),
    );
    const kind = subscription?.metadata.kind === "usage" ? "usage" : "subscription";
    const amount = lines.data.reduce((sum, line) => sum + line.amount, 0);
    const discounts = (total_discount_amounts ?? []).reduce((sum, one) => sum + one.amount, 0);
    into(finalized_at, { [kind]: amount, discounts });
    if (voided_at !== null) into(voided_at, { [kind]: -amount, discounts: -discounts });
    const ended = subscription?.ended_at ?? null;
    const lost = status === "open" && amount_due > 0 && ended !== null;
    const at = (noticed.find((one) => one.id === id)?.unearnedAt?.getTime() ?? 0) / 1_000;
    const given = amount_due === total ? { [kind]: -amount, discounts: -discounts } : { [kind]: -amount_due };
    if (lost) into(at === 0 ? (ended ?? 0) : at, given);
    else if (at !== 0 && (paid_at ?? voided_at) !== null) {
      into(at, given);
      const back = amount_due === total ? { [kind]: amount, discounts } : { [kind]: amount_due };
      into(paid_at ?? voided_at ?? 0, back);
    }
  }
  // Credit that is taken back pays for part of a refund.
  for (const { amount, created } of adjustments) into(created, { refunds: -amount });
  for (const { amount, created, status } of refunds)
    if (status === "succeeded") into(created, { refunds: amount });
  for (const { amount, created, status } of disputes)
    if (status === "lost") into(created, { refunds: amount });
}
