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

/** Stops the clock at a second, of the past or the future: where exact times are wanted. */
export async function freezeClock(world: World, seconds: number): Promise<World> {
  await write(world.tx, seconds, seconds);
  return { ...world, now: seconds };
}

/** Lets the clock tell real time again, wherever it was stopped or moved to. */
export async function freeClock(world: World): Promise<void> {
  await world.tx.stripeStandInClock.deleteMany({ where: { id: CLOCK_ROW } });
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
