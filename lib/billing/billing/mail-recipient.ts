import { z } from "zod";
import type { Context } from "@/lib/platform/context";

/** Whom a mail about a partner's billing goes to: one of its people, or its own address. */
export const Recipient = z.object({ partner_id: z.uuid(), user_id: z.uuid().optional() });

/** The address of who is told; null where they have left since. */
export async function addressOf(ctx: Context, { partner_id, user_id }: z.output<typeof Recipient>) {
  const partner = await ctx.db.partner.findUnique({ where: { id: partner_id } });
  if (partner === null) return null;
  if (user_id === undefined) return { to: partner.email, partner };
  const member = await ctx.db.partnerMember.findUnique({
    where: { partnerId_userId: { partnerId: partner_id, userId: user_id } },
    include: { user: true },
  });
  return member === null ? null : { to: member.user.email, partner };
}

/** The address of one of our admins; null where they are none any more. */
export async function adminAddress(ctx: Context, { user_id }: { user_id: string }): Promise<string | null> {
  const user = await ctx.db.user.findFirst({ where: { id: user_id, role: "admin", suspendedAt: null } });
  return user?.email ?? null;
}
