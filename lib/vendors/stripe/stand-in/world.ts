import { type Db, isPool, type Transaction, transaction } from "@/lib/platform/db";
import type { PrismaClient } from "@/lib/platform/prisma/client";
import type { MemoryStandIn } from "@/lib/vendors/stripe/stand-in/memory-store";
import { prepareSchema } from "@/lib/vendors/stripe/stand-in/own-schema";
import { enterPostgres } from "@/lib/vendors/stripe/stand-in/postgres-store";
import type { StandInStore } from "@/lib/vendors/stripe/stand-in/stand-in-store";

/** What every part of the stand-in is given first. */
export interface World {
  readonly store: StandInStore;
  /** The stand-in's clock, unix seconds; stands still during a request. */
  readonly now: number;
  /** What events say about the request that caused them. */
  readonly request: { readonly id: string | null; readonly idempotencyKey: string | null };
  /** The connected account that the request acts for (`Stripe-Account`); null for the platform itself. */
  readonly account: string | null;
  /** Whether nobody is told what happens: what is tried out is undone. */
  readonly quiet?: boolean;
}

const memories = new WeakMap<PrismaClient, MemoryStandIn>();

/** Has the stand-in of this database kept in memory, in this process alone: for tests. */
export function keepInMemory(prisma: PrismaClient, memory: MemoryStandIn): void {
  memories.set(prisma, memory);
}

export function memoryOf(prisma: PrismaClient): MemoryStandIn | undefined {
  return memories.get(prisma);
}

/** The stand-in's time in unix seconds: real time, ahead of it by as far as the clock was moved, or frozen. */
async function readClock(store: StandInStore): Promise<number> {
  const clock = await store.readClock();
  if (clock?.frozenAt != null) return Number(clock.frozenAt);
  return Math.floor((Date.now() + Number(clock?.offsetMs ?? 0n)) / 1_000);
}

/** Runs `work` in one transaction, alone: as requests do, for hosted pages, jobs and tests. */
export async function runInStandIn<T>(
  { db }: { db: Db },
  work: (world: World) => Promise<T>,
  request: World["request"] = { id: null, idempotencyKey: null },
  account: string | null = null,
): Promise<T> {
  const inStore = async (store: StandInStore) => work(await enterWorld(store, request, account));
  const memory = isPool(db) ? memories.get(db) : undefined;
  if (memory !== undefined) return memory.run(inStore);
  await prepareSchema(db);
  return transaction({ db }, async (tx: Transaction) => inStore(await enterPostgres(tx)));
}

/** Reads the clock. Whoever calls it has the stand-in's turn. */
export async function enterWorld(
  store: StandInStore,
  request: World["request"],
  account: string | null,
): Promise<World> {
  return { store, now: await readClock(store), request, account };
}

/** The same world as a connected account sees it. */
export function forAccount(world: World, account: string | null): World {
  return { ...world, account };
}

/** Runs `work`; where it throws, what it wrote is undone, and the error goes on up. */
export async function attempt<T>(world: World, work: () => Promise<T>): Promise<T> {
  return world.store.attempt(work);
}
