import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { attendance } from "@/lib/events/check-in/attendance";
import { phoneAt as anyPhoneAt, doorCheckIn, eventWithGuests } from "@/lib/events/check-in/check-in.fixture";
import { createDoor } from "@/lib/events/check-in/create-door";
import { findDoor } from "@/lib/events/check-in/find-door";
import { getTicket } from "@/lib/events/check-in/get-ticket";
import { MAX_CHECK_INS } from "@/lib/events/check-in/limits";
import { listAbsent } from "@/lib/events/check-in/list-absent";
import { listCheckIns } from "@/lib/events/check-in/list-check-ins";
import { listConflicts } from "@/lib/events/check-in/list-conflicts";
import { listDoors } from "@/lib/events/check-in/list-doors";
import { checkInPrivacy } from "@/lib/events/check-in/privacy";
import { recordCheckIns } from "@/lib/events/check-in/record-check-ins";
import { removeOldDoors } from "@/lib/events/check-in/remove-old-doors";
import { revokeDoor } from "@/lib/events/check-in/revoke-door";
import { type DoorCheckIn, type DoorReply, RecordCheckIns, SyncDoor } from "@/lib/events/check-in/schemas";
import { settleCheckIn } from "@/lib/events/check-in/settle-check-in";
import { syncDoor } from "@/lib/events/check-in/sync-door";
import { signTicket, verifyTicket } from "@/lib/events/check-in/ticket-keys";
import { undoCheckIn } from "@/lib/events/check-in/undo-check-in";
import { cancelEvent } from "@/lib/events/events/cancel-event";
import { deleteAttendee } from "@/lib/events/events/delete-attendee";
import { makeEvent } from "@/lib/events/events/events.fixture";
import { removeOldAttendees } from "@/lib/events/events/remove-old-attendees";
import { MemoryLimiter } from "@/lib/partners/rate-limits/memory-limiter";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict, Forbidden, LimitReached, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const NOON = new Date("2027-01-10T12:00:00.000Z");
/** The fixture's event starts in 30 days and lasts three hours. */
const EVENING = new Date(NOON.getTime() + 30 * 86_400_000);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const moveTo = (clock: FixedClock, at: Date) => clock.advance(at.getTime() - clock.now().getTime());
const later = (ms: number) => new Date(EVENING.getTime() + ms);

beforeAll(() => {
  setSettings();
});

async function arrange(guestCount = 3) {
  const clock = new FixedClock(NOON);
  const partner = await makePartner({ company_name: "Café Central" }, own.database);
  const ctx = own.as(partner, { clock });
  const { event, guests } = await eventWithGuests(ctx, guestCount);
  moveTo(clock, EVENING);
  const guest = (index: number): string => guests[index] ?? "";
  return { clock, ctx, event_id: event.id, event, guests, guest };
}

const phoneAt = (ctx: PartnerContext, event_id: string, name?: string) =>
  anyPhoneAt(ctx, own.prisma, event_id, name);

type Arranged = Awaited<ReturnType<typeof arrange>>;
type Phone = Awaited<ReturnType<typeof phoneAt>>;

const sync = async (
  phone: Phone,
  check_ins: DoorCheckIn[] = [],
  has: Partial<Pick<DoorReply, "list_version" | "cursor">> = {},
) => syncDoor(await phone.enter(), { check_ins, list_version: null, cursor: null, ...has });

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

const told = async ({ ctx }: Arranged) => {
  const rows = await own.prisma.partnerEvent.findMany({
    where: { partnerId: ctx.partnerId, type: "checkin.recorded" },
    orderBy: { id: "asc" },
  });
  return rows.map(({ data }) => data as Record<string, unknown>);
};

