import { beforeAll, describe, expect, it } from "vitest";
import { browseEvents, type EventView } from "@/lib/events/events/browse-events";
import { cancelEvent } from "@/lib/events/events/cancel-event";
import { givePass, makeEvent } from "@/lib/events/events/events.fixture";
import { getEvent } from "@/lib/events/events/get-event";
import { getEventPasses } from "@/lib/events/events/get-event-passes";
import { inItsMode, inModeOfEvent } from "@/lib/events/events/in-mode-of-event";
import { publishEvent } from "@/lib/events/events/publish-event";
import { offsetsAt } from "@/lib/events/events/zoned-time";
import { FixedClock } from "@/lib/platform/clock";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const NOON = new Date("2027-01-10T12:00:00.000Z");
const DAY_MS = 86_400_000;

beforeAll(() => {
  setSettings();
});

async function organizer(mode: "live" | "test" = "live") {
  const partner = await makePartner({ company_name: "Café Central" }, own.database);
  return own.as(partner, { mode, clock: new FixedClock(NOON) });
}

type Organizer = Awaited<ReturnType<typeof organizer>>;

const onDay = (days: number) => ({
  starts_at: new Date(NOON.getTime() + days * DAY_MS).toISOString(),
  ends_at: new Date(NOON.getTime() + days * DAY_MS + 3_600_000).toISOString(),
});

async function namesOf(ctx: Organizer, view: EventView, limit = 20): Promise<string[]> {
  const names: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { data, next_cursor } = await browseEvents(ctx, { view, limit, cursor });
    names.push(...data.map(({ name }) => name));
    if (next_cursor === null) return names;
    cursor = next_cursor;
  }
}

describe("the list of an organizer's events", () => {
  it("lists drafts and coming events by their start and past ones backwards, page by page", async () => {
    const ctx = await organizer();
    for (const [name, days] of [
      ["third", 30],
      ["first", 10],
      ["second", 20],
      ["second too", 21],
    ] as const)
      await makeEvent(ctx, { name, ...onDay(days) });
    for (const [name, days] of [
      ["late", 9],
      ["early", 5],
    ] as const) {
      const event = await makeEvent(ctx, { name, ...onDay(days) });
      await givePass(ctx);
      await publishEvent(ctx, { event_id: event.id });
    }
    for (const [name, days] of [
      ["gone", 3],
      ["gone later", 4],
    ] as const) {
      const event = await makeEvent(ctx, { name, ...onDay(days) });
      await cancelEvent(ctx, { event_id: event.id });
    }
    for (const limit of [1, 2, 20]) {
      expect(await namesOf(ctx, "drafts", limit)).toEqual(["first", "second", "second too", "third"]);
      expect(await namesOf(ctx, "coming", limit)).toEqual(["early", "late"]);
      expect(await namesOf(ctx, "past", limit)).toEqual(["gone later", "gone"]);
    }
    const { counts } = await browseEvents(ctx, { view: "past", limit: 1 });
    expect(counts).toEqual({ coming: 2, drafts: 4, past: 2 });
  });

  it("holds no event of another partner or of the other mode", async () => {
    const [ctx, other] = [await organizer(), await organizer()];
    await makeEvent(other);
    await makeEvent({ ...ctx, mode: "test" }, { name: "trial" });
    expect(await browseEvents(ctx, { view: "drafts", limit: 20 })).toMatchObject({
      data: [],
      counts: { coming: 0, drafts: 0, past: 0 },
    });
    expect(await namesOf({ ...ctx, mode: "test" }, "drafts")).toEqual(["trial"]);
  });

  it("counts the passes that are left and those that are used", async () => {
    const ctx = await organizer();
    await givePass(ctx);
    await givePass(ctx);
    const event = await makeEvent(ctx);
    await publishEvent(ctx, { event_id: event.id });
    expect(await getEventPasses(ctx)).toEqual({ unused: 1, used: 1, included: 0 });
    expect(await getEventPasses(await organizer())).toEqual({ unused: 0, used: 0, included: 0 });
  });
});

describe("a page of one event", () => {
  it("acts in the mode of the event, and finds none of another partner", async () => {
    const ctx = await organizer("live");
    const trial = await makeEvent({ ...ctx, mode: "test" });
    expect((await inModeOfEvent(ctx, trial.id)).mode).toBe("test");
    expect(await inItsMode(getEvent)(ctx, { event_id: trial.id })).toMatchObject({ id: trial.id });
    const other = await organizer();
    for (const event_id of [trial.id, newId()])
      await expect(inItsMode(getEvent)(other, { event_id })).rejects.toBeInstanceOf(NotFound);
  });
});

describe("the offsets of a wall-clock time", () => {
  it.each([
    ["2027-02-14T19:30", "Europe/Berlin", ["+01:00"]],
    ["2027-10-31T02:30", "Europe/Berlin", ["+02:00", "+01:00"]],
    ["2027-11-07T01:30", "America/New_York", ["-04:00", "-05:00"]],
    ["2027-03-28T02:30", "Europe/Berlin", []],
    ["", "Europe/Berlin", []],
  ])("of %s in %s are %j", (local, zone, offsets) => {
    expect(offsetsAt(local, zone)).toEqual(offsets);
  });
});
