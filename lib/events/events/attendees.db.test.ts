import { beforeAll, describe, expect, it } from "vitest";
import { cancelEvent } from "@/lib/events/events/cancel-event";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { deleteAttendee } from "@/lib/events/events/delete-attendee";
import { makeEvent } from "@/lib/events/events/events.fixture";
import { exportAttendees } from "@/lib/events/events/export-attendees";
import { getAttendee } from "@/lib/events/events/get-attendee";
import { getEvent } from "@/lib/events/events/get-event";
import { importAttendees } from "@/lib/events/events/import-attendees";
import { listAttendees } from "@/lib/events/events/list-attendees";
import { eventsPrivacy } from "@/lib/events/events/privacy";
import { ATTENDEES_KEPT_DAYS, removeOldAttendees } from "@/lib/events/events/remove-old-attendees";
import {
  type AttendeeCsvRow,
  AttendeeRow,
  MAX_ATTENDEES,
  NewAttendee,
  UpdateAttendee,
} from "@/lib/events/events/schemas";
import { updateAttendee } from "@/lib/events/events/update-attendee";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { PageQuery } from "@/lib/platform/pagination";
import { TRAITS } from "@/lib/scoring/model";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const NOON = new Date("2027-01-10T12:00:00.000Z");
const HALF = Array<number>(32).fill(0.5);
const ERRORS = Array<number>(32).fill(0.1);

beforeAll(() => {
  setSettings();
});

async function organizer(clock = new FixedClock(NOON)) {
  return own.as(await makePartner({}, own.database), { mode: "test", clock });
}

async function withEvent(clock?: FixedClock) {
  const ctx = await organizer(clock);
  return { ctx, event_id: (await makeEvent(ctx)).id };
}

const guests = (...people: Record<string, unknown>[]) => people.map((person) => NewAttendee.parse(person));
const table = (...rows: Record<string, unknown>[]) => rows.map((row) => AttendeeRow.parse(row));
const many = (count: number, prefix = "guest") =>
  Array.from({ length: count }, (_, index) => ({ external_id: `${prefix}-${index}` }));

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await failure(work);
  return error instanceof Invalid ? error.errors.map(({ path }) => path) : [];
}

const all = (ctx: PartnerContext, event_id: string) =>
  listAttendees(ctx, { event_id, ...PageQuery.parse({ limit: 100 }) });
const stored = (event_id: string) =>
  own.prisma.eventAttendee.findMany({ where: { eventId: event_id }, orderBy: { id: "asc" } });