describe("a ticket", () => {
  it("is the guest's who has a seat, and gone with the seat", async () => {
    const { ctx, event_id, guest } = await arrange();
    const asGuest = {
      ...ctx,
      eventId: event_id,
      attendeeId: guest(0),
      profileId: null,
      userId: null,
    };
    const ticket = await getTicket(asGuest);
    expect(verifyTicket(event_id, ticket.text)?.attendeeId).toBe(guest(0));
    expect(ticket).toMatchObject({ name: "Guest 0", event: { id: event_id, venue: "Café Central" } });
    expect(ticket.svg).toContain("<svg");
    await deleteAttendee(ctx, { event_id, attendee_id: guest(0) });
    expect(await failure(getTicket(asGuest))).toBeInstanceOf(NotFound);
    const phone = await phoneAt(ctx, event_id);
    const reply = await sync(phone, [
      doorCheckIn(guest(0), EVENING, { method: "scan", ticket: ticket.text }),
    ]);
    expect(reply.results).toMatchObject([{ result: "refused", reason: "unknown_attendee" }]);
  });

  it("that is forged, altered, of another event or of another installation is refused and counts for nothing", async () => {
    const { ctx, event_id, guest } = await arrange();
    const good = signTicket(event_id, guest(0));
    const phone = await phoneAt(ctx, event_id);
    const bad = [
      "SM1:NOTATICKET",
      `${good.slice(0, -1)}${good.endsWith("0") ? "1" : "0"}`,
      signTicket(newId(), guest(0)),
      signTicket(event_id, guest(0), "the secret of another installation"),
      signTicket(event_id, guest(1)),
    ];
    const sent = bad.map((ticket) => doorCheckIn(guest(0), EVENING, { method: "scan", ticket }));
    const { results, counts } = await sync(phone, sent);
    expect(results.map(({ reason }) => reason)).toEqual(bad.map(() => "invalid_ticket"));
    expect(counts.attended).toBe(0);
  });
});

