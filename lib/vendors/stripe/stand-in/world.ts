import { type Db, type Transaction, transaction } from "@/lib/platform/db";

/** What every part of the stand-in is given first. */
export interface World {
  readonly tx: Transaction;
  /** The stand-in's clock, unix seconds; stands still during a request. */
  readonly now: number;
  /** What events say about the request that caused them. */
  readonly request: { readonly id: string | null; readonly idempotencyKey: string | null };
  /** The connected account that the request acts for (`Stripe-Account`); null for the platform itself. */
  readonly account: string | null;
  /** Whether nobody is told what happens: what is tried out is undone. */
  readonly quiet?: boolean;
}

/** Nothing of the stand-in runs beside anything else of it: right comes before fast. */
const LOCK = 7_240_391;
export const CLOCK_ROW = 1;

/** The stand-in's time in unix seconds: real time, ahead of it by as far as the clock was moved, or frozen. */
async function readClock(tx: Transaction): Promise<number> {
  const row = await tx.stripeStandInClock.findUnique({ where: { id: CLOCK_ROW } });
  if (row?.frozenAt != null) return Number(row.frozenAt);
  return Math.floor((Date.now() + Number(row?.offsetMs ?? 0n)) / 1_000);
}

/** Runs `work` in one transaction, alone: as requests do, for hosted pages, jobs and tests. */
export async function runInStandIn<T>(
  db: { db: Db },
  work: (world: World) => Promise<T>,
  request: World["request"] = { id: null, idempotencyKey: null },
  account: string | null = null,
): Promise<T> {
  return transaction(db, async (tx) => work(await enterWorld(tx, request, account)));
}

/** Waits for its turn and reads the clock. */
export async function enterWorld(
  tx: Transaction,
  request: World["request"],
  account: string | null,
): Promise<World> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
  return { tx, now: await readClock(tx), request, account };
}

/** The same world as a connected account sees it. */
export function forAccount(world: World, account: string | null): World {
  return { ...world, account };
}

/** Runs `work` behind a savepoint: where it throws, what it wrote is undone, and the error goes on up. */
export async function attempt<T>(world: World, work: () => Promise<T>): Promise<T> {
  await world.tx.$executeRaw`SAVEPOINT stripe_stand_in`;
  try {
    const result = await work();
    await world.tx.$executeRaw`RELEASE SAVEPOINT stripe_stand_in`;
    return result;
  } catch (error) {
    await world.tx.$executeRaw`ROLLBACK TO SAVEPOINT stripe_stand_in`;
    // Rolling back keeps the savepoint; one around this has the same name, and must be the next that is found.
    await world.tx.$executeRaw`RELEASE SAVEPOINT stripe_stand_in`;
    throw error;
  }
}
