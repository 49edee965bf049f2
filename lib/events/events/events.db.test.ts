import { beforeAll, describe, expect, it } from "vitest";
import { recordCheckIns } from "@/lib/events/check-in/record-check-ins";
import { RecordCheckIns } from "@/lib/events/check-in/schemas";
import { cancelEvent } from "@/lib/events/events/cancel-event";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { createEvent } from "@/lib/events/events/create-event";
import { givePass, makeEvent } from "@/lib/events/events/events.fixture";
import { finishEvents } from "@/lib/events/events/finish-events";
import { getEvent } from "@/lib/events/events/get-event";
import { grantEventPass } from "@/lib/events/events/grant-event-pass";
import { listEvents } from "@/lib/events/events/list-events";
import { publishEvent } from "@/lib/events/events/publish-event";
import { CreateEvent, ListEventsQuery, MAX_OPEN_EVENTS } from "@/lib/events/events/schemas";
import { updateEvent } from "@/lib/events/events/update-event";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { FixedClock } from "@/lib/platform/clock";
import { Conflict, Forbidden, Invalid, NotFound, PaymentRequired } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { adminContext, makePerson } from "@/test/people";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const NOON = new Date("2027-01-10T12:00:00.000Z");

beforeAll(() => {
  setSettings();
});

async function organizer(mode: "live" | "test" = "live", clock = new FixedClock(NOON)) {
  const partner = await makePartner({ company_name: "Café Central" }, own.database);
  return own.as(partner, { mode, clock });
}

const list = (query: Record<string, unknown> = {}) => ListEventsQuery.parse(query);

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await failure(work);
  return error instanceof Invalid ? error.errors.map(({ path, message }) => `${path}: ${message}`) : [];
}

const told = (partnerId: string) =>
  own.prisma.partnerEvent.findMany({ where: { partnerId }, orderBy: { id: "asc" } });

describe("an event", () => {
  it("begins as a draft whose times are those of the venue's clocks", async () => {
    const ctx = await organizer();
    const made = await createEvent(
      ctx,
      CreateEvent.parse({
        name: "Valentine mixer",
        starts_at: "2027-02-14T19:30:00",
        ends_at: "2027-02-14T22:30:00+01:00",
        time_zone: "europe/berlin",
      }),
    );
    expect(made).toMatchObject({
      mode: "live",
      status: "draft",
      starts_at: "2027-02-14T18:30:00.000Z",
      ends_at: "2027-02-14T21:30:00.000Z",
      local_starts_at: "2027-02-14T19:30:00",
      local_ends_at: "2027-02-14T22:30:00",
      time_zone: "Europe/Berlin",
      venue: null,
      capacity: null,
      visibility: "public",
      attendee_count: 0,
    });
    expect(await getEvent(ctx, { event_id: made.id })).toEqual(made);
  });

  it("lasts three hours where its end is not said", async () => {
    const starts_at = "2027-03-27T23:30:00";
    const input = CreateEvent.parse({ name: "Late", starts_at, time_zone: "Europe/Berlin" });
    // The hour that clocks skip that night is no part of them.
    expect((await createEvent(await organizer(), input)).local_ends_at).toBe("2027-03-28T03:30:00");
  });

  it.each([
    ["2027-03-28T02:30:00", "2027-03-28T05:00:00", /^starts_at: Does not exist in Europe\/Berlin/],
    ["2027-10-31T00:30:00", "2027-10-31T02:30:00", /^ends_at: Comes twice/],
    ["2027-02-14T19:30:00", "2027-02-14T19:30:00", /^ends_at: Must be after/],
    ["2027-02-14T19:30:00", "2027-04-14T19:30:00", /^ends_at: Must be at most 31 days/],
    ["1927-02-14T19:30:00", "1927-02-14T20:30:00", /^starts_at: Must lie between/],
  ])("from %s to %s in Berlin is refused by its field", async (starts_at, ends_at, why) => {
    const ctx = await organizer();
    const faults = await faultsOf(makeEvent(ctx, { starts_at, ends_at, time_zone: "Europe/Berlin" }));
    expect(faults[0]).toMatch(why);
    expect((await listEvents(ctx, list())).data).toEqual([]);
  });

  it("needs a verified address where it is live, and none where it is a test", async () => {
    const partner = await makePartner({}, own.database);
    await own.prisma.partner.update({ where: { id: partner.partnerId }, data: { emailVerifiedAt: null } });
    const refused = await failure(makeEvent(own.as(partner)));
    expect(refused).toBeInstanceOf(Forbidden);
    expect(refused).toMatchObject({ code: "email_unverified" });
    expect((await makeEvent(own.as(partner, { mode: "test" }))).mode).toBe("test");
  });

  it("is to other partners, and to its own partner's other mode, as if it were not there", async () => {
    const ctx = await organizer();
    const { id: event_id } = await makeEvent(ctx);
    const missing = await failure(getEvent(ctx, { event_id: newId() }));
    for (const stranger of [await organizer(), { ...ctx, mode: "test" as const }]) {
      for (const attempt of [
        () => getEvent(stranger, { event_id }),
        () => updateEvent(stranger, { event_id, name: "Mine" }),
        () => publishEvent(stranger, { event_id }),
        () => cancelEvent(stranger, { event_id }),
      ]) {
        const error = await failure(attempt());
        expect(error).toBeInstanceOf(NotFound);
        expect(error).toEqual(missing);
      }
      expect((await listEvents(stranger, list())).data).toEqual([]);
    }
    expect((await getEvent(ctx, { event_id })).status).toBe("draft");
  });

  it("is read by every member and changed by those who work with the API", async () => {
    const ctx = await organizer();
    const { id: event_id } = await makeEvent(ctx);
    const actor = { type: "user" as const, id: newId() };
    const viewer = { ...ctx, actor, permissions: permissionsOfRole("viewer") };
    expect((await getEvent(viewer, { event_id })).id).toBe(event_id);
    expect(await failure(updateEvent(viewer, { event_id, name: "Mine" }))).toMatchObject({
      code: "insufficient_role",
    });
    const developer = { ...viewer, permissions: permissionsOfRole("developer") };
    expect((await updateEvent(developer, { event_id, name: "Ours" })).name).toBe("Ours");
  });

  it("keeps its moment where only the zone changes, and can lose what a draft may lack", async () => {
    const ctx = await organizer();
    const made = await makeEvent(ctx, { description: "Come along" });
    const changed = await updateEvent(ctx, {
      event_id: made.id,
      time_zone: "America/New_York",
      venue: null,
      description: "",
    });
    expect(changed).toMatchObject({
      starts_at: made.starts_at,
      venue: null,
      description: null,
      city: "Berlin",
    });
    expect(changed.local_starts_at).not.toBe(made.local_starts_at);
  });

  it("is refused beyond as many drafts and coming events as a partner may have", async () => {
    const ctx = await organizer("test");
    const made = await makeEvent(ctx);
    const row = await own.prisma.event.findUniqueOrThrow({ where: { id: made.id } });
    await own.prisma.event.createMany({
      data: Array.from({ length: MAX_OPEN_EVENTS - 1 }, () => ({ ...row, id: newId() })),
    });
    expect(await failure(makeEvent(ctx))).toMatchObject({ code: "too_many_events" });
    await cancelEvent(ctx, { event_id: made.id });
    expect((await makeEvent(ctx)).status).toBe("draft");
  });
});

