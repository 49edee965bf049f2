import type { Transaction } from "@/lib/platform/db";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { CLOCK_ROW, type World } from "@/lib/vendors/stripe/stand-in/world";

/**
 * Moves the clock forward and returns the world at that time; afterwards it runs on from there (or, where it is frozen,
 * stands there). Refuses to go back.
 */
export async function setClock(world: World, seconds: number): Promise<World> {
  if (seconds < world.now) {
    throw invalid("The clock only moves forward.", { param: "frozen_time" });
  }
  const row = await world.tx.stripeStandInClock.findUnique({ where: { id: CLOCK_ROW } });
  const frozen = row?.frozenAt != null;
  await write(world.tx, frozen ? seconds : null, seconds);
  return { ...world, now: seconds };
}

/** Stops the clock at a second, or (null) lets it run on from where it stands: for tests that need exact times. */
export async function freezeClock(world: World, seconds: number | null): Promise<World> {
  await write(world.tx, seconds, seconds ?? world.now);
  return { ...world, now: seconds ?? world.now };
}

async function write(tx: Transaction, frozenAt: number | null, seconds: number): Promise<void> {
  const data = {
    offsetMs: BigInt(seconds * 1_000 - Date.now()),
    frozenAt: frozenAt === null ? null : BigInt(frozenAt),
  };
  await tx.stripeStandInClock.upsert({
    where: { id: CLOCK_ROW },
    create: { id: CLOCK_ROW, ...data },
    update: data,
  });
}
