import type { OneTogetherInvitation } from "@/lib/people/together/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";

/** Takes back an unused invitation. Throws NotFound. */
export async function withdrawTogetherInvitation(
  ctx: ProfileContext,
  { invitation_id }: OneTogetherInvitation,
): Promise<{ withdrawn: true }> {
  const { count } = await ctx.db.togetherInvitation.deleteMany({
    where: { id: invitation_id, profileId: ctx.profileId, usedAt: null },
  });
  if (count === 0) throw new NotFound("invitation");
  return { withdrawn: true };
}
