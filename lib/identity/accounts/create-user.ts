import { hashPassword } from "@/lib/identity/accounts/password-hash";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

export interface NewUser {
  email: string;
  name: string;
  password: string | null;
}

/**
 * Makes a person whose address the caller vouches for: an operator, or the demo data. People who come by themselves
 * sign up. Throws Conflict `user_exists`.
 */
export async function createUser(
  ctx: Context,
  { email, name, password }: NewUser,
): Promise<{ id: string; email: string }> {
  const now = ctx.clock.now();
  const passwordHash = password === null ? null : await hashPassword(password);
  return transaction(ctx, async (tx) => {
    if ((await tx.user.count({ where: { email } })) > 0) {
      throw new Conflict("user_exists", `There is an account for ${email} already.`);
    }
    const user = await tx.user.create({
      data: {
        id: newId(now),
        email,
        name,
        passwordHash,
        emailVerifiedAt: now,
        createdAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: null,
      action: "user.created",
      targetType: "user",
      targetId: user.id,
    });
    return { id: user.id, email };
  });
}
