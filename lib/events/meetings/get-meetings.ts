import type { GuestContext } from "@/lib/events/events/guest";
import { findMet } from "@/lib/events/meetings/find-met";
import { findWindow } from "@/lib/events/meetings/find-window";
import { type SeatedGuest, seatedGuests } from "@/lib/events/meetings/seated-guests";

/** Someone a guest has met. */
export interface MetGuest {
  readonly id: string;
  readonly name: string | null;
  readonly rounds: readonly number[];
  readonly answer: "yes" | "no" | null;
  /** Only where both said yes. `contact` is null while the other gives none. */
  readonly mutual: { readonly contact: string | null } | null;
}

export interface Meetings {
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly isOpen: boolean;
  /** Empty before it opens. */
  readonly people: readonly MetGuest[];
}

/** Whom a guest has met, what they answered, and the contacts of those with whom a yes is mutual. Throws NotFound. */
export async function getMeetings(ctx: GuestContext): Promise<Meetings> {
  const { opensAt, closesAt, isOpen } = await findWindow(ctx, ctx.db);
  if (ctx.clock.now() < opensAt) return { opensAt, closesAt, isOpen, people: [] };
  const own = ctx.attendeeId;
  const met = await findMet(ctx);
  const ids = met.map(({ id }) => id);
  const [guests, answers, mutual] = await Promise.all([
    seatedGuests(ctx.db, ctx, ids),
    ctx.db.meetingAnswer.findMany({ where: { attendeeId: own, otherId: { in: ids } } }),
    ctx.db.mutualYes.findMany({ where: { OR: [{ attendee1Id: own }, { attendee2Id: own }] } }),
  ]);
  const answerOf = new Map(
    answers.map(({ otherId, yes }) => [otherId, yes ? ("yes" as const) : ("no" as const)]),
  );
  const both = new Set(
    mutual.map(({ attendee1Id, attendee2Id }) => (attendee1Id === own ? attendee2Id : attendee1Id)),
  );
  const people = met.flatMap(({ id, rounds }): MetGuest[] => {
    const guest = guests.get(id);
    if (guest === undefined) return [];
    return [
      {
        id,
        name: guest.name,
        rounds,
        answer: answerOf.get(id) ?? null,
        mutual: both.has(id) ? { contact: contactOf(guest) } : null,
      },
    ];
  });
  return { opensAt, closesAt, isOpen, people };
}

function contactOf({ contact, email }: SeatedGuest): string | null {
  if (contact === null) return null;
  return contact.kind === "email" ? email : contact.line;
}
