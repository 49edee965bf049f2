import type { GuestContext } from "@/lib/events/events/guest";
import { findWindow } from "@/lib/events/meetings/find-window";
import type { UpdateChoices } from "@/lib/events/meetings/schemas";
import { seatedGuests } from "@/lib/events/meetings/seated-guests";
import { transaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/input";

export interface GuestChoices {
  readonly contact: "none" | "email" | "line";
  readonly line: string | null;
  /** The address that `email` gives. Null where we know none. */
  readonly email: string | null;
  readonly agreesToPreview: boolean;
  /** Whether the preview is part of the registration, and changed there. */
  readonly isRegistered: boolean;
  readonly name: string | null;
}

/** What a guest lets others see. Throws NotFound. */
export async function getChoices(ctx: GuestContext): Promise<GuestChoices> {
  await findWindow(ctx, ctx.db);
  const guest = (await seatedGuests(ctx.db, ctx, [ctx.attendeeId])).get(ctx.attendeeId);
  return {
    contact: guest?.contact?.kind ?? "none",
    line: guest?.contact?.line ?? null,
    email: guest?.email ?? null,
    agreesToPreview: guest?.agreesToPreview ?? false,
    isRegistered: guest?.isRegistered ?? false,
    name: guest?.name ?? null,
  };
}

/** Changes which contact a guest gives on a double yes, and for guests whom the organizer brought the preview. Throws NotFound, Invalid at `contact`. */
export async function updateChoices(
  ctx: GuestContext,
  { contact, line, agrees_to_preview }: UpdateChoices,
): Promise<GuestChoices> {
  const { attendeeId } = ctx;
  await transaction(ctx, async (tx) => {
    await findWindow(ctx, tx);
    const guest = (await seatedGuests(tx, ctx, [attendeeId])).get(attendeeId);
    if (contact === "email" && guest?.email == null)
      throw invalidInput([{ path: "contact", message: "We know no email of yours. Write a line instead." }]);
    const data = {
      contactKind: contact === "none" ? null : contact,
      contactLine: contact === "line" ? (line ?? null) : null,
      ...(agrees_to_preview === undefined ? {} : { agreesToPreview: agrees_to_preview === "yes" }),
      updatedAt: ctx.clock.now(),
    };
    await tx.guestChoice.upsert({ where: { attendeeId }, create: { attendeeId, ...data }, update: data });
  });
  return getChoices(ctx);
}
