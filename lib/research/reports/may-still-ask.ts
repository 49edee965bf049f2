import { permissionsOfRole } from "@/lib/partners/teams/roles";
import type { Transaction } from "@/lib/platform/db";

/**
 * Whether a report may spend: while the person who made or last resumed it is a member who may ask what costs something. What a key
 * or the system began is the team’s own and goes on.
 */
export async function mayStillAsk(
  tx: Transaction,
  { id, partnerId }: { id: string; partnerId: string },
): Promise<boolean> {
  const begun = await tx.auditEvent.findFirst({
    where: {
      partnerId,
      targetType: "insight_report",
      targetId: id,
      action: { in: ["insight_report.created", "insight_report.resumed"] },
    },
    select: { actorType: true, actorId: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  if (begun === null || begun.actorId === null) return false;
  let userId = begun.actorId;
  if (begun.actorType === "personal_access_token") {
    const token = await tx.personalAccessToken.findUnique({
      where: { id: userId },
      select: { userId: true },
    });
    if (token === null) return false;
    userId = token.userId;
  } else if (begun.actorType !== "user") return true;
  const member = await tx.partnerMember.findFirst({
    where: { partnerId, userId, user: { suspendedAt: null } },
    select: { role: true },
  });
  return member !== null && permissionsOfRole(member.role).has("insights:query");
}
