import type { AccountContext, VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { MemoryLimiter } from "@/lib/partners/rate-limits/memory-limiter";
import { type Clock, systemClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { OwnDatabase } from "@/test/own-database";

let addresses = 0;

/** Somebody at an address of their own. */
export function visitor(
  own: OwnDatabase,
  {
    clock = systemClock,
    limiter = new MemoryLimiter(),
    address = "",
    devices = [],
  }: Partial<VisitorContext> = {},
): VisitorContext {
  addresses += 1;
  return {
    requestId: newId(),
    actor: { type: "anonymous" },
    clock,
    db: own.prisma,
    log: own.system().log,
    limiter,
    address: address === "" ? `10.0.${addresses >> 8}.${addresses & 255}` : address,
    userAgent: "a test",
    devices,
    ip: "203.0.113.0",
  };
}

/** Somebody who is signed in. */
export function asPerson(
  own: OwnDatabase,
  { userId, sessionId }: { userId: string; sessionId?: string },
  clock: Clock = systemClock,
): AccountContext {
  return { ...visitor(own, { clock }), actor: { type: "user", id: userId }, userId, sessionId };
}
