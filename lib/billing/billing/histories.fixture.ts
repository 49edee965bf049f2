import { earnRevenue } from "@/lib/billing/billing/earn-revenue";
import { checkLived } from "@/lib/billing/billing/history-check.fixture";
import { checkRevenue, type Ended, revenueOf } from "@/lib/billing/billing/history-revenue.fixture";
import {
  Dice,
  describeHistory,
  type History,
  type HistoryStep,
  shrink,
} from "@/lib/billing/billing/history-steps.fixture";
import { HistoryTown, type Lived, START } from "@/lib/billing/billing/history-town.fixture";
import { reconcileBilling } from "@/lib/billing/billing/reconcile-billing";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { checkWallets } from "@/lib/billing/wallet/check-wallets";
import type { Database } from "@/lib/platform/db";

/** Gives a database with all migrations and no rows, and takes it away again. */
export interface Databases {
  with<T>(work: (database: Database) => Promise<T>): Promise<T>;
}

export interface Failed {
  history: History;
  problems: string[];
  log: string[];
}

export interface Told {
  failed: Failed[];
  /** How often each kind of step came to what. */
  outcomes: Record<string, number>;
}

/** Lives through histories one after the other and checks each when it ends, and all books after them. */
export async function liveThrough(databases: Databases, histories: readonly History[]): Promise<Told> {
  return databases.with(async (database) => {
    const town = new HistoryTown(database);
    await town.open();
    const all: Ended[] = [];
    let end = START;
    for (const history of histories) {
      const lived = await town.begin(history);
      try {
        await liveOne(town, lived);
      } catch (error) {
        lived.problems.push(`it broke: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      }
      all.push({ lived, revenue: await revenueOf(town, lived) });
      end = Math.max(end, town.now);
    }
    await town.setTime(end);
    const general = await checkBooks(database, town, all);
    return {
      failed: failures(
        all.map(({ lived }) => lived),
        general,
      ),
      outcomes: town.outcomes,
    };
  });
}

async function liveOne(town: HistoryTown, lived: Lived): Promise<void> {
  await town.deal();
  const dice = new Dice(~lived.history.seed);
  const nights = new Dice(lived.history.seed ^ 0x5eed);
  for (const step of lived.history.steps) {
    // A second apart, so that Stripe's times say what came first.
    await town.passTo(Math.max(START + step.at, town.now + 1));
    // What happens at Stripe alone asks for nothing of ours.
    if (!AT_STRIPE.has(step.do) || dice.chance(0.3)) await town.deal();
    if (nights.chance(0.2)) await earnRevenue(town.ctx);
    await town.live(lived, step);
  }
  await town.follow();
  await checkLived(town, lived);
  await town.close(lived);
}

const AT_STRIPE: ReadonlySet<HistoryStep["do"]> = new Set([
  "card",
  "pay",
  "refund",
  "dispute",
  "decide",
  "consent",
  "call",
]);

async function checkBooks(database: Database, town: HistoryTown, all: readonly Ended[]): Promise<string[]> {
  const problems: string[] = [];
  const by = (partnerId: string | null) =>
    all.find(({ lived }) => lived.ctx.partnerId === partnerId)?.lived.problems ?? problems;
  await reconcileBilling(town.ctx);
  for (const {
    partnerId,
    kind,
    subject,
    ours,
    theirs,
  } of await database.prisma.billingDifference.findMany()) {
    by(partnerId).push(`our books and Stripe's differ (${kind} ${subject}): ours ${ours} | theirs ${theirs}`);
  }
  for (const fault of (await checkLedger(town.ctx)).faults) problems.push(`ledger: ${JSON.stringify(fault)}`);
  for (const { partnerId, detail } of await checkWallets(town.ctx)) by(partnerId).push(`wallet: ${detail}`);
  await checkRevenue(town, all, problems);
  return problems;
}

function failures(all: readonly Lived[], general: readonly string[]): Failed[] {
  const failed = all
    .filter(({ problems }) => problems.length > 0)
    .map(({ history, problems, log }) => ({ history, problems, log }));
  const [first] = all;
  if (general.length === 0 || first === undefined) return failed;
  // Whose it is shows when each is lived through alone.
  const history = { seed: first.history.seed, steps: [] };
  return [...failed, { history, problems: [...general], log: [] }];
}

/** What kind of problem it is: the words without the figures. */
export function kindOf(problem: string): string {
  return problem
    .replace(/\b(sub|in|cus|re|ch)_\w+|[0-9a-f]{8}-[0-9a-f-]{27}|-?\d[\d:TZ.-]*/g, "#")
    .slice(0, 60);
}

/** The failed history with the fewest steps that still fail in the same way, and what then happens. */
export async function shrunk(databases: Databases, { history, problems }: Failed): Promise<Failed> {
  const [first = ""] = problems;
  let last: Failed | undefined;
  const fails = async (tried: History) => {
    const { failed } = await liveThrough(databases, [tried]);
    const same = failed.find((one) => one.problems.some((problem) => kindOf(problem) === kindOf(first)));
    if (same !== undefined) last = same;
    return same !== undefined;
  };
  const smallest = await shrink(history, fails);
  return last === undefined
    ? { history, problems, log: ["It does not fail alone."] }
    : { ...last, history: smallest };
}

/** For people. */
export function describeFailed({ history, problems, log }: Failed): string {
  return [
    describeHistory(history),
    ...log.map((line) => `  ${line}`),
    ...problems.map((line) => `  ! ${line}`),
  ].join("\n");
}
