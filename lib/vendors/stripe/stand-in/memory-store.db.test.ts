import fc from "fast-check";
import { expect, it } from "vitest";
import { MemoryStandIn } from "@/lib/vendors/stripe/stand-in/memory-store";
import { prepareSchema } from "@/lib/vendors/stripe/stand-in/own-schema";
import { enterPostgres } from "@/lib/vendors/stripe/stand-in/postgres-store";
import type { StandInStore } from "@/lib/vendors/stripe/stand-in/stand-in-store";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();

/** Something that is done to a store, and what it answers. */
type Step = (store: StandInStore, unique: string) => Promise<unknown>;

const KINDS = ["invoice", "customer"];
const ACCOUNTS = [null, "acct_1"];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const id = pick(["a", "b", "c", "d", "e"]);
const state = fc.record(
  {
    created: fc.integer({ min: 1, max: 5 }),
    customer: pick(["x", "y"]),
    status: pick(["open", "paid", null]),
    tags: fc.array(pick(["p", "q"]), { maxLength: 2 }),
    nested: fc.record({ deep: pick([1, 2]), name: pick(["n", "m"]) }),
  },
  { requiredKeys: ["created"] },
);
const where = fc.record(
  {
    customer: pick<unknown>(["x", "y", undefined]),
    status: pick<unknown>(["open", null]),
    tags: pick<unknown>([["p"], []]),
    nested: pick<unknown>([{ deep: 1 }, {}]),
  },
  { requiredKeys: [] },
);

const insert: fc.Arbitrary<Step> = fc
  .tuple(id, pick(KINDS), pick(ACCOUNTS), state)
  .map(([name, kind, account, data]) => async (store, unique) => {
    if ((await store.accountOf(unique + name)) !== undefined) return "taken";
    return store.insert({ id: unique + name, kind, account, data: { ...data, id: name } });
  });
const save: fc.Arbitrary<Step> = fc.tuple(id, pick(KINDS), state).map(
  ([name, kind, data]) =>
    (store, unique) =>
      store.save(kind, unique + name, { ...data, id: name }),
);
const remove: fc.Arbitrary<Step> = fc.tuple(id, pick(KINDS)).map(
  ([name, kind]) =>
    (store, unique) =>
      store.remove(kind, unique + name),
);
const find: fc.Arbitrary<Step> = fc
  .tuple(id, pick(KINDS), pick(ACCOUNTS))
  .map(([name, kind, account]) => async (store, unique) => [
    await store.find(kind, account, unique + name),
    await store.kindOf(account, unique + name),
    await store.accountOf(unique + name),
  ]);
const list: fc.Arbitrary<Step> = fc
  .record({
    kind: pick(KINDS),
    account: pick([null, "acct_1", undefined]),
    where,
    order: pick(["oldest first", "newest first"] as const),
    limit: pick([undefined, 1, 2]),
    before: fc.option(id),
    after: fc.option(id),
    created: fc.record({ gt: pick([undefined, 2]), lte: pick([undefined, 4]) }),
  })
  .map(({ before, after, ...query }) => async (store, unique) => {
    const seqOf = async (name: string | null) =>
      name === null ? undefined : ((await store.seqOf(query.kind, null, unique + name)) ?? undefined);
    const places = { beforeSeq: await seqOf(before), afterSeq: await seqOf(after) };
    return store.list({ ...query, ...places });
  });
const meter: fc.Arbitrary<Step> = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: -3, max: 9 }), pick([null, 10]), fc.nat())
  .map(([at, value, window, n]) => async (store, unique) => {
    const event = { event_name: "units", customer: "x", timestamp: at, value };
    const made = { id: `${unique}meter${at}${value}${n}`, kind: `${unique}meter`, account: null };
    await store.insert({ ...made, data: event });
    const asked = { kind: made.kind, account: null, eventName: "units", customer: "x", from: 5, to: 40 };
    return store.usageByWindow({ ...asked, window });
  });
const reply: fc.Arbitrary<Step> = fc.tuple(id, fc.boolean()).map(([name, keep]) => async (store, unique) => {
  const found = await store.findReply(unique + name);
  const made = { requestId: "req", status: 200, body: "{}", createdAt: new Date(0) };
  if (found !== null) await store.removeReply(unique + name);
  else if (keep) await store.keepReply(unique + name, { ...made, fingerprint: new Uint8Array([1, 2]) });
  return found?.body ?? null;
});
const clock: fc.Arbitrary<Step> = pick([null, 7n]).map((frozenAt) => async (store) => {
  const before = await store.readClock();
  await store.writeClock(frozenAt === null ? null : { offsetMs: 5n, frozenAt });
  return before?.frozenAt ?? null;
});
const delivery: fc.Arbitrary<Step> = id.map((name) => async (store, unique) => {
  await store.queueDelivery(unique + name, null);
  return [await store.countPendingDeliveries(unique + name), (await store.undeliveredEvents()).length > 0];
});

const simple = fc.oneof(insert, insert, save, remove, find, list, list, meter, reply, clock, delivery);
/** Steps that are undone, or stay, together. */
const attempt: fc.Arbitrary<Step> = fc
  .tuple(fc.array(simple, { maxLength: 4 }), fc.boolean(), fc.array(simple, { maxLength: 3 }), fc.boolean())
  .map(([outer, outerFails, inner, innerFails]) => {
    const all = async (steps: readonly Step[], store: StandInStore, unique: string, fails: boolean) => {
      const told: unknown[] = [];
      for (const step of steps) told.push(await step(store, unique));
      if (fails) throw new Error("undone");
      return told;
    };
    return (store, unique) =>
      store
        .attempt(async () => {
          const told = await all(outer, store, unique, false);
          const within = store.attempt(() => all(inner, store, unique, innerFails));
          told.push(await within.catch(String));
          return all([], store, unique, outerFails).then(() => told);
        })
        .catch(String);
  });

let runs = 0;

it("answers from memory what it answers from Postgres, whatever is kept, changed, listed and undone", async () => {
  await prepareSchema(own.prisma);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(simple, simple, attempt), { maxLength: 25 }), async (steps) => {
      // Both begin empty: what one run keeps is undone after it.
      runs += 1;
      const tell = async (store: StandInStore) => {
        const told: unknown[] = [];
        for (const step of steps) told.push(await step(store, `${runs}-`));
        return told;
      };
      const inMemory = await new MemoryStandIn().run(tell);
      let inPostgres: unknown[] = [];
      const undone = own.prisma.$transaction(async (tx) => {
        inPostgres = await tell(await enterPostgres(tx));
        throw new Error("undone");
      });
      await undone.catch((error: Error) => expect(error.message).toBe("undone"));
      expect(inMemory).toEqual(inPostgres);
    }),
    { numRuns: 60 },
  );
}, 60_000);

it("undoes a request that fails, and never runs two at once", async () => {
  const memory = new MemoryStandIn();
  const object = { id: "a", kind: "customer", account: null, data: { id: "a" } };
  const failing = memory.run(async (store) => {
    await store.insert(object);
    await new Promise(setImmediate);
    throw new Error("no");
  });
  const next = memory.run((store) => store.find("customer", null, "a"));
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBeNull();
});

it("hands out what nobody can change behind its back", async () => {
  const memory = new MemoryStandIn();
  const data = { id: "a", list: [1] };
  await memory.run((store) => store.insert({ id: "a", kind: "customer", account: null, data }));
  data.list.push(2);
  const found = await memory.run((store) => store.find<typeof data>("customer", null, "a"));
  expect(found).toEqual({ id: "a", list: [1] });
  expect(() => found?.list.push(3)).toThrow(TypeError);
});