describe("a door", () => {
  it("gets names, groups and ticket numbers, and no address and no trait", async () => {
    const { ctx, event_id, guest } = await arrange();
    const reply = await sync(await phoneAt(ctx, event_id));
    expect(reply.guests?.map(([id, name]) => [id, name])).toEqual(
      [0, 1, 2].map((index) => [guest(index), `Guest ${index}`]),
    );
    expect(JSON.stringify(reply)).not.toMatch(/@example\.com|trait/);
    expect(reply.counts).toEqual({ expected: 3, attended: 0, present: 0 });
  });

  it("hears only what is new, and of everyone who came or went since", async () => {
    const { ctx, event_id, guest } = await arrange();
    const [one, other] = [await phoneAt(ctx, event_id, "One"), await phoneAt(ctx, event_id, "Other")];
    const first = await sync(one);
    await sync(other, [doorCheckIn(guest(1), EVENING)]);
    const second = await sync(one, [], first);
    expect(second.guests).toBeNull();
    expect(second.standings.map(([id, state]) => [id, state])).toEqual([[guest(1), "in"]]);
    expect((await sync(one, [], second)).standings).toEqual([]);
    await deleteAttendee(ctx, { event_id, attendee_id: guest(1) });
    await sync(other, [doorCheckIn(guest(2), EVENING)]);
    const third = await sync(one, [], second);
    expect(third.guests?.map(([id]) => id)).toEqual([guest(0), guest(2)]);
    expect(third.standings.map(([id]) => id)).toEqual([guest(2)]);
  });

  it("that is revoked, unknown or another's is the same as none", async () => {
    const { ctx, event_id, guest } = await arrange();
    const phone = await phoneAt(ctx, event_id);
    await sync(phone);
    await revokeDoor(ctx, { event_id, door_id: phone.door.id });
    await revokeDoor(ctx, { event_id, door_id: phone.door.id });
    const revoked = await failure(sync(phone, [doorCheckIn(guest(0), EVENING)]));
    expect(revoked).toBeInstanceOf(NotFound);
    const caller = { ...ctx, db: own.prisma, limiter: new MemoryLimiter(), address: "203.0.113.9" };
    const never = await Promise.all(
      ["", "not a secret", "A".repeat(43)].map((secret) => failure(findDoor(caller, { secret }))),
    );
    expect(never).toEqual([revoked, revoked, revoked]);
    expect((await attendance(ctx, { event_id })).attended).toBe(0);
    expect(await listDoors(ctx, { event_id })).toMatchObject([{ revoked_at: EVENING.toISOString() }]);
  });

  it("that is revoked takes nothing any more, also of a contact that began before", async () => {
    const { ctx, event_id, guest } = await arrange();
    const phone = await phoneAt(ctx, event_id);
    const begun = await phone.enter();
    await revokeDoor(ctx, { event_id, door_id: phone.door.id });
    const sent = { check_ins: [doorCheckIn(guest(0), EVENING)], list_version: null, cursor: null };
    expect(await failure(syncDoor(begun, sent))).toBeInstanceOf(NotFound);
    expect((await attendance(ctx, { event_id })).attended).toBe(0);
  });

  it("of a suspended partner gives no guest and takes nothing, and takes it once the account is open again", async () => {
    const { ctx, event_id, guest } = await arrange();
    const phone = await phoneAt(ctx, event_id);
    await sync(phone);
    const suspend = (suspendedAt: Date | null) =>
      own.prisma.partner.update({ where: { id: ctx.partnerId }, data: { suspendedAt } });
    await suspend(EVENING);
    const sent = [doorCheckIn(guest(0), EVENING)];
    const reply = await sync(phone, sent);
    expect(reply).toMatchObject({
      closed: "suspended",
      guests: null,
      standings: [],
      counts: { expected: 0, attended: 0, present: 0 },
      // Neither taken nor refused: the phone keeps it.
      results: [],
    });
    expect((await attendance(ctx, { event_id })).attended).toBe(0);
    await suspend(null);
    expect((await sync(phone, sent)).results).toMatchObject([{ result: "recorded" }]);
  });

  it("takes what was recorded in time after it closed, and gives no list any more", async () => {
    const { clock, ctx, event_id, guest } = await arrange();
    const phone = await phoneAt(ctx, event_id);
    moveTo(clock, later(3 * HOUR + 12 * HOUR));
    const reply = await sync(phone, [doorCheckIn(guest(0), later(HOUR))]);
    expect(reply).toMatchObject({ closed: "ended", guests: null, standings: [] });
    expect(reply.results).toMatchObject([{ result: "recorded" }]);
    moveTo(clock, later(8 * 24 * HOUR));
    const late = await sync(phone, [doorCheckIn(guest(1), later(HOUR))]);
    expect(late.results).toMatchObject([{ result: "refused", reason: "closed" }]);
    expect((await attendance(ctx, { event_id })).attended).toBe(1);
  });

  it("closes with the event: nobody is checked in at a draft or a cancelled one", async () => {
    const { ctx, event_id, guest } = await arrange();
    const phone = await phoneAt(ctx, event_id);
    await cancelEvent(ctx, { event_id });
    const reply = await sync(phone, [doorCheckIn(guest(0), EVENING)]);
    expect(reply).toMatchObject({ closed: "cancelled", guests: null, results: [{ reason: "closed" }] });
    const draft = await makeEvent(ctx);
    expect(await sync(await phoneAt(ctx, draft.id))).toMatchObject({ closed: "unpublished", guests: null });
    const body = RecordCheckIns.parse({ check_ins: [{ external_id: "guest-0" }] });
    expect(await failure(recordCheckIns(ctx, { event_id: draft.id, ...body }))).toMatchObject({
      code: "doors_closed",
    });
  });

  it("is slowed down once its phones ask far more than phones do", async () => {
    const { ctx, event_id } = await arrange();
    const phone = await phoneAt(ctx, event_id);
    let refused: unknown = null;
    for (let call = 0; call < 300 && refused === null; call += 1) refused = await failure(phone.enter());
    expect(refused).toBeInstanceOf(LimitReached);
  });

  it("may be one of fifty at an event", async () => {
    const { ctx, event_id } = await arrange(1);
    for (let made = 0; made < 50; made += 1) await createDoor(ctx, { event_id, name: `Door ${made}` });
    expect(await failure(createDoor(ctx, { event_id, name: "One more" }))).toMatchObject({
      code: "too_many_doors",
    });
  });
});

