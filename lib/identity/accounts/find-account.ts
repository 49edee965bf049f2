import type { AdminContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { User as UserRow } from "@/lib/platform/prisma/client";

/**
 * Reads the account that an admin is about to act on, and makes changes to it wait for each other until the transaction
 * ends. Admins are out of each other's reach. Throws NotFound, Conflict `admin_account`.
 */
export async function findAccount(_ctx: AdminContext, tx: Transaction, userId: string): Promise<UserRow> {
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  const user = await tx.user.findUnique({ where: { id: userId } });
  if (user === null) throw new NotFound("user");
  if (user.role === "admin") {
    throw new Conflict(
      "admin_account",
      "This is an admin's account: an operator must take the role away first.",
    );
  }
  return user;
}
