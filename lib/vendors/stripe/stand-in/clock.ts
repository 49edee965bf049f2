import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/**
 * Moves the clock forward and returns the world at that time; afterwards it runs on from there (or, where it is frozen,
 * stands there). Refuses to go back.
 */
export async function setClock(world: World, seconds: number): Promise<World> {
  if (seconds < world.now) {
    throw invalid("The clock only moves forward.", { param: "frozen_time" });
  }
  const clock = await world.store.readClock();
  const frozen = clock?.frozenAt != null;
  await write(world, frozen ? seconds : null, seconds);
  return { ...world, now: seconds };
}

/** Stops the clock at a second, of the past or the future: where exact times are wanted. */
export async function freezeClock(world: World, seconds: number): Promise<World> {
  await write(world, seconds, seconds);
  return { ...world, now: seconds };
}

/** Lets the clock tell real time again, wherever it was stopped or moved to. */
export async function freeClock(world: World): Promise<void> {
  await world.store.writeClock(null);
}

async function write({ store }: World, frozenAt: number | null, seconds: number): Promise<void> {
  await store.writeClock({
    offsetMs: BigInt(seconds * 1_000 - Date.now()),
    frozenAt: frozenAt === null ? null : BigInt(frozenAt),
  });
}
