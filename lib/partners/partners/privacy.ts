import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import { byEmail, byUser, type ErasedTable, type PersonRef, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();

/** What tells where a company's rows come from is kept with the company; the person's address is not. */
export const partnersPrivacy = privacyPart(
  [
    {
      table: "partner_acceptances",
      holds: "Which of our terms you accepted for a company",
      purpose: "The contract with the company",
      kept: "As long as the company",
      readers: "Members of the company, and admins",
      rowsOf: byUser(),
      exported: {
        row: z.strictObject({
          id,
          partner_id: id,
          document: z.string(),
          version: z.string(),
          at: exportedTime,
          how: z.string(),
        }),
      },
      onErasure: {
        does: "clear",
        set: () => Prisma.sql`user_id = NULL`,
        why: "That the company accepted our terms, without who did it.",
      },
    },
    {
      table: "email_verifications",
      holds: "Links that verify a company’s contact address",
      purpose: "Verifying the address",
      kept: "As long as the company",
      readers: "The page that the link opens",
      rowsOf: byEmail(),
      exported: {
        row: z.strictObject({
          id,
          partner_id: id,
          email: z.string(),
          created_at: exportedTime,
          used_at: exportedTime.nullable(),
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "partners",
      holds: "Companies with your address as their contact",
      purpose: "The contract with the company",
      kept: "As long as the law wants books to be kept",
      readers: "Members of the company, and admins",
      rowsOf: byEmail(),
      exported: {
        row: z.strictObject({
          id,
          company_name: z.string(),
          email: z.string(),
          use_case: z.string().nullable(),
          tier: z.string(),
          created_at: exportedTime,
        }),
      },
      onErasure: {
        does: "clear",
        set: ({ userId }) => Prisma.sql`updated_at = now(), email = coalesce((
          SELECT owner.email FROM partner_members member JOIN users owner ON owner.id = member.user_id
          WHERE member.partner_id = "row".id AND member.role = 'owner' AND member.user_id IS DISTINCT FROM ${userId}::uuid
          ORDER BY member.created_at LIMIT 1), 'erased-' || "row".id || '@erased.invalid')`,
        why: "The company and its books, which the law wants kept. Its contact address is now another owner’s, or none.",
      },
    },
  ],
  { before: closeOwnCompanies },
);

/** A company that the person alone belongs to ends with them: its keys are revoked and it is suspended. */
async function closeOwnCompanies(
  ctx: Context,
  tx: Transaction,
  { userId }: PersonRef,
): Promise<readonly ErasedTable[]> {
  if (userId === null) return [];
  const now = ctx.clock.now();
  const alone = await tx.$queryRaw<{ id: string }[]>`
    SELECT partner.id::text FROM partners partner JOIN partner_members own ON own.partner_id = partner.id
    WHERE own.user_id = ${userId}::uuid
      AND NOT EXISTS (SELECT FROM partner_members other WHERE other.partner_id = partner.id AND other.user_id <> own.user_id)
    FOR UPDATE OF partner`;
  for (const { id } of alone) {
    await tx.apiKey.updateMany({ where: { partnerId: id, revokedAt: null }, data: { revokedAt: now } });
    await tx.partner.updateMany({ where: { id, suspendedAt: null }, data: { suspendedAt: now } });
  }
  return [];
}
