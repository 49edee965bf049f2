import type { MemberRole } from "@/lib/partners/teams/schemas";
import type { UserContext } from "@/lib/platform/context";
import type { Partner as PartnerRow } from "@/lib/platform/prisma/client";

/** What somebody is to one partner. */
export interface Membership {
  partnerId: string;
  companyName: string;
  role: MemberRole;
  partner: Pick<
    PartnerRow,
    "id" | "companyName" | "email" | "useCase" | "tier" | "subscriptionStatus" | "onboardedAt" | "createdAt"
  > & { emailVerified: boolean; suspended: boolean };
}

/** The partners that the person works for, oldest membership first. */
export async function listMemberships(ctx: UserContext): Promise<Membership[]> {
  const rows = await ctx.db.partnerMember.findMany({
    where: { userId: ctx.userId },
    include: { partner: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ partner, role }) => ({
    partnerId: partner.id,
    companyName: partner.companyName,
    role,
    partner: {
      id: partner.id,
      companyName: partner.companyName,
      email: partner.email,
      emailVerified: partner.emailVerifiedAt !== null,
      useCase: partner.useCase,
      tier: partner.tier,
      subscriptionStatus: partner.subscriptionStatus,
      suspended: partner.suspendedAt !== null,
      onboardedAt: partner.onboardedAt,
      createdAt: partner.createdAt,
    },
  }));
}
