import type { PartnerContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Partner as PartnerRow } from "@/lib/platform/prisma/client";

/** Reads the caller's own partner. Another's and a missing one are the same NotFound. */
export async function findPartner(ctx: PartnerContext, db: Db, partnerId: string): Promise<PartnerRow> {
  const row = partnerId === ctx.partnerId ? await db.partner.findUnique({ where: { id: partnerId } }) : null;
  if (row === null) throw new NotFound("partner");
  return row;
}

/** Makes changes to one partner's keys wait for each other until the transaction ends. */
export async function lockPartner(tx: Transaction, partnerId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM partners WHERE id = ${partnerId}::uuid FOR UPDATE`;
}
