import { assertSelf } from "@/lib/identity/accounts/assert-self";
import type { ChangeName } from "@/lib/identity/accounts/schemas";
import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** Changes how the person is called. Throws Forbidden `impersonating`. */
export async function changeName(ctx: UserContext, { name }: ChangeName): Promise<{ name: string }> {
  assertSelf(ctx);
  await transaction(ctx, async (tx) => {
    await tx.user.update({ where: { id: ctx.userId }, data: { name, updatedAt: ctx.clock.now() } });
    await audit(ctx, tx, {
      partnerId: null,
      action: "user.renamed",
      targetType: "user",
      targetId: ctx.userId,
    });
  });
  return { name };
}
