import { EVENT_PASS_PRICE } from "@/lib/plans/tiers";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";

/** What an event pass costs a partner, in US cents: what an operator has set, else what it costs everyone. */
export async function findPassPrice(_ctx: Context, db: Db, partnerId: string): Promise<number> {
  const set = await db.eventPassPrice.findUnique({ where: { partnerId }, select: { priceMinor: true } });
  return set?.priceMinor ?? EVENT_PASS_PRICE.usual;
}
