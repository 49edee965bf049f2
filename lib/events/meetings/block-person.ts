import type { GuestContext } from "@/lib/events/events/guest";
import { assertMet } from "@/lib/events/meetings/find-met";
import { lockPair } from "@/lib/events/meetings/lock-pair";
import type { OtherGuest, UnblockPerson } from "@/lib/events/meetings/schemas";
import { seatedGuests } from "@/lib/events/meetings/seated-guests";
import { type Transaction, transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

export interface OwnBlock {
  readonly id: string;
  readonly name: string | null;
  readonly createdAt: Date;
}

/**
 * Keeps this guest and another apart: neither sees the other any more, also where both had said yes, and no later event brings
 * them together. The other and the organizer do not find out. Throws NotFound for a guest whom this one does not meet.
 */
export async function blockPerson(ctx: GuestContext, { other_id }: OtherGuest): Promise<{ blocked: true }> {
  await assertMet(ctx, other_id);
  await transaction(ctx, (tx) => writeBlock(ctx, tx, other_id));
  return { blocked: true };
}

/** The same within a transaction, for a guest who is known to be there. */
export async function writeBlock(ctx: GuestContext, tx: Transaction, otherId: string): Promise<void> {
  const { attendeeId } = ctx;
  const now = ctx.clock.now();
  const pair = await lockPair(ctx, tx, otherId);
  const guests = await seatedGuests(tx, ctx, [attendeeId, otherId]);
  const [own, other] = [guests.get(attendeeId), guests.get(otherId)];
  if (own === undefined || other === undefined) throw new NotFound("guest");
  await tx.personBlock.create({
    data: {
      id: newId(now),
      attendeeId,
      blockerUserId: own.userId,
      blockerEmail: own.userId === null ? own.email : null,
      blockedUserId: other.userId,
      blockedEmail: other.userId === null ? other.email : null,
      otherId,
      blockedName: other.name,
      createdAt: now,
    },
  });
  await tx.mutualYes.deleteMany({ where: pair });
  await tx.meetingAnswer.deleteMany({ where: { attendeeId, otherId } });
}

/** Whom this guest blocked at this event, or as this account at any. */
export async function listBlocks(ctx: GuestContext): Promise<OwnBlock[]> {
  const rows = await ctx.db.personBlock.findMany({ where: ownBlocks(ctx), orderBy: { createdAt: "desc" } });
  return rows.map(({ id, blockedName, createdAt }) => ({ id, name: blockedName, createdAt }));
}

/** Takes a block of one's own back. What both had said before does not come back. Throws NotFound. */
export async function unblockPerson(
  ctx: GuestContext,
  { block_id }: UnblockPerson,
): Promise<{ blocked: false }> {
  const { count } = await ctx.db.personBlock.deleteMany({ where: { id: block_id, ...ownBlocks(ctx) } });
  if (count === 0) throw new NotFound("block");
  return { blocked: false };
}

function ownBlocks({ attendeeId, userId }: GuestContext) {
  return userId === null ? { attendeeId } : { OR: [{ attendeeId }, { blockerUserId: userId }] };
}
