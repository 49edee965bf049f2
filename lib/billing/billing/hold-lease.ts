import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

/** Longer than the slowest change at Stripe takes; whoever dies holds it so long. */
const LEASE_S = 120;
/** A second click waits so long for the first, and is then told. */
const WAIT_MS = 8_000;
const ASK_EVERY_MS = 150;

/**
 * Lets one change of a partner's billing at Stripe run at a time, without holding a connection while Stripe answers: two
 * at once could buy two plans. Who comes second waits for the first. Throws Conflict `billing_busy`.
 */
export async function holdLease<T>(ctx: Context, partnerId: string, work: () => Promise<T>): Promise<T> {
  const holder = newId();
  for (let waited = 0; !(await take(ctx, partnerId, holder)); waited += ASK_EVERY_MS) {
    if (waited >= WAIT_MS) {
      throw new Conflict("billing_busy", "Another change of your plan is under way. Look again in a moment.");
    }
    await pause(ASK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    // If this fails too, it frees itself.
    await ctx.db.billingLease.deleteMany({ where: { partnerId, holder } }).catch(() => undefined);
  }
}

/** By the database's own clock: holders may be on different machines. */
async function take(ctx: Context, partnerId: string, holder: string): Promise<boolean> {
  const taken = await ctx.db.$executeRaw`
    INSERT INTO billing_leases AS lease (partner_id, holder, until)
    VALUES (${partnerId}::uuid, ${holder}::uuid, now() + ${LEASE_S} * interval '1 second')
    ON CONFLICT (partner_id) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE lease.until < now()`;
  return taken === 1;
}
