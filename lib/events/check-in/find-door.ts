import type { DoorContext } from "@/lib/events/check-in/door-context";
import type { Limiter } from "@/lib/partners/rate-limits/limiter";
import { waitOf } from "@/lib/partners/rate-limits/wait-words";
import type { Context } from "@/lib/platform/context";
import { LimitReached, NotFound, Unavailable } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/seal";

const SECRET = /^[\w-]{43}$/;
/** A door may have several phones, each in contact every few seconds. */
const DOOR_LIMITS = { perMinute: 240, perDay: Number.MAX_SAFE_INTEGER };
/** A venue's phones share one address. */
const ADDRESS_LIMITS = { perMinute: 600, perDay: Number.MAX_SAFE_INTEGER };
/** When a door was last seen is for people to read: it need not be exact. */
const SEEN_EVERY_MS = 30_000;

export interface DoorCaller extends Context {
  readonly limiter: Limiter;
  /** The network, which counts where no door is known. */
  readonly address: string;
}

/**
 * Who has a door's secret acts at that door. One that was revoked, or never made, is the same NotFound.
 * Throws LimitReached `too_many_actions`.
 */
export async function findDoor(caller: DoorCaller, { secret }: { secret: string }): Promise<DoorContext> {
  await takeDoorCall(caller, `address:${caller.address}`, ADDRESS_LIMITS);
  const row = SECRET.test(secret)
    ? await caller.db.door.findUnique({
        where: { tokenHash: sha256(secret) },
        include: { event: { select: { partner: { select: { suspendedAt: true } } } } },
      })
    : null;
  if (row === null || row.revokedAt !== null) throw new NotFound("door");
  await takeDoorCall(caller, `door:${row.id}`, DOOR_LIMITS);
  const now = caller.clock.now();
  if (row.lastSeenAt === null || now.getTime() - row.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await caller.db.door.update({
      where: { id: row.id, partnerId: row.partnerId },
      data: { lastSeenAt: now },
    });
  }
  const { requestId, clock, db, log, ip, limiter } = caller;
  return {
    requestId,
    clock,
    db,
    log,
    ip,
    limiter,
    actor: { type: "system", id: `door:${row.id}` },
    partnerId: row.partnerId,
    mode: row.mode,
    permissions: new Set(),
    doorId: row.id,
    doorName: row.name,
    eventId: row.eventId,
    isSuspended: row.event.partner.suspendedAt !== null,
  };
}

async function takeDoorCall(
  { limiter, clock }: DoorCaller,
  subject: string,
  limits: typeof DOOR_LIMITS,
): Promise<void> {
  const call = { subject: `doors:${subject}`, limits, minuteCost: 1, dayCost: 1, now: clock.now() };
  // While the limits' store does not answer, guests must still get in.
  const decision = await limiter.take(call).catch((error: unknown) => {
    if (error instanceof Unavailable) return null;
    throw error;
  });
  if (decision === null || decision.allowed) return;
  const wait = Math.max(1, decision.retryAfterSeconds);
  throw new LimitReached(
    "too_many_actions",
    `Too many requests from this door. Try again in ${waitOf(wait)}.`,
    wait,
  );
}
