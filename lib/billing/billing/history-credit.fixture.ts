import type { Held } from "@/lib/billing/billing/history-held.fixture";
import { type HistoryTown, idOf, type Lived } from "@/lib/billing/billing/history-town.fixture";
import { type Bill, rounded } from "@/lib/billing/billing/independent-bill.fixture";

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");

/** The bills of a plan, each with its invoice where it has one. */
export interface BilledPlan {
  bills: readonly Bill[];
  invoiceOf: (bill: Bill) => Held["invoices"][number] | undefined;
}

/** Nothing is given back that was not paid, and kept, for that very time. */
export function checkCredit(problems: string[], held: Held, { bills, invoiceOf }: BilledPlan): void {
  for (const { at, lines } of bills) {
    for (const { credits, cents, from } of lines) {
      if (credits === null || cents === 0n) continue;
      const bill = bills[credits.bill];
      const invoice = bill === undefined ? undefined : invoiceOf(bill);
      const paidAt = invoice?.status === "paid" ? (invoice.status_transitions.paid_at ?? 0) : null;
      const paid = paidAt !== null && paidAt <= at ? credits.cents : 0n;
      const back = invoice === undefined ? 0n : wentBack(held, invoice.id, at);
      const most = worth({ ...credits, cents: paid }, from, back);
      if (-cents > most) {
        problems.push(
          `credit of ${-cents} at ${iso(at)} for time that ${paid} less ${back} was paid for: ${most} at most`,
        );
      }
    }
  }
}

/** What unused time is worth by what was kept of its payment. */
function worth(
  { cents, from, to }: { cents: bigint; from: number; to: number },
  since: number,
  back: bigint,
): bigint {
  const kept = cents > back ? cents - back : 0n;
  return rounded(kept * BigInt(to - since), BigInt(to - from));
}

/** What had gone back of an invoice's payments by some moment. */
function wentBack({ paidBy, refunds, disputes }: Held, invoiceId: string, at: number): bigint {
  const isOf = (charge: string | { id: string } | null) => paidBy.get(idOf(charge) ?? "") === invoiceId;
  let cents = 0n;
  for (const { charge, created, amount, balance_transactions } of disputes) {
    // Won: the money came back with a second movement.
    const backAt = balance_transactions.find((move) => move.amount > 0)?.created ?? Number.POSITIVE_INFINITY;
    if (isOf(charge) && created <= at && at < backAt) cents += BigInt(amount);
  }
  for (const { charge, created, amount, status } of refunds) {
    if (isOf(charge) && created <= at && status === "succeeded") cents += BigInt(amount);
  }
  return cents;
}

/**
 * Credit never outlives the money that it came from: in the end all of it that is not covered by money that was kept
 * has been taken back, or was used before and a person is asked to look. Nothing else is taken.
 */
export async function checkTakenBack(
  town: HistoryTown,
  { ctx, problems }: Lived,
  held: Held,
  plans: readonly BilledPlan[],
): Promise<void> {
  const taken = held.adjustments.reduce((sum, { amount }) => sum + amount, 0);
  const [uncovered, lines] = plans.reduce(
    ([sum, count], plan) => {
      const credits = plan.bills.flatMap((bill) => bill.lines.filter((line) => line.credits !== null));
      return [sum + Number(uncoveredOf(held, plan, town.now)), count + credits.length];
    },
    [0, 0],
  );
  // Half a cent a line is rounded either way.
  const slack = lines;
  const short = uncovered - taken;
  for (const { amount } of held.adjustments) {
    const kind = `credit: ${amount > 0 ? "taken back" : "given back"}`;
    town.outcomes[kind] = (town.outcomes[kind] ?? 0) + 1;
  }
  if (short < -slack) problems.push(`credit of ${taken} was taken back, ${uncovered} had to be`);
  const causes = [...held.refunds, ...held.disputes].map(({ id }) => id);
  const told = await ctx.db.billingSetAside.findMany({
    where: { objectId: { in: causes }, reason: "credit_used", resolvedAt: null },
    orderBy: { foundAt: "asc" },
  });
  const last = told.at(-1);
  if (short <= slack) {
    if (last !== undefined && Number(last.amountMinor) > slack)
      problems.push(`a person is asked to look at credit of ${last.amountMinor}, all was taken back`);
    return;
  }
  town.outcomes["credit: used before"] = (town.outcomes["credit: used before"] ?? 0) + 1;
  if (last === undefined) {
    problems.push(`credit of ${short} outlives the refund or dispute of its payment, and no person is told`);
    return;
  }
  // What is credit now came after the last look, or it would have been taken.
  const since = last.foundAt.getTime() / 1_000;
  const came = held.invoices.some(({ total, status_transitions: { finalized_at, voided_at } }) => {
    const final = finalized_at !== null && finalized_at >= since && total < 0;
    return final || (voided_at !== null && voided_at >= since);
  });
  if (held.balance < 0 && !came)
    problems.push(`${short} of credit had to be taken back, and ${held.balance} was left to take it from`);
}

/** What reached the balance of credit that the money behind it does not cover. */
function uncoveredOf(held: Held, { bills, invoiceOf }: BilledPlan, now: number): bigint {
  const back = bills.map((bill) => {
    const invoice = invoiceOf(bill);
    return invoice === undefined ? 0n : wentBack(held, invoice.id, now);
  });
  let all = 0n;
  for (const [index, { lines, totalCents }] of bills.entries()) {
    let given = 0n;
    for (const { credits, cents, from } of lines) {
      const gone = credits === null ? 0n : (back[credits.bill] ?? 0n);
      if (credits !== null && gone > 0n) given += -cents - worth(credits, from, gone);
    }
    const most = totalCents < 0n ? -totalCents : 0n;
    const reached = given < most ? given : most;
    all += reached;
    // The rest paid for other time on the same bill.
    back[index] = (back[index] ?? 0n) + given - reached;
  }
  return all;
}