describe("check-ins", () => {
  it("of one guest at two doors at once count once, and stand in the list of conflicts", async () => {
    const arranged = await arrange();
    const { ctx, event_id, guest } = arranged;
    const doors = [await phoneAt(ctx, event_id, "North"), await phoneAt(ctx, event_id, "South")];
    const replies = await Promise.all(
      doors.map((door, index) => sync(door, [doorCheckIn(guest(0), later(index))])),
    );
    expect(replies.flatMap(({ results }) => results.map(({ result }) => result))).toEqual([
      "recorded",
      "recorded",
    ]);
    expect(await attendance(ctx, { event_id })).toEqual({ expected: 3, attended: 1, present: 1 });
    const [conflict, ...others] = await listConflicts(ctx, { event_id });
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      attendee: { id: guest(0) },
      first: { door: { name: "North" } },
      second: { door: { name: "South" }, is_duplicate: true },
    });
    const check_in_id = conflict?.second.id ?? "";
    await settleCheckIn(ctx, { event_id, check_in_id });
    await settleCheckIn(ctx, { event_id, check_in_id });
    expect(await listConflicts(ctx, { event_id })).toEqual([]);
  });

  it("that are sent again change nothing and reach webhooks once", async () => {
    const arranged = await arrange();
    const { ctx, event_id, guest } = arranged;
    const phone = await phoneAt(ctx, event_id);
    const sent = [doorCheckIn(guest(0), EVENING), doorCheckIn(guest(1), EVENING)];
    await sync(phone, sent);
    const again = await Promise.all([sync(phone, sent), sync(phone, [...sent].reverse()), sync(phone, sent)]);
    expect(again.flatMap(({ results }) => results).every(({ result }) => result === "known")).toBe(true);
    expect(
      (await told(arranged))
        .map(({ attendee_id, external_id, kind, door }) => [external_id, attendee_id, kind, door])
        .toSorted(),
    ).toEqual([
      ["guest-0", guest(0), "in", "Main entrance"],
      ["guest-1", guest(1), "in", "Main entrance"],
    ]);
    const stolen = { ...(sent[0] ?? doorCheckIn(guest(0), EVENING)), attendee_id: guest(2) };
    expect((await sync(phone, [stolen])).results).toMatchObject([{ reason: "id_taken" }]);
  });

  it("of two phones without network merge to the same, in whatever order and pieces they arrive", async () => {
    const { clock, ctx, event_id, guests } = await arrange(4);
    const doors = [await phoneAt(ctx, event_id, "North"), await phoneAt(ctx, event_id, "South")];
    const script = fc.array(
      fc.record({
        door: fc.nat({ max: 1 }),
        guest: fc.nat({ max: 3 }),
        minute: fc.nat({ max: 4 }),
        kind: fc.constantFrom("in" as const, "out" as const, "undone" as const),
        target: fc.nat({ max: 20 }),
      }),
      { minLength: 2, maxLength: 12 },
    );
    const standings = async (event: string) =>
      (
        await own.prisma.attendance.findMany({
          where: { eventId: event },
          orderBy: { attendeeId: "asc" },
          select: {
            attendeeId: true,
            state: true,
            since: true,
            lastId: true,
            firstInAt: true,
            duplicates: true,
          },
        })
      ).map((row) => JSON.stringify(row));
    const arrival = script.chain((steps) =>
      fc.tuple(
        fc.constant(steps),
        fc.shuffledSubarray(
          steps.map((_, index) => index),
          { minLength: steps.length },
        ),
        fc.nat({ max: steps.length }),
      ),
    );
    // All of it is in the past when it arrives.
    moveTo(clock, later(HOUR));
    await fc.assert(
      fc.asyncProperty(arrival, async ([steps, order, cut]) => {
        clock.advance(2 * MINUTE);
        await own.prisma.checkIn.deleteMany({ where: { eventId: event_id } });
        await own.prisma.attendance.deleteMany({ where: { eventId: event_id } });
        const made = steps.map((step) =>
          doorCheckIn(guests[step.guest] ?? "", later(step.minute * MINUTE), { kind: step.kind }),
        );
        const actions = made.map((action, index) => {
          const target = made[(steps[index]?.target ?? 0) % made.length];
          return action.kind === "undone" ? { ...action, undoes: target?.id ?? action.id } : action;
        });
        for (const action of actions) await sync(doors[0] ?? (await phoneAt(ctx, event_id)), [action]);
        const inOrder = await standings(event_id);
        await own.prisma.checkIn.deleteMany({ where: { eventId: event_id } });
        await own.prisma.attendance.deleteMany({ where: { eventId: event_id } });
        const shuffled = order.flatMap((at) => actions[at] ?? []);
        const [north, south] = doors;
        if (north === undefined || south === undefined) throw new Error("There are two doors.");
        await Promise.all([
          sync(north, shuffled.slice(0, cut)),
          sync(south, shuffled.slice(cut)),
          sync(south, shuffled.slice(0, cut)),
        ]);
        expect(await standings(event_id)).toEqual(inOrder);
      }),
      { numRuns: 12 },
    );
  });

  it("by a clock that is wrong are never later than they arrived, nor earlier than the event was made", async () => {
    const { ctx, event_id, guest, event } = await arrange();
    const phone = await phoneAt(ctx, event_id);
    await sync(phone, [
      doorCheckIn(guest(0), new Date("2031-01-01T00:00:00Z")),
      doorCheckIn(guest(1), new Date("1970-01-01T00:00:00Z")),
    ]);
    const { data } = await listCheckIns(ctx, { event_id, limit: 10 });
    expect(data.map(({ external_id, at }) => [external_id, at])).toEqual([
      ["guest-0", EVENING.toISOString()],
      ["guest-1", event.created_at],
    ]);
  });

  it("can be taken back by the organizer, and the guest is absent again", async () => {
    const arranged = await arrange();
    const { clock, ctx, event_id, guest } = arranged;
    const phone = await phoneAt(ctx, event_id);
    const action = doorCheckIn(guest(0), EVENING);
    await sync(phone, [action]);
    expect(await listAbsent(ctx, { event_id })).toHaveLength(2);
    clock.advance(MINUTE);
    await undoCheckIn(ctx, { event_id, check_in_id: action.id });
    expect(await failure(undoCheckIn(ctx, { event_id, check_in_id: action.id }))).toBeInstanceOf(Conflict);
    expect(await listAbsent(ctx, { event_id })).toMatchObject([
      { attendee_id: guest(0), state: "expected" },
      { attendee_id: guest(1) },
      { attendee_id: guest(2) },
    ]);
    const { data } = await listCheckIns(ctx, { event_id, limit: 10 });
    expect(data.map(({ kind, is_undone }) => [kind, is_undone])).toEqual([
      ["undone", false],
      ["in", true],
    ]);
    expect((await told(arranged)).map(({ kind }) => kind)).toEqual(["in", "undone"]);
  });

  it("come from the organizer's own system by any of three names, and one that is refused stops no other", async () => {
    const { ctx, event_id, guest } = await arrange();
    const id = newId();
    const { check_ins } = RecordCheckIns.parse({
      check_ins: [
        { id, external_id: "guest-0" },
        { attendee_id: guest(1) },
        { ticket: signTicket(event_id, guest(2)), at: later(-HOUR).toISOString() },
        { external_id: "no one" },
        { kind: "undone", undoes: id },
        { kind: "undone", undoes: newId() },
      ],
    });
    const { data } = await recordCheckIns(ctx, { event_id, check_ins });
    expect(data.map(({ result, reason, attendee_id }) => [reason ?? result, attendee_id])).toEqual([
      ["recorded", guest(0)],
      ["recorded", guest(1)],
      ["recorded", guest(2)],
      ["unknown_attendee", null],
      ["recorded", guest(0)],
      ["unknown_check_in", null],
    ]);
    expect(await attendance(ctx, { event_id })).toEqual({ expected: 3, attended: 2, present: 2 });
  });

  it("are at most two hundred in one call, which is said by name", () => {
    const many = <T>(item: T) => Array.from({ length: 5_000 }, () => item);
    const faults = [
      RecordCheckIns.safeParse({ check_ins: many({ external_id: "guest-0" }) }),
      SyncDoor.safeParse({
        check_ins: many(doorCheckIn(newId(), EVENING)),
        list_version: null,
        cursor: null,
      }),
    ].map(({ error }) => error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
    expect(MAX_CHECK_INS).toBe(200);
    const told = ["check_ins: Must hold at most 200 check-ins."];
    expect(faults).toEqual([told, told]);
  });

  it("are listed page by page, each once", async () => {
    const { ctx, event_id, guests } = await arrange(5);
    const phone = await phoneAt(ctx, event_id);
    await sync(
      phone,
      guests.map((guest) => doorCheckIn(guest, EVENING)),
    );
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listCheckIns(ctx, {
        event_id,
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.data.map(({ attendee_id }) => attendee_id));
      cursor = page.next_cursor ?? undefined;
      more = page.has_more;
    }
    expect(seen.toSorted()).toEqual([...guests].sort());
  });

  it("are only ever added: a row that is there cannot be changed", async () => {
    const { ctx, event_id, guest } = await arrange();
    const action = doorCheckIn(guest(0), EVENING);
    await sync(await phoneAt(ctx, event_id), [action]);
    const change = own.prisma.checkIn.updateMany({ where: { eventId: event_id }, data: { kind: "out" } });
    expect(String(await failure(change))).toMatch(/only ever added/);
  });
});

