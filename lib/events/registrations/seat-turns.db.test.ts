import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeOpenEvent, makeRegistrant, register } from "@/lib/events/registrations/registrations.fixture";
import { inTurn } from "@/lib/events/registrations/seat-turns";
import { FixedClock } from "@/lib/platform/clock";
import { type Database, openDatabase } from "@/lib/platform/db";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();
const POOL = 4;

let few: Database;
beforeAll(() => {
  few = openDatabase(own.url, POOL);
});
afterAll(() => few.close());

/** Holds the lock of an event, as a change that takes long does, until what it returns is called. */
async function holdEvent(eventId: string): Promise<() => Promise<void>> {
  const client = await own.database.pool.connect();
  await client.query("BEGIN");
  await client.query("SELECT 1 FROM events WHERE id = $1 FOR NO KEY UPDATE", [eventId]);
  return async () => {
    await client.query("COMMIT");
    client.release();
  };
}

describe("many people who register for one event at the same time", () => {
  it("leave connections for every other page, and each get a seat or a place in line", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { eventId } = await makeOpenEvent(own, clock, { capacity: 5 });
    const people = await Promise.all(Array.from({ length: 5 * POOL }, () => makeRegistrant(own, clock)));
    const release = await holdEvent(eventId);
    const made = Promise.all(people.map((person) => register({ ...person, db: few.prisma }, eventId)));
    try {
      await expect.poll(() => own.waitingForLocks()).toBeGreaterThan(0);
      // Answered while the event is held. It would wait in vain if each of the others had a connection.
      expect(await few.prisma.event.count({ where: { id: eventId } })).toBe(1);
      expect(await own.waitingForLocks()).toBeLessThan(POOL);
    } finally {
      await release();
    }
    const statuses = (await made).map(({ status }) => status);
    expect(statuses.filter((status) => status === "registered")).toHaveLength(5);
    expect(statuses.filter((status) => status === "waiting")).toHaveLength(people.length - 5);
  });

  it("do not hold up another event", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const [busy, other] = await Promise.all([makeOpenEvent(own, clock), makeOpenEvent(own, clock)]);
    const people = await Promise.all(Array.from({ length: 2 * POOL }, () => makeRegistrant(own, clock)));
    const release = await holdEvent(busy.eventId);
    const made = Promise.all(people.map((person) => register({ ...person, db: few.prisma }, busy.eventId)));
    try {
      await expect.poll(() => own.waitingForLocks()).toBeGreaterThan(0);
      const elsewhere = await makeRegistrant(own, clock);
      expect(await register({ ...elsewhere, db: few.prisma }, other.eventId)).toMatchObject({
        status: "registered",
      });
    } finally {
      await release();
    }
    await made;
  });
});

describe("a turn", () => {
  it("comes in the order of asking, also after work that failed", async () => {
    const began: number[] = [];
    const work = Array.from({ length: 9 }, (_, at) =>
      inTurn({ db: few.prisma }, "turns-in-order", async () => {
        began.push(at);
        await few.prisma.$queryRaw`SELECT 1`;
        if (at % 2 === 0) throw new Error("This work fails.");
      }),
    );
    await Promise.allSettled(work);
    expect(began).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("that does not come in time is given up with an error that says when to try again, and blocks no later one", async () => {
    const ends: (() => void)[] = [];
    const endless = () =>
      inTurn({ db: few.prisma }, "turns-late", () => new Promise<void>((end) => ends.push(end)));
    const working = [endless(), endless()];
    const late = inTurn({ db: few.prisma, longestWaitMs: 1 }, "turns-late", async () => "never");
    await expect(late).rejects.toMatchObject({ code: "seats_busy", retryAfterSeconds: 60 });
    const next = inTurn({ db: few.prisma }, "turns-late", async () => "done");
    for (const end of ends) end();
    await Promise.all(working);
    expect(await next).toBe("done");
  });
});
