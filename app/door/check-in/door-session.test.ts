import { describe, expect, it } from "vitest";
import type { DoorCheckIn, DoorGuest, DoorReply } from "@/lib/events/check-in/schemas";
import { newId } from "@/lib/platform/ids";
import type { Called } from "./door-calls";
import { type DoorCalls, DoorSession, type DoorStore } from "./door-session";
import type { Held } from "./door-state";

const NOW = Date.parse("2027-02-14T19:00:00Z");
const [ada, ben] = [newId(), newId()];
const GUESTS: DoorGuest[] = [
  [ada, "Ada", null, "00000001"],
  [ben, "Ben", null, "00000002"],
];

/** A phone's store in memory. */
function fakeStore(): DoorStore & { held: Held | null; queue: Map<string, DoorCheckIn> } {
  return {
    held: null,
    queue: new Map(),
    async loadHeld() {
      return this.held;
    },
    async saveHeld(held) {
      this.held = held;
    },
    async wipeHeld() {
      this.held = null;
    },
    async loadQueue() {
      return [...this.queue.values()];
    },
    async enqueue(action) {
      this.queue.set(action.id, action);
    },
    async dequeue(ids) {
      for (const id of ids) this.queue.delete(id);
    },
    async wipeQueue() {
      this.queue.clear();
    },
  };
}

/** A server with doors by their secrets. It takes two check-ins a call, so that queues need several. */
function fakeServer() {
  const server = {
    isReached: true,
    doors: new Map([["good", newId()]]),
    cookie: null as string | null,
    change: {} as Partial<DoorReply>,
    refuse: new Set<string>(),
    recorded: [] as { event: string; action: DoorCheckIn }[],
    calls: 0,
  };
  const reach = async <T>(answer: () => Called<T>): Promise<Called<T>> => {
    server.calls += 1;
    return server.isReached ? answer() : { kind: "unreached" };
  };
  const calls: DoorCalls = {
    openDoor: (secret) =>
      reach(() => {
        if (!server.doors.has(secret)) return { kind: "gone" };
        server.cookie = secret;
        return { kind: "done", value: undefined };
      }),
    leaveDoor: () =>
      reach(() => {
        server.cookie = null;
        return { kind: "done", value: undefined };
      }),
    syncDoor: (held, queue) =>
      reach<DoorReply>(() => {
        const event = server.doors.get(server.cookie ?? "");
        if (event === undefined) return { kind: "gone" };
        const taken = queue.slice(0, 2);
        const accepted = taken.filter(({ id, attendee_id }) => {
          const isKnown = server.recorded.some(({ action }) => action.id === id);
          return !isKnown && !server.refuse.has(attendee_id);
        });
        server.recorded.push(...accepted.map((action) => ({ event, action })));
        const value: DoorReply = {
          now: new Date(NOW).toISOString(),
          closed: null,
          closes_at: new Date(NOW + 3_600_000).toISOString(),
          door: { id: newId(), name: "Main entrance" },
          event: { id: event, name: "Mixer", starts_at: "", ends_at: "", time_zone: "UTC" },
          public_key: "",
          counts: { expected: 2, attended: 0, present: 0 },
          list_version: event,
          guests: held?.listVersion === event ? null : GUESTS,
          standings: [],
          cursor: 0,
          results: taken.map(({ id, attendee_id }) => {
            const refused = server.refuse.has(attendee_id);
            return {
              id,
              attendee_id,
              result: refused ? "refused" : "recorded",
              reason: refused ? "unknown_attendee" : null,
            };
          }),
          ...server.change,
        };
        return { kind: "done", value };
      }),
  };
  return { server, calls };
}

function arrange() {
  const store = fakeStore();
  const { server, calls } = fakeServer();
  const clock = { now: NOW - 60_000 };
  const start = () => new DoorSession(store, calls, () => clock.now);
  return { store, server, clock, start };
}

const came = (attendee_id: string) => ({
  attendee_id,
  kind: "in" as const,
  method: "list" as const,
  undoes: null,
  ticket: null,
});

