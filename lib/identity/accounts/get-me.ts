import { listMemberships } from "@/lib/identity/accounts/list-memberships";
import type { Me } from "@/lib/identity/accounts/schemas";
import type { UserContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";

/** Who calls: their account, and what they are to each of their partners, oldest first. Throws NotFound. */
export async function getMe(ctx: UserContext): Promise<Me> {
  const [user, memberships] = await Promise.all([
    ctx.db.user.findUnique({ where: { id: ctx.userId } }),
    listMemberships(ctx),
  ]);
  if (user === null) throw new NotFound("account");
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    email_verified: user.emailVerifiedAt !== null,
    created_at: user.createdAt.toISOString(),
    memberships: memberships.map(({ partnerId, companyName, role }) => ({
      partner_id: partnerId,
      company_name: companyName,
      role,
    })),
  };
}