describe("adding attendees", () => {
  it("keeps them in the order in which they were sent, and answers with their ids in it", async () => {
    const { ctx, event_id } = await withEvent();
    const added = await createAttendees(ctx, { event_id, attendees: guests(...many(60)) });
    expect(added.added).toBe(60);
    expect(added.data.map(({ external_id }) => external_id)).toEqual(
      many(60).map(({ external_id }) => external_id),
    );
    const listed = await all(ctx, event_id);
    expect(listed.data.map(({ id }) => id)).toEqual(added.data.map(({ id }) => id));
    const pages = await listAttendees(ctx, { event_id, ...PageQuery.parse({ limit: 50 }) });
    const rest = await listAttendees(ctx, {
      event_id,
      ...PageQuery.parse({ limit: 50, cursor: pages.next_cursor }),
    });
    expect([...pages.data, ...rest.data]).toEqual(listed.data);
  });

  it("takes traits in and shows only that they are there", async () => {
    const { ctx, event_id } = await withEvent();
    const traits = HALF.map((_, index) => (index < 16 ? 0.1234567 : null));
    const { data } = await createAttendees(ctx, {
      event_id,
      attendees: guests(
        { external_id: "a", traits, standard_errors: ERRORS, group: "women", seeks: ["men", "women"] },
        { name: "Ben" },
      ),
    });
    const listed = await all(ctx, event_id);
    expect(listed.data).toMatchObject([
      { external_id: "a", pool: "api", has_traits: true, group: "women", seeks: ["men", "women"] },
      { external_id: data[1]?.id, name: "Ben", has_traits: false, seeks: null },
    ]);
    const csv = await exportAttendees(ctx, { event_id });
    const rows: AttendeeCsvRow[] = [];
    for await (const page of csv.pages) rows.push(...page);
    const one = await getAttendee(ctx, { event_id, attendee_id: data[0]?.id ?? "" });
    expect(JSON.stringify([listed, rows, one])).not.toContain("0.1234567");
    expect(rows.map(({ has_traits, seeks }) => [has_traits, seeks])).toEqual([
      ["yes", "men; women"],
      ["no", null],
    ]);
    const [row] = await stored(event_id);
    expect(row).toMatchObject({ traits, standardErrors: ERRORS, traitsSource: "organizer", mode: "test" });
    expect(await getEvent(ctx, { event_id })).toMatchObject({ attendee_count: 2, attendees_with_traits: 1 });
  });

  it("names every id and address that is twice in the call or in the event already, and adds no one", async () => {
    const { ctx, event_id } = await withEvent();
    await createAttendees(ctx, {
      event_id,
      attendees: guests({ external_id: "a", email: "ada@example.com" }, { external_id: "b" }),
    });
    const attendees = guests(
      { external_id: "new" },
      { external_id: "a" },
      { external_id: "new" },
      { external_id: "c", email: "ADA@example.com" },
      { external_id: "d", email: "dan@example.com" },
      { external_id: "e", email: "Dan@Example.com " },
    );
    expect(await faultsOf(createAttendees(ctx, { event_id, attendees }))).toEqual([
      "attendees[1].external_id",
      "attendees[2].external_id",
      "attendees[3].email",
      "attendees[5].email",
    ]);
    expect(await stored(event_id)).toHaveLength(2);
    // Another event knows nothing of them.
    const other = await makeEvent(ctx);
    expect(
      (await createAttendees(ctx, { event_id: other.id, attendees: guests({ external_id: "a" }) })).added,
    ).toBe(1);
  });

  it("lets one of two imports of the same people at once in, whole, and names all of the other's", async () => {
    const { ctx, event_id } = await withEvent();
    const rows = table(...many(300));
    const ends = await Promise.all(
      [1, 2].map(() => importAttendees(ctx, { event_id, rows }).catch((error: unknown) => error)),
    );
    const refused = ends.filter((end) => end instanceof Invalid);
    expect(refused).toHaveLength(1);
    expect(ends).toContainEqual(expect.objectContaining({ added: 300 }));
    expect(await stored(event_id)).toHaveLength(300);
  });

  it("never exceeds what an event may hold, also where several fill it at once", async () => {
    const { ctx, event_id } = await withEvent();
    const added = await createAttendees(ctx, {
      event_id,
      attendees: guests(...many(MAX_ATTENDEES - 10).map((guest) => ({ ...guest, traits: HALF }))),
    });
    expect(added.added).toBe(MAX_ATTENDEES - 10);
    const ends = await Promise.all(
      ["x", "y", "z"].map((prefix) =>
        failure(createAttendees(ctx, { event_id, attendees: guests(...many(6, prefix)) })),
      ),
    );
    expect(ends.filter((end) => end === null)).toHaveLength(1);
    expect(ends.filter((end) => end instanceof Conflict)).toHaveLength(2);
    expect(await stored(event_id)).toHaveLength(MAX_ATTENDEES - 4);
  });

  it("is refused once the event is over", async () => {
    const { ctx, event_id } = await withEvent();
    await cancelEvent(ctx, { event_id });
    const attendees = guests({ external_id: "a" });
    expect(await failure(createAttendees(ctx, { event_id, attendees }))).toMatchObject({
      code: "event_closed",
    });
  });
});

describe("a table of attendees", () => {
  it("has a column for each trait that is known, and groups between semicolons", async () => {
    const { ctx, event_id } = await withEvent();
    const known = Object.fromEntries(
      TRAITS.slice(0, 20).map((trait, index) => [trait, index % 2 ? "0.25" : "1"]),
    );
    const rows = table(
      { name: "Ada", email: "Ada@Example.com", group: "women", seeks: "men; women ;", ...known },
      { name: "Ben", seeks: " ; " },
    );
    expect((await importAttendees(ctx, { event_id, rows })).added).toBe(2);
    const [ada, ben] = await stored(event_id);
    expect(ada).toMatchObject({
      pool: "uploaded",
      email: "ada@example.com",
      seeks: ["men", "women"],
      traits: TRAITS.map((_, index) => (index >= 20 ? null : index % 2 ? 0.25 : 1)),
    });
    expect(ben).toMatchObject({ seeks: [], traits: null, traitsSource: null });
  });

  it("is refused whole, with every bad row named", async () => {
    const { ctx, event_id } = await withEvent();
    const few = Object.fromEntries(TRAITS.slice(0, 3).map((trait) => [trait, "0.5"]));
    const rows = table(
      { name: "Ada" },
      { name: "Ben", ...few },
      { name: "Cem", seeks: "men;men" },
      { name: "Dan", email: "dan@example.com" },
    );
    expect(await faultsOf(importAttendees(ctx, { event_id, rows }))).toEqual(["rows[1]", "rows[2].seeks"]);
    expect(await faultsOf(importAttendees(ctx, { event_id, rows: [] }))).toEqual(["rows"]);
    expect(await stored(event_id)).toEqual([]);
  });
});

