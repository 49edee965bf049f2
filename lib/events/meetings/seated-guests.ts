import type { GuestContext } from "@/lib/events/events/guest";
import type { Db } from "@/lib/platform/db";

/** A guest as others may come to know them. */
export interface SeatedGuest {
  readonly id: string;
  /** A first name. Null where the organizer gave none. */
  readonly name: string | null;
  readonly isRegistered: boolean;
  readonly userId: string | null;
  /** The account's address, or the one that the organizer gave. */
  readonly email: string | null;
  readonly agreesToPreview: boolean;
  readonly contact: { readonly kind: "email" | "line"; readonly line: string | null } | null;
}

/** The guests with these seats, by seat. Those whose seat is gone are missing. */
export async function seatedGuests(
  db: Db,
  { eventId, partnerId }: Pick<GuestContext, "eventId" | "partnerId">,
  ids: readonly string[],
): Promise<Map<string, SeatedGuest>> {
  const rows = await db.eventAttendee.findMany({
    where: { id: { in: [...new Set(ids)] }, eventId, partnerId },
    select: {
      id: true,
      name: true,
      email: true,
      choice: true,
      registration: {
        select: { name: true, userId: true, agreesToPreview: true, user: { select: { email: true } } },
      },
    },
  });
  return new Map(
    rows.map(({ id, name, email, choice, registration }) => [
      id,
      {
        id,
        name: firstName(registration?.name ?? name),
        isRegistered: registration !== null,
        userId: registration?.userId ?? null,
        email: registration?.user.email ?? email?.toLowerCase() ?? null,
        agreesToPreview: registration?.agreesToPreview ?? choice?.agreesToPreview ?? false,
        contact:
          choice === null || choice.contactKind === null
            ? null
            : { kind: choice.contactKind, line: choice.contactLine },
      },
    ]),
  );
}

/** Other guests get no family name. */
function firstName(name: string | null): string | null {
  const first = name?.trim().split(/\s+/)[0] ?? "";
  return first === "" ? null : first.slice(0, 40);
}
