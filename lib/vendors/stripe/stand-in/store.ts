import { randomInt } from "node:crypto";
import type Stripe from "stripe";
import { invalid, missing } from "@/lib/vendors/stripe/stand-in/refusal";
import type { CreatedBounds, Where } from "@/lib/vendors/stripe/stand-in/stand-in-store";
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

/** Keeps a new object; lists follow the order of insertion. */
export async function insert<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  state: S,
): Promise<S> {
  await world.store.insert({ id: state.id, kind: kind.name, account: world.account, data: state });
  return state;
}

/** Whether an id that a caller chose is somebody's already, of whatever kind and account. */
export async function isTaken(world: World, id: string): Promise<boolean> {
  return (await world.store.accountOf(id)) !== undefined;
}

/** Replaces what is kept of an object. */
export async function save<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  state: S,
): Promise<S> {
  const changed = await world.store.save(kind.name, state.id, state);
  if (!changed) throw new Error(`There is no ${kind.name} ${state.id} to save.`);
  return state;
}

/** The object of this id in the world's account, or null. */
export async function find<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  id: string,
): Promise<S | null> {
  return world.store.find(kind.name, world.account, id);
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

/** Every object that holds `where`, oldest first. */
export async function findAll<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  where: Where = {},
): Promise<S[]> {
  return world.store.list({ kind: kind.name, account: world.account, where, order: "oldest first" });
}

/** The oldest object that holds `where`, or null. */
export async function findOne<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  where: Where,
): Promise<S | null> {
  const order = "oldest first";
  const query = { kind: kind.name, account: world.account, where, order, limit: 1 } as const;
  const [first] = await world.store.list<S>(query);
  return first ?? null;
}

export async function remove<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  id: string,
): Promise<void> {
  await world.store.remove(kind.name, id);
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
  created?: CreatedBounds | undefined;
}

const DEFAULT_LIMIT = 10;

/** One page of a list as Stripe answers it, newest first. `keep` chooses by what containment cannot say. */
export async function listPage<S extends Stored, W extends object>(
  world: World,
  kind: Kind<S, W>,
  list: { where?: Where; page: Page; url: string; keep?: (state: S) => boolean },
): Promise<Stripe.ApiList<W>> {
  const { limit = DEFAULT_LIMIT, starting_after, ending_before, created } = list.page;
  if (starting_after !== undefined && ending_before !== undefined) {
    throw invalid("You may only specify one of these parameters: ending_before, starting_after.", {
      param: "starting_after",
    });
  }
  const rows = await world.store.list<S>({
    kind: kind.name,
    account: world.account,
    where: list.where ?? {},
    order: ending_before === undefined ? "newest first" : "oldest first",
    // One more than asked for says whether there are more; where JavaScript chooses, it must see them all.
    limit: list.keep === undefined ? limit + 1 : undefined,
    beforeSeq:
      starting_after === undefined ? undefined : await seqOf(world, kind, starting_after, "starting_after"),
    afterSeq:
      ending_before === undefined ? undefined : await seqOf(world, kind, ending_before, "ending_before"),
    created,
  });
  const { keep = () => true } = list;
  const found = rows.filter(keep);
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
  const seq = await world.store.seqOf(kind.name, world.account, id);
  if (seq === null) throw missing(kind.title, id, param);
  return seq;
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
  const kind = await world.store.kindOf(world.account, id);
  if (kind === null) return null;
  return registry.get(kind)?.presentById(world, id) ?? null;
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