describe("who may see and do this", () => {
  it("is the event's own partner: to another, and in the other mode, there is no such event", async () => {
    const { ctx, event_id, guest } = await arrange();
    const phone = await phoneAt(ctx, event_id);
    const action = doorCheckIn(guest(0), EVENING);
    await sync(phone, [action]);
    const neighbour = await arrange();
    const others = [neighbour.ctx, { ...ctx, mode: "test" as const }];
    const { check_ins } = RecordCheckIns.parse({ check_ins: [{ external_id: "guest-1" }] });
    for (const other of others) {
      const refusals = await Promise.all([
        failure(createDoor(other, { event_id, name: "Mine" })),
        failure(listDoors(other, { event_id })),
        failure(revokeDoor(other, { event_id, door_id: phone.door.id })),
        failure(listCheckIns(other, { event_id, limit: 10 })),
        failure(recordCheckIns(other, { event_id, check_ins })),
        failure(undoCheckIn(other, { event_id, check_in_id: action.id })),
        failure(settleCheckIn(other, { event_id, check_in_id: action.id })),
        failure(listConflicts(other, { event_id })),
        failure(listAbsent(other, { event_id })),
        failure(attendance(other, { event_id })),
      ]);
      expect(refusals.every((error) => error instanceof NotFound)).toBe(true);
    }
    const elsewhere = { event_id: neighbour.event_id, door_id: phone.door.id };
    expect(await failure(revokeDoor(neighbour.ctx, elsewhere))).toBeInstanceOf(NotFound);
    const reply = await sync(await phoneAt(neighbour.ctx, neighbour.event_id), [
      doorCheckIn(guest(1), EVENING),
    ]);
    expect(reply.results).toMatchObject([{ reason: "unknown_attendee" }]);
  });

  it("needs the role for it: viewers look, and change nothing", async () => {
    const { ctx, event_id } = await arrange();
    const viewer = {
      ...ctx,
      actor: { type: "user" as const, id: newId() },
      permissions: permissionsOfRole("viewer"),
    };
    expect(await failure(createDoor(viewer, { event_id, name: "Mine" }))).toBeInstanceOf(Forbidden);
    expect(await listDoors(viewer, { event_id })).toEqual([]);
  });
});

