import type { Prisma } from "@/lib/platform/prisma/client";

/**
 * Events that everyone may find: live, public, published, not over, of a partner that is not suspended. The index
 * `events_listed_sql` holds the first three.
 */
export function listedEvents(now: Date): Prisma.EventWhereInput {
  return {
    mode: "live",
    visibility: "public",
    status: { in: ["published", "matched"] },
    endsAt: { gt: now },
    partner: { suspendedAt: null },
  };
}

/** Prisma compares without regard to case by ILIKE and leaves its wildcards as they are. */
export const asPattern = (text: string) => text.replace(/[\\%_]/g, "\\$&");
