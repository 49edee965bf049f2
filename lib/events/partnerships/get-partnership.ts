import { findRunningPartnerships, monthOfPartnership } from "@/lib/events/partnerships/find-running";
import { findPartnershipTerms } from "@/lib/events/partnerships/find-terms";
import type { EventPartnership, PartnershipRef, PartnershipTerms } from "@/lib/events/partnerships/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import type { EventPartnership as Row } from "@/lib/platform/prisma/client";

/** So many are shown: two years of a partner that buys month by month. */
const SHOWN = 24;

export interface Partnership {
  terms: PartnershipTerms;
  /** What runs: how many events are left, until when, and when the last month ends. Null for none. */
  running: {
    events_left: number;
    events_per_month: number;
    /** When the first of them is lost. */
    month_until: string;
    /** The end of the last month that is paid, also by purchases that follow. */
    ends_at: string;
  } | null;
  /** When months begin that are paid, where none run; null otherwise. */
  next_starts_at: string | null;
  /** The newest first. */
  bought: EventPartnership[];
}

/** What the partner has of the event partnership, and what a month costs it. Throws Forbidden. */
export async function getPartnership(ctx: PartnerContext): Promise<Partnership> {
  assertPermitted(ctx, "events:read");
  const { partnerId } = ctx;
  const now = ctx.clock.now();
  const [terms, running, rows] = await Promise.all([
    findPartnershipTerms(ctx, ctx.db, partnerId),
    findRunningPartnerships(ctx, ctx.db, partnerId),
    ctx.db.eventPartnership.findMany({
      where: { partnerId, paidAt: { not: null } },
      orderBy: { startsAt: "desc" },
      take: SHOWN,
    }),
  ]);
  const bought = rows.flatMap((row) => present(row, now));
  const coming = bought.filter(({ state }) => state === "coming");
  if (running.length === 0) {
    const next = coming.map(({ starts_at }) => starts_at).toSorted()[0] ?? null;
    return { terms, running: null, next_starts_at: next, bought };
  }
  const months = await Promise.all(running.map((one) => monthOfPartnership(ctx, ctx.db, one)));
  const ends = [
    ...coming.map(({ ends_at }) => ends_at),
    ...running.map(({ endsAt }) => endsAt.toISOString()),
  ];
  const soonest = Math.min(...months.map(({ until }) => until.getTime()));
  return {
    terms,
    running: {
      events_left: months.reduce((sum, { left }) => sum + left, 0),
      events_per_month: running.reduce((sum, { eventsPerMonth }) => sum + eventsPerMonth, 0),
      month_until: new Date(soonest).toISOString(),
      ends_at: ends.toSorted().at(-1) ?? now.toISOString(),
    },
    next_starts_at: null,
    bought,
  };
}

function present(row: Row, now: Date): EventPartnership[] {
  const { id, months, eventsPerMonth, priceMinor, startsAt, endsAt, returnedAt } = row;
  if (startsAt === null || endsAt === null) return [];
  const state =
    returnedAt !== null ? "returned" : startsAt > now ? "coming" : endsAt > now ? "running" : "over";
  return [
    {
      id,
      months,
      events_per_month: eventsPerMonth,
      price_minor: priceMinor,
      state,
      starts_at: startsAt.toISOString(),
      ends_at: endsAt.toISOString(),
    },
  ];
}

/** One of the partner's purchases, by its checkout: whether it has begun. Throws Forbidden, NotFound. */
export async function getPartnershipPurchase(
  ctx: PartnerContext,
  { checkout_session_id }: PartnershipRef,
): Promise<{ price_minor: number; starts_at: string | null; ends_at: string | null }> {
  assertPermitted(ctx, "billing:read");
  const row = await ctx.db.eventPartnership.findFirst({
    where: { checkoutSessionId: checkout_session_id, partnerId: ctx.partnerId },
  });
  if (row === null) throw new NotFound("purchase");
  return {
    price_minor: row.priceMinor,
    starts_at: row.startsAt?.toISOString() ?? null,
    ends_at: row.endsAt?.toISOString() ?? null,
  };
}