describe("a phone at a door", () => {
  it("opens its link and keeps the list", async () => {
    const { store, start } = arrange();
    const session = start();
    await session.begin("good");
    expect(session.read()).toMatchObject({ phase: "open", isOnline: true });
    expect(store.held?.guests).toEqual(GUESTS);
  });

  it("records by the server's clock, and sends it at once", async () => {
    const { server, start } = arrange();
    const session = start();
    await session.begin("good");
    const made = await session.record(came(ada));
    await session.sync();
    expect(made.at).toBe(new Date(NOW).toISOString());
    expect(server.recorded.map(({ action }) => action.id)).toEqual([made.id]);
    expect(session.read().queue).toEqual([]);
  });

  it("keeps working without network, also after it was closed, and sends everything later, each once", async () => {
    const { server, store, start } = arrange();
    const before = start();
    await before.begin("good");
    server.isReached = false;
    for (const guest of [ada, ben, ada]) await before.record(came(guest));
    await before.sync();
    expect(before.read()).toMatchObject({ phase: "open", isOnline: false });
    const after = start();
    await after.begin(null);
    expect(after.read()).toMatchObject({ phase: "open", isOnline: false });
    expect(after.read().queue).toHaveLength(3);
    await after.record(came(ben));
    await after.record(came(ada));
    server.isReached = true;
    await Promise.all([after.sync(), after.sync(), before.sync()]);
    expect(new Set(server.recorded.map(({ action }) => action.id)).size).toBe(5);
    expect(server.recorded).toHaveLength(5);
    expect(store.queue.size).toBe(0);
    expect(after.read()).toMatchObject({ isOnline: true, queue: [] });
  });

  it("is told what was not accepted, by name, and does not send it again", async () => {
    const { server, store, start } = arrange();
    const session = start();
    await session.begin("good");
    server.refuse.add(ben);
    await session.record(came(ben));
    await session.sync();
    expect(session.read().refused).toMatchObject([{ name: "Ben", reason: "unknown_attendee" }]);
    expect(store.queue.size).toBe(0);
    session.dismissRefused();
    expect(session.read().refused).toEqual([]);
  });

  it("that is revoked forgets its list and its queue, and asks no more", async () => {
    const { server, store, start } = arrange();
    const session = start();
    await session.begin("good");
    server.isReached = false;
    await session.record(came(ada));
    await session.sync();
    server.doors.clear();
    server.isReached = true;
    await session.sync();
    expect(session.read()).toMatchObject({ phase: "revoked", held: null, queue: [] });
    expect([store.held, store.queue.size]).toEqual([null, 0]);
    const { calls } = server;
    await session.sync();
    expect(server.calls).toBe(calls);
  });

  it("forgets its list when the time is over, without network, too, and still sends what it recorded", async () => {
    const { server, store, clock, start } = arrange();
    const session = start();
    await session.begin("good");
    server.isReached = false;
    await session.record(came(ada));
    clock.now += 3_600_000;
    await session.sync();
    expect(session.read()).toMatchObject({ phase: "ended", held: null });
    expect([store.held, store.queue.size]).toEqual([null, 1]);
    server.isReached = true;
    server.change = { closed: "ended", guests: null };
    await session.sync();
    expect(server.recorded).toHaveLength(1);
    expect(session.read()).toMatchObject({ phase: "ended", queue: [] });
  });

  it("sends what waits to its own door before it opens the link of another", async () => {
    const { server, start } = arrange();
    const session = start();
    await session.begin("good");
    server.isReached = false;
    await session.record(came(ada));
    await session.sync();
    const first = server.doors.get("good");
    server.doors.set("other", newId());
    server.isReached = true;
    await session.openLink("other");
    expect(server.recorded.map(({ event }) => event)).toEqual([first]);
    expect(session.read().held?.event.id).toBe(server.doors.get("other"));
  });

  it("loses nothing by a link that does not work", async () => {
    const { start } = arrange();
    const session = start();
    await session.begin("good");
    await session.openLink("bad");
    expect(session.read()).toMatchObject({ phase: "open" });
    const fresh = arrange().start();
    await fresh.begin("bad");
    expect(fresh.read().phase).toBe("revoked");
  });

  it("waits for network where a link is opened without, and then opens it", async () => {
    const { server, start } = arrange();
    server.isReached = false;
    const session = start();
    await session.begin("good");
    expect(session.read().phase).toBe("unreached");
    server.isReached = true;
    await session.sync();
    expect(session.read().phase).toBe("open");
  });

  it("opens by itself once the event is published", async () => {
    const { server, start } = arrange();
    server.change = { closed: "unpublished", guests: null };
    const session = start();
    await session.begin("good");
    expect(session.read().phase).toBe("unpublished");
    server.change = {};
    await session.sync();
    expect(session.read().phase).toBe("open");
  });

  it("keeps what it recorded while the organizer is suspended, without a list, and sends it afterwards", async () => {
    const { server, store, start } = arrange();
    const session = start();
    await session.begin("good");
    server.change = { closed: "suspended", guests: null, results: [] };
    await session.record(came(ada));
    await session.sync();
    expect(session.read()).toMatchObject({ phase: "suspended", held: null });
    expect([store.held, store.queue.size]).toEqual([null, 1]);
    server.change = {};
    await session.sync();
    expect(session.read()).toMatchObject({ phase: "open", queue: [] });
  });

  it("leaves its door only with network, and then keeps nothing", async () => {
    const { server, store, start } = arrange();
    const session = start();
    await session.begin("good");
    server.isReached = false;
    await session.leave();
    expect(session.read().phase).toBe("open");
    server.isReached = true;
    await session.leave();
    expect([session.read().phase, store.held, server.cookie]).toEqual(["none", null, null]);
  });

  it("says so where the browser keeps nothing", async () => {
    const { store, start } = arrange();
    store.loadHeld = async () => {
      throw new Error("There is no storage.");
    };
    const session = start();
    await session.begin("good");
    expect(session.read().phase).toBe("unsupported");
  });
});