describe("the list of events", () => {
  it("goes newest first through pages, and is narrowed by state, city and start", async () => {
    const clock = new FixedClock(NOON);
    const ctx = await organizer("live", clock);
    const berlin = await makeEvent(ctx, { name: "One" });
    clock.advance(1);
    const paris = await makeEvent(ctx, {
      name: "Two",
      city: "Paris",
      starts_at: "2027-05-01T18:00:00Z",
      ends_at: "2027-05-01T20:00:00Z",
    });
    clock.advance(1);
    const third = await makeEvent(ctx, { name: "Three" });
    await cancelEvent(ctx, { event_id: third.id });
    const ids = async (query: Record<string, unknown>) =>
      (await listEvents(ctx, list(query))).data.map(({ id }) => id);
    expect(await ids({})).toEqual([third.id, paris.id, berlin.id]);
    const first = await listEvents(ctx, list({ limit: 2 }));
    expect(first.has_more).toBe(true);
    expect(await ids({ limit: 2, cursor: first.next_cursor })).toEqual([berlin.id]);
    expect(await ids({ city: "paris" })).toEqual([paris.id]);
    expect(await ids({ city: "%" })).toEqual([]);
    expect(await ids({ status: "draft" })).toEqual([paris.id, berlin.id]);
    expect(await ids({ from: "2027-05-01T18:00:00Z" })).toEqual([paris.id]);
    expect(await ids({ from: "2027-02-01T00:00:00Z", to: "2027-05-01T18:00:00Z" })).toEqual([
      third.id,
      berlin.id,
    ]);
  });
});

