import { findPairs } from "@/lib/people/together/find-pair";
import { presentPair, type ShownPair } from "@/lib/people/together/present-pair";
import type { ProfileContext } from "@/lib/platform/context";

export interface OpenInvitation {
  id: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Everybody the person compares with, newest first, and the invitations that wait to be used. */
export async function listPairs(
  ctx: ProfileContext,
): Promise<{ pairs: ShownPair[]; invitations: OpenInvitation[] }> {
  const [pairs, invitations] = await Promise.all([
    findPairs(ctx),
    ctx.db.togetherInvitation.findMany({
      where: { profileId: ctx.profileId, usedAt: null, expiresAt: { gt: ctx.clock.now() } },
      select: { id: true, createdAt: true, expiresAt: true },
      orderBy: { createdAt: "desc" },
    }),
  ]);
  return { pairs: pairs.map(presentPair), invitations };
}
