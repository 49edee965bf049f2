import { peopleFor } from "@/lib/identity/consent/read-people";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import type { AttendeeTraitsSource, Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/**
 * `person` where they agreed to be matched at this event, their consent holds, and they have a result, else null. Their
 * traits stay where they are.
 */
export async function traitsSourceOf(
  ctx: Pick<Context, "clock">,
  db: Db,
  { userId, agreesToMatch }: Pick<RegistrationRow, "userId" | "agreesToMatch">,
): Promise<AttendeeTraitsSource | null> {
  if (!agreesToMatch) return null;
  const results = await db.traitResult.count({
    where: { profile: { userId, AND: [peopleFor(ctx, "events").where] } },
  });
  return results === 0 ? null : "person";
}