describe("publishing an event", () => {
  it("asks for payment without a pass, and the event stays a draft", async () => {
    const ctx = await organizer();
    const { id: event_id } = await makeEvent(ctx);
    const refused = await failure(publishEvent(ctx, { event_id }));
    expect(refused).toBeInstanceOf(PaymentRequired);
    expect(refused).toMatchObject({ code: "event_pass_required" });
    expect((await getEvent(ctx, { event_id })).status).toBe("draft");
    expect(await told(ctx.partnerId)).toEqual([]);
  });

  it("uses one pass once, and tells the partner's webhooks", async () => {
    const clock = new FixedClock(NOON);
    const ctx = await organizer("live", clock);
    const { id: event_id } = await makeEvent(ctx);
    await givePass(ctx);
    clock.advance(1);
    await givePass(ctx);
    const published = await publishEvent(ctx, { event_id });
    expect(published).toMatchObject({ status: "published", published_at: clock.now().toISOString() });
    expect(await publishEvent(ctx, { event_id })).toEqual(published);
    const passes = await own.prisma.eventPass.findMany({
      where: { partnerId: ctx.partnerId },
      orderBy: { id: "asc" },
    });
    expect(passes.map((pass) => pass.eventId)).toEqual([event_id, null]);
    expect((await told(ctx.partnerId)).map(({ type, data }) => [type, data])).toEqual([
      ["event.published", expect.objectContaining({ event_id, mode: "live", status: "published" })],
    ]);
  });

  it("lets one of ten at once have the only pass", async () => {
    const ctx = await organizer();
    const made = await Promise.all(Array.from({ length: 10 }, () => makeEvent(ctx)));
    await givePass(ctx);
    const ends = await Promise.all(made.map(({ id }) => failure(publishEvent(ctx, { event_id: id }))));
    expect(ends.filter((end) => end === null)).toHaveLength(1);
    expect(ends.filter((end) => end instanceof PaymentRequired)).toHaveLength(9);
  });

  it("and is changed and cancelled at once, without two that wait for each other", async () => {
    const ctx = await organizer();
    for (let round = 0; round < 12; round += 1) {
      const { id: event_id } = await makeEvent(ctx);
      await givePass(ctx);
      const ends = await Promise.all([
        failure(publishEvent(ctx, { event_id })),
        failure(updateEvent(ctx, { event_id, capacity: 10 + round })),
        failure(publishEvent(ctx, { event_id })),
        failure(updateEvent(ctx, { event_id, capacity: 50 + round })),
        failure(cancelEvent(ctx, { event_id })),
      ]);
      expect(ends.filter((end) => end !== null && !(end instanceof Conflict))).toEqual([]);
    }
  });

  it("needs no pass for a test event", async () => {
    const ctx = await organizer("test");
    const { id: event_id } = await makeEvent(ctx);
    expect((await publishEvent(ctx, { event_id })).status).toBe("published");
  });

  it("names what guests lack, and refuses a start that has passed", async () => {
    const clock = new FixedClock(NOON);
    const ctx = await organizer("test", clock);
    const bare = await makeEvent(ctx, { venue: null, capacity: null });
    expect(await failure(publishEvent(ctx, { event_id: bare.id }))).toMatchObject({
      code: "event_not_ready",
      message: "Guests need to know more. Set venue, capacity first.",
    });
    const late = await makeEvent(ctx);
    clock.advance(Date.parse(late.starts_at) - NOON.getTime());
    expect(await failure(publishEvent(ctx, { event_id: late.id }))).toMatchObject({
      code: "event_not_ready",
    });
  });

  it("keeps what guests need from then on, and does not let the start move into the past", async () => {
    const ctx = await organizer("test");
    const { id: event_id } = await makeEvent(ctx);
    await publishEvent(ctx, { event_id });
    const faults = await faultsOf(
      updateEvent(ctx, {
        event_id,
        city: null,
        starts_at: "2027-01-09T12:00:00Z",
        ends_at: "2027-01-09T13:00:00Z",
      }),
    );
    expect(faults.map((fault) => fault.split(":")[0])).toEqual(["city", "starts_at"]);
    expect((await updateEvent(ctx, { event_id, capacity: 80 })).capacity).toBe(80);
  });

  it("holds one event: once that has begun or five guests came in, its start stays, also for another name", async () => {
    const clock = new FixedClock(NOON);
    const ctx = await organizer("live", clock);
    const published = async () => {
      const event = await makeEvent(ctx);
      await givePass(ctx);
      await publishEvent(ctx, { event_id: event.id });
      return event;
    };
    const [begun, early, over] = [await published(), await published(), await published()];
    const later = (days: number) => {
      const start = Date.parse(begun.starts_at) + days * 86_400_000;
      return {
        starts_at: new Date(start).toISOString(),
        ends_at: new Date(start + 3_600_000).toISOString(),
      };
    };
    const starts = async (id: string) => (await getEvent(ctx, { event_id: id })).starts_at;
    const comeIn = async (count: number) => {
      const people = Array.from({ length: count }, (_, at) => ({ name: `Guest ${at}` }));
      const { data } = await createAttendees(ctx, { event_id: early.id, attendees: people });
      const check_ins = data.map(({ id }) => ({ attendee_id: id }));
      await recordCheckIns(ctx, { ...RecordCheckIns.parse({ check_ins }), event_id: early.id });
    };
    // A few check-ins are a trial of the door.
    await comeIn(4);
    expect((await updateEvent(ctx, { event_id: early.id, ...later(1) })).starts_at).toBe(later(1).starts_at);
    await comeIn(1);
    const held = await faultsOf(
      updateEvent(ctx, { event_id: early.id, ...later(7), name: "Another evening" }),
    );
    expect(held).toEqual([expect.stringMatching(/^starts_at: /)]);
    clock.advance(Date.parse(begun.starts_at) + 60_000 - NOON.getTime());
    expect(await faultsOf(updateEvent(ctx, { event_id: begun.id, ...later(7) }))).toEqual([
      expect.stringMatching(/^starts_at: /),
    ]);
    expect(await starts(begun.id)).toBe(begun.starts_at);
    // Its end and its texts can still change while it runs.
    const { ends_at } = later(0.5);
    expect(await updateEvent(ctx, { event_id: begun.id, ends_at, name: "Longer" })).toMatchObject({
      ends_at,
    });
    clock.advance(4 * 3_600_000);
    // No job has finished it yet.
    expect(await failure(updateEvent(ctx, { event_id: over.id, ends_at: later(9).ends_at }))).toMatchObject({
      code: "event_closed",
    });
  });
});

