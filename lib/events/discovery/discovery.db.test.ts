import { beforeAll, describe, expect, it } from "vitest";
import { getPublicEvent } from "@/lib/events/discovery/get-public-event";
import { listEventAddresses } from "@/lib/events/discovery/list-event-addresses";
import { listEventFilters } from "@/lib/events/discovery/list-event-filters";
import { listEventGroups } from "@/lib/events/discovery/list-event-groups";
import { listPublicEvents } from "@/lib/events/discovery/list-public-events";
import { EVENTS_PER_PAGE, ListPublicEvents } from "@/lib/events/discovery/schemas";
import { FixedClock } from "@/lib/platform/clock";
import type { Context } from "@/lib/platform/context";
import { Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Prisma } from "@/lib/platform/prisma/client";
import { DAY_MS, makeEvent } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(6);
const NOW = new Date("2027-01-10T12:00:00.000Z");
const HOUR_MS = 3_600_000;
const anyone = (): Context => ({ ...own.system(new FixedClock(NOW)), actor: { type: "anonymous" } });
const list = async (query: Record<string, unknown> = {}) =>
  listPublicEvents(anyone(), ListPublicEvents.parse(query));
const names = async (query: Record<string, unknown> = {}) =>
  (await list(query)).events.map(({ name }) => name).sort();
const refused = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

let partner: TestPartner;

/** An event in a week that everyone may find, unless changed. */
function published(name: string, change: Partial<Prisma.EventUncheckedCreateInput> = {}): Promise<string> {
  const startsAt = change.startsAt instanceof Date ? change.startsAt : new Date(NOW.getTime() + 7 * DAY_MS);
  return makeEvent(own.database, partner, {
    name,
    status: "published",
    publishedAt: NOW,
    venue: "Lantern Hall",
    city: "Berlin",
    capacity: 10,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 3 * HOUR_MS),
    ...change,
  });
}

const HIDDEN: [string, Partial<Prisma.EventUncheckedCreateInput>][] = [
  ["a draft", { status: "draft", publishedAt: null }],
  ["a draft that was cancelled", { status: "cancelled", cancelledAt: NOW, publishedAt: null }],
  ["a private event", { visibility: "private" }],
  ["a test event", { mode: "test" }],
];
const OPEN_BY_ADDRESS: [string, Partial<Prisma.EventUncheckedCreateInput>][] = [
  ["an unlisted event", { visibility: "unlisted" }],
  ["a cancelled event", { status: "cancelled", cancelledAt: NOW }],
  ["a finished event", { status: "finished", finishedAt: NOW, startsAt: new Date(NOW.getTime() - DAY_MS) }],
  ["an event that the clock says is over", { startsAt: new Date(NOW.getTime() - DAY_MS) }],
];

beforeAll(async () => {
  setSettings();
  partner = await makePartner({ company_name: "Café Central" }, own.database);
});