describe("what is kept", () => {
  it("goes with the guest, whose export says when they came", async () => {
    const { ctx, event_id, guest } = await arrange();
    await sync(await phoneAt(ctx, event_id), [doorCheckIn(guest(0), EVENING)]);
    const person = { userId: null, profileId: null, email: `guest-0-${event_id}@example.com` };
    const rows = [];
    for await (const row of checkInPrivacy.exportPerson(own.prisma, person)) rows.push(row);
    expect(rows.map(({ table }) => table)).toEqual(["check_ins", "attendances"]);
    const erased = await own.prisma.$transaction((tx) => checkInPrivacy.erasePerson(ctx, tx, person));
    expect(erased.map(({ erasedRows }) => erasedRows)).toEqual([1, 1]);
    expect(await attendance(ctx, { event_id })).toMatchObject({ attended: 0 });
  });

  it("is gone a year after the event", async () => {
    const { clock, ctx, event_id, guest } = await arrange();
    await sync(await phoneAt(ctx, event_id), [doorCheckIn(guest(0), EVENING)]);
    moveTo(clock, later(367 * 24 * HOUR));
    await removeOldAttendees(ctx);
    await removeOldDoors(own.system(clock));
    const where = { eventId: event_id };
    const left = await Promise.all([
      own.prisma.checkIn.count({ where }),
      own.prisma.attendance.count({ where }),
      own.prisma.door.count({ where }),
    ]);
    expect(left).toEqual([0, 0, 0]);
  });
});
