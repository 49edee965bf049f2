import { disputeReason } from "@/lib/billing/billing/dispute-words";
import { RECONCILE_JOB } from "@/lib/billing/billing/request-reconciliation";
import { amountWords, reasonWords } from "@/lib/billing/billing/set-aside";
import { checkLedger, type LedgerReport } from "@/lib/billing/ledger/check-ledger";
import { formatMoney } from "@/lib/money/format-money";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

const SHOWN = 50;
const RUNS = 7;

export interface BillingHealth {
  /** Whether the local stand-in takes Stripe's place. */
  standIn: boolean;
  ledger: LedgerReport;
  /** A comparison is queued or runs right now. */
  reconciling: boolean;
  runs: {
    id: string;
    startedAt: Date;
    finishedAt: Date | null;
    partners: number;
    subscriptions: number;
    invoices: number;
    differences: number;
    healed: number;
    error: string | null;
  }[];
  /** Of the last comparison. */
  differences: {
    id: string;
    kind: string;
    subject: string;
    ours: string;
    theirs: string;
    partner: { id: string; companyName: string } | null;
    healedAt: Date | null;
  }[];
  /** What is not in the books and nobody has looked at yet, the newest first. */
  setAside: {
    id: string;
    objectId: string;
    reason: string;
    /** In its own currency; null where it has no amount. */
    amount: string | null;
    detail: string;
    foundAt: Date;
  }[];
  /** How many there are in all. */
  setAsideCount: number;
  /** Those that are open, then those that were decided last. */
  disputes: {
    id: string;
    partner: { id: string; companyName: string };
    amount: string;
    reason: string;
    status: string;
    dueBy: Date | null;
    createdAt: Date;
    closedAt: Date | null;
  }[];
  events: { received: number; waiting: number; failed: number };
  failedEvents: {
    id: string;
    type: string;
    objectId: string | null;
    attempts: number;
    error: string | null;
    receivedAt: Date;
  }[];
}

/** How our books stand: with themselves (recomputed now), with Stripe's, and which messages of Stripe's failed. For admins. */
export async function getBillingHealth(ctx: AdminContext): Promise<BillingHealth> {
  assertAdmin(ctx);
  const waiting = { processedAt: null };
  const failing = { ...waiting, error: { not: null } };
  const [setAside, setAsideCount, disputes] = await Promise.all([
    ctx.db.billingSetAside.findMany({
      where: { resolvedAt: null },
      orderBy: { foundAt: "desc" },
      take: SHOWN,
    }),
    ctx.db.billingSetAside.count({ where: { resolvedAt: null } }),
    ctx.db.billingDispute.findMany({
      orderBy: [{ closedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
      take: SHOWN,
      include: { partner: { select: { id: true, companyName: true } } },
    }),
  ]);
  const [ledger, queued, runs, received, pending, failed, failedEvents] = await Promise.all([
    checkLedger(ctx),
    ctx.db.$queryRaw<unknown[]>`
      SELECT 1 FROM graphile_worker.jobs WHERE key = ${`${RECONCILE_JOB}:now`} AND attempts < max_attempts LIMIT 1`,
    ctx.db.billingReconciliation.findMany({
      orderBy: { startedAt: "desc" },
      take: RUNS,
      include: { differences: { orderBy: [{ healedAt: "asc" }, { id: "asc" }] } },
    }),
    ctx.db.stripeEvent.count(),
    ctx.db.stripeEvent.count({ where: waiting }),
    ctx.db.stripeEvent.count({ where: failing }),
    ctx.db.stripeEvent.findMany({ where: failing, orderBy: { receivedAt: "desc" }, take: SHOWN }),
  ]);
  const latest = runs[0]?.differences ?? [];
  // Those that a person must look at stand first.
  const open = latest.filter(({ healedAt }) => healedAt === null);
  const differences = [...open, ...latest.filter(({ healedAt }) => healedAt !== null)].slice(0, SHOWN);
  const partners = await ctx.db.partner.findMany({
    where: { id: { in: differences.flatMap(({ partnerId }) => (partnerId === null ? [] : [partnerId])) } },
    select: { id: true, companyName: true },
  });
  return {
    standIn: usesStripeStandIn(),
    ledger,
    reconciling: queued.length > 0,
    runs: runs.map(({ differences: found, ...run }) => ({
      id: run.id,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      partners: run.partners,
      subscriptions: run.subscriptions,
      invoices: run.invoices,
      differences: found.length,
      healed: found.filter(({ healedAt }) => healedAt !== null).length,
      error: run.error,
    })),
    differences: differences.map(({ id, kind, subject, ours, theirs, partnerId, healedAt }) => ({
      id,
      kind,
      subject,
      ours,
      theirs,
      partner: partners.find((partner) => partner.id === partnerId) ?? null,
      healedAt,
    })),
    setAside: setAside.map((row) => ({
      id: row.id,
      objectId: row.objectId,
      reason: reasonWords(row.reason),
      amount: amountWords(row),
      detail: row.detail,
      foundAt: row.foundAt,
    })),
    setAsideCount,
    disputes: disputes.map((row) => ({
      id: row.id,
      partner: row.partner,
      amount: formatMoney(row.amountMinor, row.currency),
      reason: disputeReason(row.reason),
      status: row.status,
      dueBy: row.dueBy,
      createdAt: row.createdAt,
      closedAt: row.closedAt,
    })),
    events: { received, waiting: pending, failed },
    failedEvents: failedEvents.map(({ id, type, objectId, attempts, error, receivedAt }) => ({
      id,
      type,
      objectId,
      attempts,
      error,
      receivedAt,
    })),
  };
}
