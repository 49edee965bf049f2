import { randomInt } from "node:crypto";
import type Stripe from "stripe";
import { Prisma } from "@/lib/platform/prisma/client";
import { invalid, missing } from "@/lib/vendors/stripe/stand-in/refusal";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** What the state of every object has. It is plain JSON: no Date, no Decimal. */
export interface Stored {
  id: string;
  created: number;
}

/** One of Stripe's resources: how its state becomes what Stripe answers. */
export interface Kind<S extends Stored, W extends object> {
  /** Stripe's `object`. */
  readonly name: string;
  /** In messages: "No such customer: 'cus_1'". */
  readonly title: string;
  readonly prefix: string;
  present(state: S, world: World): W | Promise<W>;
  /** Fields that are there only when they are asked for by `expand`. */
  readonly include?: Readonly<Record<string, (state: S, world: World) => Promise<unknown>>>;
}

/** What expansion knows of a kind. */
interface Registered {
  presentById(world: World, id: string): Promise<object | null>;
  includeById(world: World, id: string, field: string): Promise<{ value: unknown } | null>;
}

const registry = new Map<string, Registered>();

/** Names a resource, so that it can be kept, presented and expanded. */
export function defineKind<S extends Stored, W extends object>(kind: Kind<S, W>): Kind<S, W> {
  registry.set(kind.name, {
    async presentById(world, id) {
      const state = await find(world, kind, id);
      return state === null ? null : kind.present(state, world);
    },
    async includeById(world, id, field) {
      const include = kind.include?.[field];
      if (include === undefined) return null;
      const state = await find(world, kind, id);
      return state === null ? null : { value: await include(state, world) };
    },
  });
  return kind;
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random letters and digits. */
export function randomLetters(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

/** An id in Stripe's form: `cus_…`. */
export function newStripeId(prefix: string): string {
  return `${prefix}_1${randomLetters(23)}`;
}

interface Row<S> {
  data: S;
}

/** Keeps a new object; lists follow the order of insertion. */
export async function insert<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  state: S,
): Promise<S> {
  await world.tx.$executeRaw`
    INSERT INTO stripe_stand_in_objects (id, kind, account, data)
    VALUES (${state.id}, ${kind.name}, ${world.account}, ${JSON.stringify(state)}::jsonb)`;
  return state;
}

/** Whether an id that a caller chose is somebody's already, of whatever kind and account. */
export async function isTaken(world: World, id: string): Promise<boolean> {
  return (await world.tx.stripeStandInObject.count({ where: { id } })) > 0;
}

/** Replaces what is kept of an object. */
export async function save<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  state: S,
): Promise<S> {
  const changed = await world.tx.$executeRaw`
    UPDATE stripe_stand_in_objects SET data = ${JSON.stringify(state)}::jsonb
    WHERE id = ${state.id} AND kind = ${kind.name}`;
  if (changed !== 1) throw new Error(`There is no ${kind.name} ${state.id} to save.`);
  return state;
}

/** The object of this id in the world's account, or null. */
export async function find<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  id: string,
): Promise<S | null> {
  const [row] = await world.tx.$queryRaw<Row<S>[]>`
    SELECT data FROM stripe_stand_in_objects
    WHERE id = ${id} AND kind = ${kind.name} AND account IS NOT DISTINCT FROM ${world.account}`;
  return row?.data ?? null;
}

/** The object of this id; refuses as Stripe does where there is none (404, or 400 where a parameter names it). */
export async function load<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  id: string,
  param?: string,
): Promise<S> {
  const state = await find(world, kind, id);
  if (state === null) throw missing(kind.title, id, param);
  return state;
}

/** What an object must hold: JSON containment. A field that is undefined asks for nothing. */
export type Where = Readonly<Record<string, unknown>>;

/** Every object that holds `where`, oldest first. */
export async function findAll<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  where: Where = {},
): Promise<S[]> {
  const rows = await world.tx.$queryRaw<Row<S>[]>`
    SELECT data FROM stripe_stand_in_objects
    WHERE kind = ${kind.name} AND account IS NOT DISTINCT FROM ${world.account}
      AND data @> ${JSON.stringify(where)}::jsonb
    ORDER BY seq`;
  return rows.map(({ data }) => data);
}

/** The oldest object that holds `where`, or null. */
export async function findOne<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  where: Where,
): Promise<S | null> {
  const [first] = await world.tx.$queryRaw<Row<S>[]>`
    SELECT data FROM stripe_stand_in_objects
    WHERE kind = ${kind.name} AND account IS NOT DISTINCT FROM ${world.account}
      AND data @> ${JSON.stringify(where)}::jsonb
    ORDER BY seq LIMIT 1`;
  return first?.data ?? null;
}

export async function remove<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  id: string,
): Promise<void> {
  await world.tx.$executeRaw`DELETE FROM stripe_stand_in_objects WHERE id = ${id} AND kind = ${kind.name}`;
}

