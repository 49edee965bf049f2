import { checkDeferredRevenue } from "@/lib/billing/billing/check-deferred-revenue";
import { earnRevenue } from "@/lib/billing/billing/earn-revenue";
import type { Held } from "@/lib/billing/billing/history-held.fixture";
import type { HistoryTown, Lived } from "@/lib/billing/billing/history-town.fixture";
import {
  type Exact,
  owedFor,
  type PlanFact,
  plus,
  rounded,
} from "@/lib/billing/billing/independent-bill.fixture";

const DAY_S = 86_400;

/**
 * Earns what is due and compares: what the books say was earned up to each end of a month, and up to the last midnight,
 * with what is owed for all seconds until then. Only where all that was charged is kept; deferred revenue is checked in
 * every history.
 */
export async function checkEarned(
  town: HistoryTown,
  { ctx, problems }: Lived,
  held: Held,
  plans: readonly PlanFact[],
): Promise<void> {
  await earnRevenue(town.ctx);
  for (const { partnerId, invoiceId, detail } of await checkDeferredRevenue(town.ctx))
    problems.push(`deferred revenue of ${invoiceId} (${partnerId}): ${detail}`);
  const given = held.refunds.length + held.disputes.length > 0;
  if (given || held.invoices.some(({ status }) => status === "void" || status === "uncollectible")) return;
  const ours = await ctx.db.invoice.findMany({
    where: { partnerId: ctx.partnerId },
    include: { lines: { where: { kind: "plan" } } },
  });
  if (ours.some(({ unearnedAt }) => unearnedAt !== null)) return;
  const cents = 2n * BigInt(ours.reduce((count, { lines }) => count + lines.length, 1));
  const books = await earnedInBooks(ctx);
  const midnight = Math.floor(town.now / DAY_S) * DAY_S;
  for (const at of [
    ...monthEnds(
      ours.map(({ createdAt }) => createdAt),
      midnight,
    ),
    midnight,
  ]) {
    // What is not final yet is earned when it is.
    const late = ours.some(
      ({ lines, finalizedAt }) =>
        lines.some(({ periodStart }) => periodStart.getTime() / 1_000 < at) &&
        (finalizedAt === null || finalizedAt.getTime() / 1_000 >= at),
    );
    if (late) continue;
    const until = at === midnight ? town.now + 1 : at;
    const earned = books.reduce((sum, { second, minor }) => (second < until ? sum + minor : sum), 0n);
    const owedUntil = (second: number) =>
      plans.reduce<Exact>((sum, plan) => plus(sum, owedFor(plan, second)), { top: 0n, bottom: 1n });
    const owed = owedUntil(at);
    const { top, bottom } = plus(owed, { top: 0n - earned, bottom: 1n });
    // A period that ended today is earned whole, whatever the midnight before: never more than all seconds until now.
    const most =
      at === midnight ? plus(owedUntil(town.now), { top: 0n - earned, bottom: 1n }) : { top, bottom };
    if (top <= cents * bottom && most.top >= 0n - cents * most.bottom) continue;
    const moment = new Date(at * 1_000).toISOString();
    problems.push(
      `earned by ${moment} are ${earned}, the seconds until then are owed ${rounded(owed.top, owed.bottom)}`,
    );
  }
}

/** The first moments of the months after the first of some dates, up to a moment. */
function monthEnds(dates: readonly Date[], until: number): number[] {
  const first = new Date(Math.min(...dates.map((date) => date.getTime())));
  const ends: number[] = [];
  if (dates.length === 0) return ends;
  for (let month = 1; ; month += 1) {
    const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month) / 1_000;
    if (end >= until) return ends;
    ends.push(end);
  }
}

/** What the books say a partner's plans earned when, less what coupons took off. */
async function earnedInBooks({ db, partnerId }: Lived["ctx"]): Promise<{ second: number; minor: bigint }[]> {
  const rows = await db.$queryRaw<{ at: Date; minor: bigint }[]>`
    SELECT entry.occurred_at AS at, 0 - entry.amount_minor AS minor
    FROM ledger_transactions posted
    JOIN invoices ON invoices.id = split_part(posted.key, ':', 2) AND invoices.partner_id = ${partnerId}::uuid
    JOIN ledger_entries entry ON entry.transaction_id = posted.id
    JOIN ledger_accounts account ON account.id = entry.account_id AND account.kind IN ('subscription_revenue', 'credits')
    WHERE posted.key LIKE 'invoice:%:earned:%'`;
  return rows.map(({ at, minor }) => ({ second: at.getTime() / 1_000, minor }));
}
