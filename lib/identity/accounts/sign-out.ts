import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** Ends a session; ending it again changes nothing. */
export async function signOut(ctx: Context, { session_id }: { session_id: string }): Promise<void> {
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    const [ended] = await tx.session.updateManyAndReturn({
      where: { id: session_id, revokedAt: null },
      data: { revokedAt: now },
    });
    if (ended === undefined) return;
    await audit({ ...ctx, actor: { type: "user", id: ended.userId } }, tx, {
      partnerId: null,
      action: "session.ended",
      targetType: "session",
      targetId: ended.id,
    });
  });
}
