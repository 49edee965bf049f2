import type { SearchEvents } from "@/lib/operations/admin/schemas";
import { escapeLike } from "@/lib/operations/admin/search-partners";
import type { AdminContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertAdmin } from "@/lib/platform/permissions";
import type { EventStatus } from "@/lib/platform/prisma/client";

export interface EventRow {
  id: string;
  name: string;
  status: EventStatus;
  city: string | null;
  startsAt: Date;
  partner: { id: string; companyName: string };
  /** How many people come. Who they are is the organizer's and theirs. */
  attendees: number;
  /** How the event was paid for. Null while it is a draft, or where it needed none. */
  pass: "bought" | "given" | null;
  /** Whether the money for its pass went back after it was published. */
  moneyReturned: boolean;
}

/**
 * Live events of all partners by their name, city or company, newest first, with nothing about who attends. Throws Invalid
 * for a cursor that is not ours. For admins.
 */
export async function searchEvents(
  ctx: AdminContext,
  { q, status, limit, cursor }: SearchEvents,
): Promise<{ data: EventRow[]; nextCursor: string | null }> {
  assertAdmin(ctx);
  const before = decodeCursor(cursor);
  const contains = { contains: escapeLike(q ?? ""), mode: "insensitive" as const };
  const rows = await ctx.db.event.findMany({
    where: {
      mode: "live",
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(status === undefined ? {} : { status }),
      ...(q === undefined || q === ""
        ? {}
        : { OR: [{ name: contains }, { city: contains }, { partner: { companyName: contains } }] }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      id: true,
      name: true,
      status: true,
      city: true,
      startsAt: true,
      partner: { select: { id: true, companyName: true } },
      pass: { select: { purchaseId: true, purchase: { select: { returnedAt: true } } } },
      _count: { select: { attendees: true } },
    },
  });
  const { data, next_cursor } = page(rows, limit);
  return {
    data: data.map(({ pass, _count, ...row }) => ({
      ...row,
      attendees: _count.attendees,
      pass: pass === null ? null : pass.purchaseId === null ? "given" : "bought",
      moneyReturned: pass?.purchase?.returnedAt != null,
    })),
    nextCursor: next_cursor,
  };
}