describe("the end of an event", () => {
  it("by cancelling is final, is told once, and says why", async () => {
    const ctx = await organizer();
    const { id: event_id } = await makeEvent(ctx);
    const cancelled = await cancelEvent(ctx, { event_id, reason: "Flooded" });
    expect(cancelled).toMatchObject({ status: "cancelled", cancel_reason: "Flooded" });
    expect(await cancelEvent(ctx, { event_id, reason: "Another" })).toEqual(cancelled);
    for (const attempt of [publishEvent(ctx, { event_id }), updateEvent(ctx, { event_id, name: "X" })].map(
      failure,
    ))
      expect(await attempt).toMatchObject({ code: "event_closed" });
    expect((await told(ctx.partnerId)).map(({ type, data }) => [type, data])).toEqual([
      ["event.cancelled", expect.objectContaining({ event_id, reason: "Flooded" })],
    ]);
  });

  it("comes by itself when its time is over, for published events alone", async () => {
    const clock = new FixedClock(NOON);
    const ctx = await organizer("test", clock);
    const [published, draft] = [await makeEvent(ctx), await makeEvent(ctx)];
    await publishEvent(ctx, { event_id: published.id });
    await finishEvents(own.system(clock));
    expect((await getEvent(ctx, { event_id: published.id })).status).toBe("published");
    clock.advance(Date.parse(published.ends_at) - NOON.getTime());
    await finishEvents(own.system(clock));
    await finishEvents(own.system(clock));
    expect(await getEvent(ctx, { event_id: published.id })).toMatchObject({
      status: "finished",
      finished_at: published.ends_at,
    });
    expect((await getEvent(ctx, { event_id: draft.id })).status).toBe("draft");
    expect(await failure(cancelEvent(ctx, { event_id: published.id }))).toBeInstanceOf(Conflict);
  });
});

describe("an event pass", () => {
  it("is given by a confirmed admin alone, with the reason in the partner's log", async () => {
    const ctx = await organizer();
    const person = await makePerson(own.database, { role: "admin" });
    const admin = adminContext(own.database, person);
    const input = { partner_id: ctx.partnerId, reason: "Agreed for the spring season" };
    expect(await failure(grantEventPass({ ...admin, confirmedAt: null }, input))).toMatchObject({
      code: "confirm_yourself",
    });
    expect(await failure(grantEventPass({ ...admin, role: "user" as never }, input))).toBeInstanceOf(
      NotFound,
    );
    await grantEventPass({ ...admin, confirmedAt: admin.clock.now() }, input);
    const { id: event_id } = await makeEvent(ctx);
    expect((await publishEvent(ctx, { event_id })).status).toBe("published");
    const audited = await own.prisma.auditEvent.findMany({
      where: { partnerId: ctx.partnerId, action: "event_pass.granted" },
    });
    expect(audited.map(({ details }) => details)).toEqual([{ reason: input.reason }]);
  });
});

it.each(["from", "to"])("%s refuses the year 0000, which the database has not", (name) => {
  expect(ListEventsQuery.safeParse({ [name]: "0000-01-01T00:00:00Z" }).error?.issues[0]?.path).toEqual([
    name,
  ]);
  expect(ListEventsQuery.safeParse({ [name]: "0001-01-01T00:00:00Z" }).success).toBe(true);
});
