import { z } from "zod";
import type { Db } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import { byUser, type Obstacle, type PersonRef, privacyPart, type RowsOf } from "@/lib/platform/privacy";

const saysAddress =
  (column: string): RowsOf =>
  ({ email }) =>
    email === null ? null : Prisma.sql`strpos(lower(${Prisma.raw(column)}), ${email}) > 0`;
const BOOKS = "As long as the law wants books to be kept";

export const billingPrivacy = privacyPart(
  [
    {
      table: "billing_set_asides",
      holds: "Which admin looked at a payment that could not be booked",
      purpose: "Correct books",
      kept: BOOKS,
      readers: "Admins",
      rowsOf: byUser("resolved_by"),
      exported: { row: z.strictObject({ id: z.uuid(), object_id: z.string(), reason: z.string() }) },
      onErasure: {
        does: "clear",
        set: () => Prisma.sql`resolved_by = NULL`,
        why: "The books of the company’s payments, no longer tied to you.",
      },
    },
    {
      table: "billing_leases",
      holds: "Which request is changing a company’s plan right now",
      purpose: "Buying one plan, not two",
      kept: "Seconds",
      readers: "Billing",
      onErasure: { does: "nothing", why: "The holder is a request, not a person." },
    },
    {
      table: "trial_claims",
      holds: "That you, your address (as a keyed hash) or a card has had a free trial",
      purpose: "One trial for each person and card",
      kept: "For good",
      readers: "Billing",
      rowsOf: ({ userId }) =>
        userId === null
          ? null
          : Prisma.sql`"row".subscription_id IN (SELECT subscription_id FROM trial_claims WHERE key = ${`user:${userId}`})`,
      onErasure: {
        does: "keep",
        why: "The number of your account and hashes, so that a free trial is had once. They hold no name and no address.",
      },
    },
    {
      table: "stripe_events",
      holds: "Messages of our payment provider about a company’s payments. Some name its contact address",
      purpose: "Correct books, and proof of what was paid",
      kept: BOOKS,
      readers: "Billing, and admins",
      rowsOf: saysAddress("row.payload"),
      onErasure: {
        does: "keep",
        why: "Receipts of payments, signed as they came. Tax law wants them kept for ten years.",
      },
    },
    {
      table: "billing_differences",
      holds: "What our books and the payment provider had differently",
      purpose: "Correct books",
      kept: BOOKS,
      readers: "Admins",
      onErasure: { does: "nothing", why: "It names companies and payments, not people." },
    },
  ],
  { obstacles: runningPlansOf },
);

/** Plans that go on costing money of companies that the person alone belongs to. */
async function runningPlansOf(db: Db, { userId }: PersonRef): Promise<Obstacle[]> {
  if (userId === null) return [];
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT partner.company_name AS name FROM partners partner
      JOIN partner_members own ON own.partner_id = partner.id
      JOIN subscriptions plan ON plan.partner_id = partner.id
    WHERE own.user_id = ${userId}::uuid AND plan.kind = 'plan' AND plan.ended_at IS NULL AND plan.cancel_at IS NULL
      AND plan.status IN ('active', 'trialing', 'past_due', 'unpaid')
      AND NOT EXISTS (SELECT FROM partner_members other WHERE other.partner_id = partner.id AND other.user_id <> own.user_id)
    LIMIT 20`;
  return rows.map(({ name }) => ({
    code: "plan_running",
    message: `${name} has a paid plan. Cancel it, or bring someone into the team who takes over.`,
    href: "/partner/billing",
  }));
}
