import { beforeAll, describe, expect, it } from "vitest";
import { browseAttendees } from "@/lib/events/events/browse-attendees";
import { createAttendee } from "@/lib/events/events/create-attendee";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { makeEvent } from "@/lib/events/events/events.fixture";
import { importAttendeeTable } from "@/lib/events/events/import-attendee-table";
import { listTakenIds } from "@/lib/events/events/list-taken-ids";
import { AttendeeFilter, ImportAttendeeTable, MAX_ATTENDEES } from "@/lib/events/events/schemas";
import { FixedClock } from "@/lib/platform/clock";
import { Invalid } from "@/lib/platform/errors";
import { TRAITS } from "@/lib/scoring/model";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const NOON = new Date("2027-01-10T12:00:00.000Z");

beforeAll(() => {
  setSettings();
});

async function organizer() {
  const partner = await makePartner({ company_name: "Café Central" }, own.database);
  const ctx = own.as(partner, { mode: "live", clock: new FixedClock(NOON) });
  return { ctx, event_id: (await makeEvent(ctx)).id };
}

const sent = (event_id: string, columns: string[], rows: string[][]) =>
  ImportAttendeeTable.parse({ event_id, table: JSON.stringify({ columns, rows }) });

const faultsOf = async (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: unknown) => (error instanceof Invalid ? error.errors.map(({ path }) => path) : ["?"]),
  );

describe("a table that a browser has read", () => {
  it("adds all of its people, with the traits that have a column", async () => {
    const { ctx, event_id } = await organizer();
    const columns = ["name", "email", "seeks", ...TRAITS];
    const traits = TRAITS.map(() => "0.5");
    const rows = [
      ["Ada", "ADA@example.com", "men; women", ...traits],
      ["=Ben()", "ben@example.com", "", ...TRAITS.map(() => "")],
    ];
    expect(await importAttendeeTable(ctx, sent(event_id, columns, rows))).toEqual({ added: 2 });
    const { data } = await browseAttendees(ctx, { event_id, limit: 20 });
    expect(data.sort((a, b) => (a.email ?? "").localeCompare(b.email ?? ""))).toMatchObject([
      { name: "Ada", email: "ada@example.com", seeks: ["men", "women"], has_traits: true },
      { name: "=Ben()", has_traits: false, seeks: null, pool: "uploaded" },
    ]);
  });

  it("adds no one where one row is bad, whatever the browser found, and names each bad cell", async () => {
    const { ctx, event_id } = await organizer();
    await createAttendee(ctx, { event_id, attendee: { email: "there@example.com" } });
    const rows = [
      ["Ada", "ada@example.com"],
      ["Ben", "no address"],
      ["Cleo", "ada@example.com"],
      ["Dora", "there@example.com"],
      ["", ""],
      ["Eli", "eli@example.com", "beyond"],
    ];
    expect(
      (await faultsOf(importAttendeeTable(ctx, sent(event_id, ["name", "email"], rows)))).sort(),
    ).toEqual(["rows[1].email", "rows[2].email", "rows[3].email", "rows[4]", "rows[5]"]);
    expect((await listTakenIds(ctx, { event_id })).attendees).toBe(1);
  });

  it.each([
    ["no JSON", "name,email"],
    ["a list", "[]"],
    ["an unknown column", '{"columns":["name","password"],"rows":[["Ada","x"]]}'],
    ["a column twice", '{"columns":["name","name"],"rows":[["Ada","x"]]}'],
    ["no row", '{"columns":["name"],"rows":[]}'],
    ["a number for a text", '{"columns":["name"],"rows":[[1]]}'],
    ["prototypes", '{"columns":["__proto__"],"rows":[["x"]]}'],
    [
      "one person too many",
      JSON.stringify({ columns: ["name"], rows: Array.from({ length: MAX_ATTENDEES + 1 }, () => ["Ada"]) }),
    ],
    ["deep nesting", "[".repeat(100_000)],
  ])("that is %s is refused by its field", (_name, table) => {
    const parsed = ImportAttendeeTable.safeParse({ event_id: "0193e5f4-0000-7000-8000-000000000000", table });
    expect(parsed.error?.issues[0]?.path[0]).toBe("table");
  });

  it("of as many people as an event may have is added whole", async () => {
    const { ctx, event_id } = await organizer();
    const rows = Array.from({ length: MAX_ATTENDEES }, (_, at) => [`Guest ${at}`, `guest-${at}@example.com`]);
    expect(await importAttendeeTable(ctx, sent(event_id, ["name", "email"], rows))).toEqual({
      added: MAX_ATTENDEES,
    });
    await expect(importAttendeeTable(ctx, sent(event_id, ["name"], [["One more"]]))).rejects.toMatchObject({
      code: "too_many_attendees",
    });
  });

  it("is checked against the ids and addresses that the event's attendees gave, not those that we gave", async () => {
    const { ctx, event_id } = await organizer();
    await createAttendees(ctx, {
      event_id,
      attendees: [{ external_id: "g-1", email: "ada@example.com" }, { name: "Ben" }],
    });
    expect(await listTakenIds(ctx, { event_id })).toEqual({
      attendees: 2,
      external_ids: ["g-1"],
      emails: ["ada@example.com"],
    });
    const stranger = await organizer();
    await expect(listTakenIds(stranger.ctx, { event_id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the list of attendees", () => {
  it("is narrowed by text, traits and how people came, page by page", async () => {
    const { ctx, event_id } = await organizer();
    const traits = TRAITS.map(() => 0.5);
    await createAttendees(ctx, {
      event_id,
      attendees: [
        { name: "Ada", email: "ada@example.com", group: "100%", traits },
        { name: "Ben", external_id: "b_1" },
      ],
    });
    await createAttendee(ctx, { event_id, attendee: { name: "Cleo", group: "women" } });
    const names = async (filter: Record<string, string>) => {
      const found = await browseAttendees(ctx, { event_id, limit: 20, ...AttendeeFilter.parse(filter) });
      return found.data.map(({ name }) => name).sort();
    };
    expect(await names({})).toEqual(["Ada", "Ben", "Cleo"]);
    expect(await names({ search: "EXAMPLE.com" })).toEqual(["Ada"]);
    expect(await names({ search: "%" })).toEqual(["Ada"]);
    expect(await names({ search: "_" })).toEqual(["Ben"]);
    expect(await names({ search: "women" })).toEqual(["Cleo"]);
    expect(await names({ traits: "with" })).toEqual(["Ada"]);
    expect(await names({ traits: "without", pool: "api" })).toEqual(["Ben"]);
    const first = await browseAttendees(ctx, { event_id, limit: 2 });
    const second = await browseAttendees(ctx, { event_id, limit: 2, cursor: first.next_cursor ?? "" });
    expect([...first.data, ...second.data].map(({ name }) => name).sort()).toEqual(["Ada", "Ben", "Cleo"]);
    expect(second.next_cursor).toBeNull();
    const stranger = await organizer();
    await expect(browseAttendees(stranger.ctx, { event_id, limit: 2 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