describe("an attendee", () => {
  async function withGuest(person: Record<string, unknown> = { external_id: "a", traits: HALF }) {
    const { ctx, event_id } = await withEvent();
    const { data } = await createAttendees(ctx, { event_id, attendees: guests(person) });
    return { ctx, event_id, attendee_id: data[0]?.id ?? "" };
  }

  it("is to another partner, another event and the other mode as if they were not there", async () => {
    const { ctx, event_id, attendee_id } = await withGuest();
    const other = await makeEvent(ctx);
    const missing = await failure(getAttendee(ctx, { event_id, attendee_id: newId() }));
    const elsewhere = { event_id: other.id, attendee_id };
    for (const attempt of [
      getAttendee(ctx, elsewhere),
      updateAttendee(ctx, { ...elsewhere, name: "X" }),
      deleteAttendee(ctx, elsewhere),
    ].map(failure))
      expect(await attempt).toEqual(missing);
    const noEvent = await failure(getAttendee(ctx, { event_id: newId(), attendee_id }));
    for (const stranger of [await organizer(), { ...ctx, mode: "live" as const }]) {
      for (const attempt of [
        getAttendee(stranger, { event_id, attendee_id }),
        updateAttendee(stranger, { event_id, attendee_id, name: "X" }),
        deleteAttendee(stranger, { event_id, attendee_id }),
        all(stranger, event_id),
        exportAttendees(stranger, { event_id }),
        createAttendees(stranger, { event_id, attendees: guests({ external_id: "b" }) }),
      ].map(failure)) {
        expect(await attempt).toBeInstanceOf(NotFound);
        expect(await attempt).toEqual(noEvent);
      }
    }
    expect((await getAttendee(ctx, { event_id, attendee_id })).external_id).toBe("a");
  });

  it("changes in what is sent, and in nothing else", async () => {
    const { ctx, event_id, attendee_id } = await withGuest();
    const change = (fields: Record<string, unknown>) =>
      updateAttendee(ctx, { event_id, attendee_id, ...UpdateAttendee.parse(fields) });
    expect(await change({ name: "Ada", seeks: ["men"] })).toMatchObject({
      name: "Ada",
      seeks: ["men"],
      has_traits: true,
    });
    expect(await change({ seeks: null, group: "women" })).toMatchObject({ seeks: null, group: "women" });
    expect(await change({ traits: HALF.map(() => 0.25), standard_errors: ERRORS })).toMatchObject({
      name: "Ada",
    });
    expect(await stored(event_id)).toMatchObject([{ traits: HALF.map(() => 0.25), standardErrors: ERRORS }]);
    expect((await change({ traits: null })).has_traits).toBe(false);
    expect(await stored(event_id)).toMatchObject([
      { traits: null, standardErrors: null, traitsSource: null, name: "Ada" },
    ]);
  });

  it("cannot take another's address, and keeps its own", async () => {
    const { ctx, event_id, attendee_id } = await withGuest({ email: "ada@example.com" });
    await createAttendees(ctx, { event_id, attendees: guests({ email: "ben@example.com" }) });
    const change = (email: string) => updateAttendee(ctx, { event_id, attendee_id, email });
    expect(await faultsOf(change("ben@example.com"))).toEqual(["email"]);
    expect((await change("ada@example.com")).email).toBe("ada@example.com");
  });

  it("is forgotten when the organizer removes them, also after the event", async () => {
    const { ctx, event_id, attendee_id } = await withGuest();
    await cancelEvent(ctx, { event_id });
    await deleteAttendee(ctx, { event_id, attendee_id });
    expect(await stored(event_id)).toEqual([]);
    expect(await failure(deleteAttendee(ctx, { event_id, attendee_id }))).toBeInstanceOf(NotFound);
  });

  it("is found by their address when they ask what is held, and goes with their account", async () => {
    const { event_id, ctx } = await withGuest({ email: "Own@Example.com", name: "Ada", traits: HALF });
    await createAttendees(ctx, { event_id, attendees: guests({ email: "other@example.com" }) });
    const person = { userId: newId(), profileId: null, email: "own@example.com" };
    const rows: unknown[] = [];
    for await (const { table: name, json } of eventsPrivacy.exportPerson(own.prisma, person))
      rows.push([name, JSON.parse(json)]);
    expect(rows).toEqual([
      ["event_attendees", expect.objectContaining({ name: "Ada", traits: HALF, email: "own@example.com" })],
    ]);
    const erased = await transaction(own.system(), (tx) =>
      eventsPrivacy.erasePerson(own.system(), tx, person),
    );
    expect(erased.find(({ subject }) => subject === "event_attendees")?.erasedRows).toBe(1);
    expect((await stored(event_id)).map(({ email }) => email)).toEqual(["other@example.com"]);
  });

  it("is forgotten a year after the event, and no sooner", async () => {
    const clock = new FixedClock(NOON);
    const { ctx, event_id } = await withEvent(clock);
    await createAttendees(ctx, { event_id, attendees: guests({ external_id: "a" }) });
    const { ends_at } = await getEvent(ctx, { event_id });
    clock.advance(Date.parse(ends_at) - NOON.getTime() + ATTENDEES_KEPT_DAYS * 86_400_000);
    await removeOldAttendees(own.system(clock));
    expect(await stored(event_id)).toHaveLength(1);
    clock.advance(1);
    await removeOldAttendees(own.system(clock));
    expect(await stored(event_id)).toEqual([]);
    expect((await getEvent(ctx, { event_id })).id).toBe(event_id);
  });
});