/** What Stripe would answer for this state. */
export async function present<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  state: S,
): Promise<W> {
  return kind.present(state, world);
}

/** What a list's parameters say (`pageShape` in params.ts). */
export interface Page {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?:
    | {
        gt?: number | undefined;
        gte?: number | undefined;
        lt?: number | undefined;
        lte?: number | undefined;
      }
    | undefined;
}

const DEFAULT_LIMIT = 10;

/** One page of a list as Stripe answers it, newest first. `keep` chooses by what containment cannot say. */
export async function listPage<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  list: { where?: Where; page: Page; url: string; keep?: (state: S) => boolean },
): Promise<Stripe.ApiList<W>> {
  const { limit = DEFAULT_LIMIT, starting_after, ending_before, created = {} } = list.page;
  if (starting_after !== undefined && ending_before !== undefined) {
    throw invalid("You may only specify one of these parameters: ending_before, starting_after.", {
      param: "starting_after",
    });
  }
  const conditions = [
    Prisma.sql`kind = ${kind.name}`,
    Prisma.sql`account IS NOT DISTINCT FROM ${world.account}`,
    Prisma.sql`data @> ${JSON.stringify(list.where ?? {})}::jsonb`,
  ];
  const made = Prisma.sql`(data->>'created')::numeric`;
  if (created.gt !== undefined) conditions.push(Prisma.sql`${made} > ${created.gt}`);
  if (created.gte !== undefined) conditions.push(Prisma.sql`${made} >= ${created.gte}`);
  if (created.lt !== undefined) conditions.push(Prisma.sql`${made} < ${created.lt}`);
  if (created.lte !== undefined) conditions.push(Prisma.sql`${made} <= ${created.lte}`);
  if (starting_after !== undefined) {
    conditions.push(Prisma.sql`seq < ${await seqOf(world, kind, starting_after, "starting_after")}`);
  }
  if (ending_before !== undefined) {
    conditions.push(Prisma.sql`seq > ${await seqOf(world, kind, ending_before, "ending_before")}`);
  }
  const order = ending_before === undefined ? Prisma.sql`seq DESC` : Prisma.sql`seq ASC`;
  // One more than asked for says whether there are more; where JavaScript chooses, it must see them all.
  const bound = list.keep === undefined ? Prisma.sql`LIMIT ${limit + 1}` : Prisma.empty;
  const rows = await world.tx.$queryRaw<Row<S>[]>`
    SELECT data FROM stripe_stand_in_objects WHERE ${Prisma.join(conditions, " AND ")} ORDER BY ${order} ${bound}`;
  const { keep = () => true } = list;
  const found = rows.map(({ data }) => data).filter(keep);
  const shown = found.slice(0, limit);
  if (ending_before !== undefined) shown.reverse();
  const data: W[] = [];
  for (const state of shown) data.push(await kind.present(state, world));
  return { object: "list", data, has_more: found.length > limit, url: list.url };
}

async function seqOf<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  id: string,
  param: string,
): Promise<bigint> {
  const [row] = await world.tx.$queryRaw<{ seq: bigint }[]>`
    SELECT seq FROM stripe_stand_in_objects
    WHERE id = ${id} AND kind = ${kind.name} AND account IS NOT DISTINCT FROM ${world.account}`;
  if (row === undefined) throw missing(kind.title, id, param);
  return row.seq;
}

/** A list that is part of an object: all of it, or its first ten with word of the rest. */
export function embeddedList<W>(data: W[], url: string, limit = DEFAULT_LIMIT): Stripe.ApiList<W> {
  return { object: "list", data: data.slice(0, limit), has_more: data.length > limit, url };
}

/** Metadata as Stripe changes it: keys are merged, `""` unsets one, and `""` for the whole unsets all. */
export function mergeMetadata(
  old: Record<string, string>,
  given: Record<string, string> | null | undefined,
): Record<string, string> {
  if (given === undefined) return old;
  if (given === null) return {};
  const merged = Object.entries({ ...old, ...given }).filter(([, value]) => value !== "");
  return Object.fromEntries(merged);
}

/** What the object of this id is answered as, whatever its kind; null where there is none. */
export async function presentAnything(world: World, id: string): Promise<object | null> {
  const [row] = await world.tx.$queryRaw<{ kind: string }[]>`
    SELECT kind FROM stripe_stand_in_objects
    WHERE id = ${id} AND account IS NOT DISTINCT FROM ${world.account}`;
  if (row === undefined) return null;
  return registry.get(row.kind)?.presentById(world, id) ?? null;
}

/** A field that is there only on demand; null where the kind has no such field. */
export async function includeField(
  world: World,
  kind: string,
  id: string,
  field: string,
): Promise<{ value: unknown } | null> {
  return registry.get(kind)?.includeById(world, id, field) ?? null;
}
