import { createHmac } from "node:crypto";
import type { z } from "zod";
import { PEOPLE_FLOOR } from "@/lib/events/pairing/outcome-figures";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import type { EventFiguresKind } from "@/lib/platform/prisma/client";
import { deriveSecret } from "@/lib/platform/seal";

/** So many people must have changed before figures do: the difference is then about no one in particular. */
const CHANGED_BY = 5;

/** What one person said that counts, in whatever words: it is compared, never read. */
export interface Said {
  readonly attendeeId: string;
  readonly what: string;
}

interface Kept<S extends z.ZodType> {
  readonly eventId: string;
  readonly partnerId: string;
  readonly kind: EventFiguresKind;
  readonly content: S;
}

/**
 * Figures about people as they were last shown, or new ones once at least five people have said something else, come or gone.
 * An organizer can take a guest off the list at any time, and the difference would be that guest. Null where fewer than five
 * people said anything yet. Figures outlive the answers that they are of.
 */
export async function keptFigures<S extends z.ZodType>(
  ctx: Context,
  { eventId, partnerId, kind, content }: Kept<S>,
  said: readonly Said[],
  compute: () => z.output<S> | null,
): Promise<z.output<S> | null> {
  const members = membersOf(eventId, said);
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`
      SELECT pg_advisory_xact_lock(hashtextextended(${`event-figures:${eventId}:${kind}`}, 0))`;
    const where = { eventId_kind: { eventId, kind }, partnerId };
    const kept = await tx.eventFigures.findUnique({ where });
    const isStill = kept !== null && changes(kept.members, members) < CHANGED_BY;
    if (isStill || members.length < PEOPLE_FLOOR) return kept === null ? null : content.parse(kept.content);
    const figures = compute();
    if (figures === null) return kept === null ? null : content.parse(kept.content);
    const data = { members, content: figures as object, computedAt: ctx.clock.now() };
    await tx.eventFigures.upsert({ where, create: { eventId, partnerId, kind, ...data }, update: data });
    return figures;
  });
}

/** A keyed hash for each person, of them and all that they said. */
function membersOf(eventId: string, said: readonly Said[]): string[] {
  const key = deriveSecret(`event-figures:${eventId}`);
  const words = new Map<string, string[]>();
  for (const { attendeeId, what } of said) words.set(attendeeId, [...(words.get(attendeeId) ?? []), what]);
  return Array.from(words, ([attendeeId, whats]) =>
    createHmac("sha256", key)
      .update(JSON.stringify([attendeeId, whats.toSorted()]))
      .digest("base64url"),
  );
}

/** How many people have changed at the least: one who said something else has both gone and come. */
function changes(before: readonly string[], now: readonly string[]): number {
  const [old, current] = [new Set(before), new Set(now)];
  const gone = before.filter((member) => !current.has(member)).length;
  const come = now.filter((member) => !old.has(member)).length;
  return Math.max(gone, come);
}