describe("the list of events", () => {
  it.each([...HIDDEN, ...OPEN_BY_ADDRESS])(
    "never shows %s, in no filter and no sitemap",
    async (_, change) => {
      const city = `Nowhere ${newId()}`;
      const id = await published("Hidden", { city, priceLabel: city, ...change });
      expect(await names({ city })).toEqual([]);
      expect(await names({ text: city })).toEqual([]);
      const filters = await listEventFilters(anyone());
      expect([...filters.cities, ...filters.prices]).not.toContain(city);
      expect((await listEventAddresses(anyone())).map((event) => event.id)).not.toContain(id);
    },
  );

  it("shows no event of a suspended partner", async () => {
    const suspended = await makePartner({ company_name: "Gone" }, own.database);
    await own.prisma.partner.update({ where: { id: suspended.partnerId }, data: { suspendedAt: NOW } });
    const terms = { status: "published", publishedAt: NOW, city: "Gonetown", registration: "open" } as const;
    const event_id = await makeEvent(own.database, suspended, terms);
    expect(await names({ city: "Gonetown" })).toEqual([]);
    // Those who have a seat still find its page. No one else can register there.
    expect(await getPublicEvent(anyone(), { event_id })).toMatchObject({ registration: "closed" });
  });

  it("finds by city and price in letters of any case, and takes wildcards as letters", async () => {
    await published("Plain", { city: "Köln", priceLabel: "100% free_" });
    await published("Odd", { city: "K%", priceLabel: "free" });
    expect(await names({ city: "KÖLN" })).toEqual(["Plain"]);
    expect(await names({ city: "K%" })).toEqual(["Odd"]);
    expect(await names({ city: "K_ln" })).toEqual([]);
    expect(await names({ price: "100% FREE_" })).toEqual(["Plain"]);
    expect(await names({ price: "1%" })).toEqual([]);
  });

  it("finds every word of a search in the name, text, venue, city or organizer", async () => {
    await published("Board games", { city: "Graz", description: "Bring 50% curiosity\\ and a friend_" });
    await published("Board meeting", { city: "Graz", description: "Numbers" });
    expect(await names({ text: "board graz" })).toEqual(["Board games", "Board meeting"]);
    expect(await names({ text: "GRAZ curiosity\\ central" })).toEqual(["Board games"]);
    expect(await names({ text: "graz 50%" })).toEqual(["Board games"]);
    expect(await names({ text: "graz %" })).toEqual(["Board games"]);
    expect(await names({ text: "graz _" })).toEqual(["Board games"]);
    expect(await names({ text: "graz ' OR 1=1 --" })).toEqual([]);
  });

  it("takes days as the venue's calendar has them, in each zone", async () => {
    const city = "Dayton";
    // 23:30 on the 14th in Berlin and in New York.
    await published("East", {
      city,
      startsAt: new Date("2027-02-14T22:30:00Z"),
      endsAt: new Date("2027-02-14T22:50:00Z"),
    });
    await published("West", {
      city,
      timeZone: "America/New_York",
      startsAt: new Date("2027-02-15T04:30:00Z"),
      endsAt: new Date("2027-02-15T04:50:00Z"),
    });
    const day = (from: string, to = from) => names({ city, from, to });
    expect(await day("2027-02-14")).toEqual(["East", "West"]);
    expect(await day("2027-02-15")).toEqual([]);
    expect(await names({ city, from: "2027-02-15" })).toEqual([]);
    expect(await names({ city, to: "2027-02-13" })).toEqual([]);
    expect(await day("2027-02-13", "2027-02-16")).toEqual(["East", "West"]);
  });

  it("counts an event of several days on each of them, and one that is running", async () => {
    await published("Festival", {
      city: "Longville",
      startsAt: new Date("2027-01-09T18:00:00Z"),
      endsAt: new Date("2027-01-12T18:00:00Z"),
    });
    expect(await names({ city: "Longville", from: "2027-01-11", to: "2027-01-11" })).toEqual(["Festival"]);
    const [event] = (await list({ city: "Longville" })).events;
    expect(event?.state).toBe("running");
  });

  it("leads through all pages without leaving out or repeating an event, also where many start at once", async () => {
    const city = "Pagetown";
    const count = EVENTS_PER_PAGE * 2 + 3;
    for (let at = 0; at < count; at += 1) {
      const startsAt = new Date(NOW.getTime() + (10 + Math.floor(at / 9)) * DAY_MS);
      await published(`Evening ${at}`, { city, startsAt });
    }
    const seen: Date[] = [];
    const ids = new Set<string>();
    let cursor: string | null | undefined;
    let pages = 0;
    while (cursor !== null) {
      const page = await list({ city, ...(cursor === undefined ? {} : { cursor }) });
      for (const { id, startsAt } of page.events) {
        ids.add(id);
        seen.push(startsAt);
      }
      cursor = page.nextCursor;
      pages += 1;
    }
    expect([ids.size, seen.length, pages]).toEqual([count, count, 3]);
    expect(seen).toEqual([...seen].sort((a, b) => a.getTime() - b.getTime()));
  });

  it.each(["nonsense", Buffer.from("99999999999999 x").toString("base64url"), "%00", "a".repeat(200)])(
    "refuses the cursor %s by its name",
    async (cursor) => {
      const error = await refused(list({ cursor }));
      expect(error).toBeInstanceOf(Invalid);
      expect(error).toMatchObject({ errors: [{ path: "cursor" }] });
    },
  );

  it.each([
    [{ from: "2027-02-30" }, "from"],
    [{ from: "0000-01-01" }, "from"],
    [{ to: "tomorrow" }, "to"],
    [{ from: "2027-02-14", to: "2027-02-13" }, "to"],
    [{ city: "x".repeat(81) }, "city"],
    [{ text: "a\u202eb" }, "text"],
    [{ price: ["a", "b"] }, "price"],
  ])("refuses %j by its field", (query, field) => {
    const { error } = ListPublicEvents.safeParse(query);
    expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it("takes a form's empty fields as left out", () => {
    expect(ListPublicEvents.parse({ city: " ", from: "", to: "", price: "", text: "", cursor: "" })).toEqual(
      {},
    );
  });

  it("is read from its index", async () => {
    const plan = await own.rows<{ "QUERY PLAN": string }>(
      `EXPLAIN SELECT id FROM events WHERE mode = 'live' AND visibility = 'public'
           AND status IN ('published', 'matched') AND ends_at > now() ORDER BY starts_at, id LIMIT 13`,
    );
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("events_listed_sql");
  });
});

describe("a card", () => {
  it("says who has a seat and what is left, with seats that are held or wanted taken", async () => {
    const id = await published("Counted", {
      capacity: 4,
      matchedAt: NOW,
      status: "matched",
      sponsorBadge: "Kerzen KG",
    });
    const people = await Promise.all(Array.from({ length: 3 }, () => makePerson(own.database)));
    const rows = {
      eventId: id,
      partnerId: partner.partnerId,
      mode: "live" as const,
      createdAt: NOW,
      updatedAt: NOW,
    };
    for (const name of ["Ada", "Bo"]) {
      const guest = newId();
      await own.prisma.eventAttendee.create({
        data: { ...rows, id: guest, pool: "uploaded", externalId: guest, name, seeks: [] },
      });
    }
    const register = (at: number, status: "offered" | "waiting") =>
      own.prisma.registration.create({
        data: { ...rows, id: newId(), userId: people[at]?.userId ?? "", status, name: "Robin", seeks: [] },
      });
    const read = () => getPublicEvent(anyone(), { event_id: id });
    expect(await read()).toMatchObject({
      registered: 2,
      waiting: 0,
      seatsLeft: 2,
      preMatched: true,
      sponsor: "Kerzen KG",
    });
    await register(0, "offered");
    expect(await read()).toMatchObject({ registered: 2, waiting: 0, seatsLeft: 1 });
    await register(1, "waiting");
    expect(await read()).toMatchObject({ registered: 2, waiting: 1, seatsLeft: 0 });
  });

  it("has no seats left, and not fewer than none, where the organizer brought more people than the capacity", async () => {
    const id = await published("Full", { capacity: 1 });
    for (let at = 0; at < 2; at += 1) {
      const guest = newId();
      await own.prisma.eventAttendee.create({
        data: {
          id: guest,
          eventId: id,
          partnerId: partner.partnerId,
          mode: "live",
          pool: "uploaded",
          externalId: guest,
          seeks: [],
          createdAt: NOW,
          updatedAt: NOW,
        },
      });
    }
    expect(await getPublicEvent(anyone(), { event_id: id })).toMatchObject({ registered: 2, seatsLeft: 0 });
  });
});

describe("the page of an event", () => {
  it("is the same NotFound for what no one may see and for what does not exist", async () => {
    const ids = [newId(), "nothing", "", "\u0000"];
    for (const [name, change] of HIDDEN) ids.push(await published(name, change));
    for (const event_id of ids) {
      const error = await refused(getPublicEvent(anyone(), { event_id }));
      expect([event_id, error]).toEqual([event_id, new NotFound("event")]);
    }
  });

  it.each(OPEN_BY_ADDRESS)("opens for %s by its address", async (name, change) => {
    const id = await published(name, change);
    expect(await getPublicEvent(anyone(), { event_id: id })).toMatchObject({
      name,
      organizer: "Café Central",
    });
  });

  it("stays open to a person who registered before the event became private, and to no one else", async () => {
    const id = await published("Members only", { visibility: "private" });
    const [guest, other] = await Promise.all([makePerson(own.database), makePerson(own.database)]);
    await own.prisma.registration.create({
      data: {
        id: newId(),
        eventId: id,
        partnerId: partner.partnerId,
        mode: "live",
        userId: guest.userId,
        status: "cancelled",
        name: "Robin",
        seeks: [],
        createdAt: NOW,
        updatedAt: NOW,
      },
    });
    const read = (user_id: string) => getPublicEvent(anyone(), { event_id: id, user_id });
    expect(await read(guest.userId)).toMatchObject({ name: "Members only", unlisted: true });
    expect(await refused(read(other.userId))).toEqual(new NotFound("event"));
  });

  it("offers the groups of at least three people only", async () => {
    const id = await published("Groups");
    const groups = [
      "women",
      "women",
      "women",
      "men",
      "men",
      "men",
      "men",
      "Anna’s table",
      "Anna’s table",
      null,
    ];
    for (const group of groups) {
      const guest = newId();
      await own.prisma.eventAttendee.create({
        data: {
          id: guest,
          eventId: id,
          partnerId: partner.partnerId,
          mode: "live",
          pool: "uploaded",
          externalId: guest,
          group,
          seeks: [],
          createdAt: NOW,
          updatedAt: NOW,
        },
      });
    }
    expect(await listEventGroups(anyone(), { event_id: id })).toEqual(["men", "women"]);
    expect(await listEventGroups(anyone(), { event_id: "nothing" })).toEqual([]);
  });

  it("says what has become of an event, and why", async () => {
    const cancelled = await published("Off", {
      status: "cancelled",
      cancelledAt: NOW,
      cancelReason: "Burst pipe",
    });
    const over = await published("Over", { startsAt: new Date(NOW.getTime() - DAY_MS) });
    const read = (event_id: string) => getPublicEvent(anyone(), { event_id });
    expect(await read(cancelled)).toMatchObject({ state: "cancelled", cancelReason: "Burst pipe" });
    expect(await read(over)).toMatchObject({ state: "over" });
  });
});
