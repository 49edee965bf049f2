import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";

/**
 * Gives a hold's tokens back unused, because the work did not happen. Releasing again, or after it expired, changes
 * nothing. Throws NotFound, Conflict `hold_closed` when it was settled.
 */
export async function releaseHold(ctx: PartnerContext, { holdId }: { holdId: string }): Promise<void> {
  const { outcome } = await giveBack(
    ctx.db,
    { id: holdId, partnerId: ctx.partnerId },
    "released",
    ctx.clock.now(),
  );
  if (outcome === "missing") throw new NotFound("hold");
  if (outcome === "settled") throw new Conflict("hold_closed", "The hold has been settled already.");
}

/** Ends a hold if it is still held; `given` is what went back to the wallet by this call. */
export async function giveBack(
  db: Db,
  hold: { id: string; partnerId: string },
  status: "released" | "expired",
  now: Date,
): Promise<{ outcome: "done" | "settled" | "missing"; given: bigint }> {
  const [row] = await db.$queryRaw<{ outcome: "done" | "settled" | "missing"; given: bigint }[]>`
    SELECT outcome, given FROM wallet_give_back(${hold.partnerId}::uuid, ${hold.id}::uuid,
      ${status}::text::wallet_hold_status, ${now}::timestamptz)`;
  if (row === undefined) throw new Error("The wallet did not say what became of a hold.");
  return row;
}
