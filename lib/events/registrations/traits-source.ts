import type { Db } from "@/lib/platform/db";
import type { AttendeeTraitsSource, Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/** `person` where they agreed to be matched at this event and have a result, else null. Their traits stay where they are. */
export async function traitsSourceOf(
  db: Db,
  { userId, agreesToMatch }: Pick<RegistrationRow, "userId" | "agreesToMatch">,
): Promise<AttendeeTraitsSource | null> {
  if (!agreesToMatch) return null;
  const results = await db.traitResult.count({
    where: { profile: { userId, restrictedAt: null, consents: { some: { purpose: "events" } } } },
  });
  return results === 0 ? null : "person";
}
