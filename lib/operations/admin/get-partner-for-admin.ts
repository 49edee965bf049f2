import { disputeReason, disputeStatus } from "@/lib/billing/billing/dispute-words";
import { formatMoney } from "@/lib/money/format-money";
import { type PartnerFacts, readPartnerFacts } from "@/lib/operations/admin/partner-facts";
import { type AuditRow, presentAudit } from "@/lib/operations/admin/present-audit";
import { presentApiKey } from "@/lib/partners/api-keys/present-api-key";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";
import { presentPartner } from "@/lib/partners/partners/present-partner";
import type { Partner } from "@/lib/partners/partners/schemas";
import type { TicketStatus } from "@/lib/partners/support/ticket-terms";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { recordAccesses } from "@/lib/platform/access-log";
import type { AdminContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";
import { recordSecurityEvent } from "@/lib/platform/security-events";

const DAY_MS = 86_400_000;
const USAGE_DAYS = 30;
const LISTED = 10;
const LISTED_KEYS = 100;

export interface PartnerForAdmin {
  partner: Partner;
  facts: PartnerFacts;
  /** A contract's own limits; null where the tier's hold. */
  ownLimits: { perMinute: number | null; perDay: number | null };
  suspension: { since: Date; reason: string | null } | null;
  /** A hard cap of the partner's own was reached. */
  cappedUntil: Date | null;
  members: {
    userId: string;
    name: string;
    email: string;
    role: MemberRole;
    isAdmin: boolean;
    suspended: boolean;
    since: Date;
  }[];
  keys: ApiKey[];
  /** Each of the last 30 UTC days, today last. */
  usage: { day: string; live: number; test: number; errors: number }[];
  tickets: { id: string; number: number; subject: string; status: TicketStatus; updatedAt: Date }[];
  alerts: {
    id: string;
    name: string;
    metric: string;
    window: string;
    action: string;
    disabled: boolean;
    lastFiredAt: Date | null;
  }[];
  /** Payments that banks dispute and have not decided about. */
  disputes: { id: string; amount: string; reason: string; status: string; dueBy: Date | null }[];
  /** AI tokens that refunds and disputes were to take back and that had been used. */
  writtenOffTokens: number;
  /** The right to publish an event, by whether an event has used it. */
  eventPasses: { unused: number; used: number };
  audit: AuditRow[];
}

/** Everything about one partner, without its secrets. Throws NotFound. For admins. */
export async function getPartnerForAdmin(
  ctx: AdminContext,
  { partner_id }: { partner_id: string },
): Promise<PartnerForAdmin> {
  assertAdmin(ctx);
  const row = await ctx.db.partner.findUnique({ where: { id: partner_id } });
  if (row === null) throw new NotFound("partner");
  recordSecurityEvent(ctx, { kind: "admin.viewed", partnerId: row.id });
  const [[facts], suspended, members, keys, usage, tickets, alerts, audit] = await Promise.all([
    readPartnerFacts(ctx, Prisma.sql`p.id = ${partner_id}::uuid`),
    ctx.db.auditEvent.findFirst({
      where: { partnerId: partner_id, action: "partner.suspended" },
      orderBy: { at: "desc" },
    }),
    ctx.db.partnerMember.findMany({
      where: { partnerId: partner_id },
      include: { user: true },
      orderBy: { createdAt: "asc" },
    }),
    ctx.db.apiKey.findMany({
      where: { partnerId: partner_id },
      orderBy: { id: "desc" },
      take: LISTED_KEYS,
    }),
    dailyUsage(ctx, partner_id),
    ctx.db.ticket.findMany({
      where: { partnerId: partner_id },
      orderBy: { updatedAt: "desc" },
      take: LISTED,
      select: { id: true, number: true, subject: true, status: true, updatedAt: true },
    }),
    ctx.db.alert.findMany({
      where: { partnerId: partner_id, deletedAt: null },
      orderBy: { createdAt: "asc" },
      include: { firings: { orderBy: { firedAt: "desc" }, take: 1 } },
    }),
    ctx.db.auditEvent.findMany({ where: { partnerId: partner_id }, orderBy: { at: "desc" }, take: LISTED }),
  ]);
  if (facts === undefined) throw new NotFound("partner");
  const now = ctx.clock.now();
  const disputes = await ctx.db.billingDispute.findMany({
    where: { partnerId: partner_id, closedAt: null },
    orderBy: { createdAt: "asc" },
  });
  const { _sum: lost } = await ctx.db.walletTakeBack.aggregate({
    where: { partnerId: partner_id, undoneAt: null },
    _sum: { writtenOffTokens: true },
  });
  const passes = await ctx.db.eventPass.groupBy({
    by: ["usedAt"],
    where: { partnerId: partner_id, OR: [{ usedAt: { not: null } }, { takenBackAt: null }] },
    _count: true,
  });
  const passesWhere = (used: boolean) =>
    passes.reduce((sum, { usedAt, _count }) => sum + ((usedAt !== null) === used ? _count : 0), 0);
  await recordAccesses(ctx, ctx.db, {
    reader: "admin.partner",
    purpose: null,
    why: "One of our admins opened the page of a company you work for, with its members.",
    people: members.filter(({ userId }) => userId !== ctx.userId).map(({ userId }) => ({ userId })),
    period: "day",
  });
  return {
    partner: presentPartner(row),
    facts,
    ownLimits: { perMinute: row.perMinuteLimit, perDay: row.perDayLimit },
    suspension:
      row.suspendedAt === null ? null : { since: row.suspendedAt, reason: reasonOf(suspended?.details) },
    cappedUntil: row.cappedUntil !== null && row.cappedUntil > now ? row.cappedUntil : null,
    members: members.map(({ user, role, createdAt }) => ({
      userId: user.id,
      name: user.name,
      email: user.email,
      role,
      isAdmin: user.role === "admin",
      suspended: user.suspendedAt !== null,
      since: createdAt,
    })),
    keys: keys.map((key) => presentApiKey(key, now)),
    usage,
    tickets,
    alerts: alerts.map(({ id, name, metric, window, action, disabledAt, firings }) => ({
      id,
      name,
      metric,
      window,
      action,
      disabled: disabledAt !== null,
      lastFiredAt: firings[0]?.firedAt ?? null,
    })),
    disputes: disputes.map((row) => ({
      id: row.id,
      amount: formatMoney(row.amountMinor, row.currency),
      reason: disputeReason(row.reason),
      status: disputeStatus(row.status),
      dueBy: row.dueBy,
    })),
    writtenOffTokens: Number(lost.writtenOffTokens ?? 0n),
    eventPasses: { unused: passesWhere(false), used: passesWhere(true) },
    audit: await presentAudit(ctx, audit),
  };
}

function reasonOf(details: Prisma.JsonValue | undefined): string | null {
  if (details === undefined || details === null || typeof details !== "object" || Array.isArray(details))
    return null;
  return typeof details.reason === "string" ? details.reason : null;
}

async function dailyUsage(ctx: AdminContext, partnerId: string): Promise<PartnerForAdmin["usage"]> {
  const today = Math.floor(ctx.clock.now().getTime() / DAY_MS) * DAY_MS;
  const first = today - (USAGE_DAYS - 1) * DAY_MS;
  const rows = await ctx.db.$queryRaw<{ day: Date; mode: "live" | "test"; calls: bigint; errors: bigint }[]>`
    SELECT date_trunc('day', hour, 'UTC') AS day, mode, sum(calls)::bigint AS calls, sum(errors)::bigint AS errors
    FROM usage_totals WHERE partner_id = ${partnerId}::uuid AND hour >= ${new Date(first)} GROUP BY 1, 2`;
  return Array.from({ length: USAGE_DAYS }, (_, index) => {
    const day = new Date(first + index * DAY_MS);
    const own = rows.filter((row) => row.day.getTime() === day.getTime());
    const calls = (mode: "live" | "test") => Number(own.find((row) => row.mode === mode)?.calls ?? 0n);
    return {
      day: day.toISOString().slice(0, 10),
      live: calls("live"),
      test: calls("test"),
      errors: own.reduce((sum, { errors }) => sum + Number(errors), 0),
    };
  });
}
