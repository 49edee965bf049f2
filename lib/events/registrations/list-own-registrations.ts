import {
  type OwnRegistration,
  presentOwn,
  presentRegisteredEvent,
  type RegisteredEvent,
} from "@/lib/events/registrations/present-registration";
import { type RegistrantContext, readerOf } from "@/lib/events/registrations/registrant";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";

/** A person's registrations with their events, those made last first. Empty where no one is signed in. Throws Invalid. */
export async function listOwnRegistrations(
  ctx: RegistrantContext,
  { limit, cursor }: PageQuery,
): Promise<{
  data: (OwnRegistration & { event: RegisteredEvent })[];
  has_more: boolean;
  next_cursor: string | null;
}> {
  const userId = readerOf(ctx);
  const before = decodeCursor(cursor);
  if (userId === null) return { data: [], has_more: false, next_cursor: null };
  const rows = await ctx.db.registration.findMany({
    where: { userId, mode: "live", ...(before === undefined ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    include: { event: true },
  });
  const shown: (OwnRegistration & { event: RegisteredEvent })[] = [];
  for (const { event, ...row } of rows)
    shown.push({ ...(await presentOwn(ctx.db, event, row)), event: presentRegisteredEvent(event) });
  return page(shown, limit);
}
