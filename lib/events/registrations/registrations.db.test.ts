import { describe, expect, it } from "vitest";
import { cancelEvent } from "@/lib/events/events/cancel-event";
import { deleteAttendee } from "@/lib/events/events/delete-attendee";
import { updateEvent } from "@/lib/events/events/update-event";
import { acceptOffer } from "@/lib/events/registrations/accept-offer";
import { approveRegistration } from "@/lib/events/registrations/approve-registration";
import { cancelRegistration } from "@/lib/events/registrations/cancel-registration";
import { confirmRegistration } from "@/lib/events/registrations/confirm-registration";
import { createFriendsLink } from "@/lib/events/registrations/create-friends-link";
import { declineOffer } from "@/lib/events/registrations/decline-offer";
import { declineRegistration } from "@/lib/events/registrations/decline-registration";
import { findGuest } from "@/lib/events/registrations/find-guest";
import { getRegistration } from "@/lib/events/registrations/get-registration";
import { getSeats } from "@/lib/events/registrations/get-seats";
import { registrationJobs } from "@/lib/events/registrations/jobs";
import { joinFriends } from "@/lib/events/registrations/join-friends";
import { listOwnRegistrations } from "@/lib/events/registrations/list-own-registrations";
import { listRegistrations } from "@/lib/events/registrations/list-registrations";
import { promoteRegistration } from "@/lib/events/registrations/promote-registration";
import { registerForEvent } from "@/lib/events/registrations/register-for-event";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import { makeOpenEvent, makeRegistrant, register } from "@/lib/events/registrations/registrations.fixture";
import { releaseRegistration } from "@/lib/events/registrations/release-registration";
import { RegisterForEvent } from "@/lib/events/registrations/schemas";
import { settleAllEvents } from "@/lib/events/registrations/settle-event";
import { updateRegistration } from "@/lib/events/registrations/update-registration";
import { waitForFriends } from "@/lib/events/registrations/wait-for-friends";
import { FixedClock } from "@/lib/platform/clock";
import type { Prisma } from "@/lib/platform/prisma/client";
import { ownDatabase, runJob } from "@/test/own-database";

const own = ownDatabase(12);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Person = RegistrantContext & { userId: string };

/** An event in ten days, and people who register for it in their order. */
async function makeWorld(people: number, change: Partial<Prisma.EventUncheckedCreateInput> = {}) {
  const clock = new FixedClock("2026-05-01T10:00:00Z");
  const event = await makeOpenEvent(own, clock, change);
  const guests: Person[] = [];
  for (let count = 0; count < people; count += 1) guests.push(await makeRegistrant(own, clock));
  const event_id = event.eventId;
  return {
    ...event,
    clock,
    guests,
    guest: (at: number): Person => {
      const found = guests[at];
      if (found === undefined) throw new Error(`There is no guest ${at}.`);
      return found;
    },
    organizer: own.as(event, { clock }),
    of: { event_id },
    own: (person: Person) => getRegistration(person, { event_id }),
    statuses: async () => {
      const found = [];
      for (const guest of guests) found.push((await getRegistration(guest, { event_id }))?.status ?? null);
      return found;
    },
    settle: () => settleAllEvents(own.system(clock)),
  };
}

async function registerAll({
  guests,
  eventId,
}: Pick<Awaited<ReturnType<typeof makeWorld>>, "guests" | "eventId">) {
  const made = [];
  for (const guest of guests) made.push(await register(guest, eventId));
  return made;
}

const conflict = (code: string) => ({ name: "Conflict", code });

describe("registering for an event", () => {
  it("gives a seat at once while there is one, and then a place in line", async () => {
    const world = await makeWorld(4);
    const made = await registerAll(world);
    expect(made.map(({ status }) => status)).toEqual(["registered", "registered", "waiting", "waiting"]);
    expect(made.map(({ place_in_line }) => place_in_line)).toEqual([null, null, 1, 2]);
  });

  it("offers a seat that is given back to the next in line, and one that is declined to the next after", async () => {
    const world = await makeWorld(3, { capacity: 1 });
    await registerAll(world);
    await cancelRegistration(world.guest(0), world.of);
    expect(await world.own(world.guest(1))).toMatchObject({
      status: "offered",
      offered_until: "2026-05-02T10:00:00.000Z",
      place_in_line: null,
      attendee_id: null,
    });
    expect(await world.own(world.guest(2))).toMatchObject({ place_in_line: 1 });
    expect(await declineOffer(world.guest(1), world.of)).toMatchObject({ status: "cancelled" });
    const accepted = await acceptOffer(world.guest(2), world.of);
    expect(accepted).toMatchObject({ status: "registered" });
    expect(accepted.attendee_id).not.toBeNull();
  });

  it("makes a seat an attendee of its own, with the chosen first name, no address and no trait", async () => {
    const world = await makeWorld(1);
    const input = { name: "Kim", group: "women", seeks: ["men"], seeks_agreed: true, agrees_to_match: true };
    const { attendee_id } = await register(world.guest(0), world.eventId, input);
    const [seat] = await own.prisma.eventAttendee.findMany({ where: { eventId: world.eventId } });
    expect(seat).toMatchObject({
      id: attendee_id,
      externalId: attendee_id,
      pool: "site",
      name: "Kim",
      group: "women",
      seeks: ["men"],
      email: null,
      traits: null,
      // They agreed, and have no result yet.
      traitsSource: null,
    });
  });

  it("keeps whom a person wants to meet only with their consent to that, with its text and time, and while they want to come", async () => {
    const world = await makeWorld(2);
    const [person, other] = [world.guest(0), world.guest(1)];
    const stored = (of: Person) =>
      own.prisma.registration.findUniqueOrThrow({
        where: { eventId_userId: { eventId: world.eventId, userId: of.userId } },
        select: { seeks: true, seeksAgreedAt: true, seeksAgreedTo: true },
      });
    const nothing = { seeks: [], seeksAgreedAt: null, seeksAgreedTo: null };
    const refused = { name: "Invalid", errors: [expect.objectContaining({ path: "seeks_agreed" })] };
    await expect(register(person, world.eventId, { seeks: ["men"] })).rejects.toMatchObject(refused);
    await register(person, world.eventId, { seeks: ["men"], seeks_agreed: true });
    const agreed = { seeks: ["men"], seeksAgreedAt: world.clock.now(), seeksAgreedTo: "seeks-1" };
    expect(await stored(person)).toEqual(agreed);
    await expect(updateRegistration(person, { ...world.of, seeks: ["women"] })).rejects.toMatchObject(
      refused,
    );
    await updateRegistration(person, { ...world.of, name: "Kim" });
    expect(await stored(person)).toEqual(agreed);
    await updateRegistration(person, { ...world.of, seeks: [] });
    expect(await stored(person)).toEqual(nothing);
    await register(other, world.eventId, { seeks: ["men"], seeks_agreed: true });
    await cancelRegistration(other, world.of);
    expect(await stored(other)).toEqual(nothing);
  });

  it("is closed while the organizer's account is suspended, and what was there stays", async () => {
    const world = await makeWorld(2);
    await register(world.guest(0), world.eventId);
    const suspend = (suspendedAt: Date | null) =>
      own.prisma.partner.update({ where: { id: world.partnerId }, data: { suspendedAt } });
    await suspend(world.clock.now());
    await expect(register(world.guest(1), world.eventId)).rejects.toMatchObject(
      conflict("registration_closed"),
    );
    expect(await world.own(world.guest(0))).toMatchObject({ status: "registered" });
    await cancelRegistration(world.guest(0), world.of);
    await suspend(null);
    expect(await register(world.guest(1), world.eventId)).toMatchObject({ status: "registered" });
  });

  it("is the same NotFound for a draft, a private, a test and a missing event", async () => {
    const world = await makeWorld(1);
    const person = world.guest(0);
    const hidden = await Promise.all(
      [
        { status: "draft" as const, publishedAt: null },
        { visibility: "private" as const },
        { mode: "test" as const },
      ].map((change) => makeOpenEvent(own, world.clock, change)),
    );
    const refusals = [];
    for (const eventId of [...hidden.map(({ eventId }) => eventId), "01990000-0000-7000-8000-000000000000"])
      refusals.push(
        await register(person, eventId).catch((error: Error) => `${error.name}: ${error.message}`),
      );
    expect(new Set(refusals)).toEqual(new Set(["NotFound: There is no such event."]));
  });

  it("refuses who has no account, no verified address, is suspended or has not said that they are an adult", async () => {
    const world = await makeWorld(2);
    const refused = (ctx: RegistrantContext) => expect(register(ctx, world.eventId)).rejects;
    await refused({ ...world.guest(0), userId: null }).toMatchObject({
      name: "Forbidden",
      code: "account_needed",
    });
    const unverified = await makeRegistrant(own, world.clock, { verified: false });
    await refused(unverified).toMatchObject({ name: "Forbidden", code: "account_unverified" });
    const suspendedAt = world.clock.now();
    await own.prisma.user.update({ where: { id: world.guest(0).userId }, data: { suspendedAt } });
    await refused(world.guest(0)).toMatchObject({ name: "Forbidden", code: "account_suspended" });
    const young = { event_id: world.eventId, name: "Kim" };
    await expect(registerForEvent(world.guest(1), RegisterForEvent.parse(young))).rejects.toMatchObject({
      errors: [{ path: "adult" }],
    });
    const { profile } = await own.prisma.user.update({
      where: { id: world.guest(1).userId },
      data: { profile: { create: { id: world.guest(1).userId, birthYear: 2009, createdAt: suspendedAt } } },
      include: { profile: true },
    });
    expect(profile?.birthYear).toBe(2009);
    await refused(world.guest(1)).toMatchObject({ errors: [{ path: "adult" }] });
  });

  it("says why it cannot: closed, started, cancelled, registered already or declined", async () => {
    const refused = async (change: Partial<Prisma.EventUncheckedCreateInput>, code: string) => {
      const world = await makeWorld(1, change);
      await expect(register(world.guest(0), world.eventId)).rejects.toMatchObject(conflict(code));
    };
    await refused({ registration: "closed" }, "registration_closed");
    await refused({ status: "cancelled" }, "event_closed");
    await refused({ status: "finished" }, "event_closed");
    await refused({ startsAt: new Date("2026-05-01T09:59:59Z") }, "event_started");
    const world = await makeWorld(1);
    const { id } = await register(world.guest(0), world.eventId);
    await expect(register(world.guest(0), world.eventId)).rejects.toMatchObject(
      conflict("already_registered"),
    );
    await declineRegistration(world.organizer, { ...world.of, registration_id: id });
    await expect(register(world.guest(0), world.eventId)).rejects.toMatchObject(
      conflict("registration_declined"),
    );
  });

  it("again after giving up goes to the end of the line", async () => {
    const world = await makeWorld(3, { capacity: 1 });
    await registerAll(world);
    await cancelRegistration(world.guest(1), world.of);
    expect(await register(world.guest(1), world.eventId)).toMatchObject({
      status: "waiting",
      place_in_line: 2,
    });
    expect(await world.own(world.guest(2))).toMatchObject({ place_in_line: 1 });
  });

  it("from two tabs at once is one registration and one seat", async () => {
    const world = await makeWorld(1);
    const twice = await Promise.allSettled([1, 2].map(() => register(world.guest(0), world.eventId)));
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await own.prisma.eventAttendee.count({ where: { eventId: world.eventId } })).toBe(1);
  });

  it("answers the second of two tabs that press the same button as the first", async () => {
    const world = await makeWorld(2, { capacity: 1 });
    await registerAll(world);
    const cancelled = await Promise.all([1, 2].map(() => cancelRegistration(world.guest(0), world.of)));
    expect(cancelled.map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
    const taken = await Promise.all([1, 2].map(() => acceptOffer(world.guest(1), world.of)));
    expect(new Set(taken.map(({ attendee_id }) => attendee_id)).size).toBe(1);
    // One tab says no to what the other has just taken: the seat stays.
    await expect(declineOffer(world.guest(1), world.of)).rejects.toMatchObject(conflict("no_offer"));
  });

  it("is listed for its person alone, with its event, and gives a guest only while there is a seat", async () => {
    const world = await makeWorld(2, { capacity: 1 });
    await registerAll(world);
    const page = await listOwnRegistrations(world.guest(0), { limit: 20 });
    expect(page.data).toMatchObject([
      {
        status: "registered",
        event: { id: world.eventId, name: "Test evening", local_starts_at: "2026-05-11T12:00:00" },
      },
    ]);
    const guest = await findGuest(world.guest(0), world.of);
    expect(guest).toMatchObject({
      eventId: world.eventId,
      partnerId: world.partnerId,
      userId: world.guest(0).userId,
    });
    expect(guest.attendeeId).toBe(page.data[0]?.attendee_id);
    await expect(findGuest(world.guest(1), world.of)).rejects.toMatchObject({ name: "NotFound" });
    await own.prisma.event.update({ where: { id: world.eventId }, data: { visibility: "private" } });
    expect(await world.own(world.guest(0))).toMatchObject({ status: "registered" });
    await expect(getRegistration(await makeRegistrant(own, world.clock), world.of)).rejects.toMatchObject({
      name: "NotFound",
    });
  });
});

describe("friends who wait together", () => {
  it("are offered seats only when there is one for each, and hold up those behind until the last day", async () => {
    const world = await makeWorld(5, { capacity: 2 });
    const [first, second, ada, ben, cleo] = [0, 1, 2, 3, 4].map(world.guest) as [
      Person,
      Person,
      Person,
      Person,
      Person,
    ];
    await register(first, world.eventId);
    await register(second, world.eventId);
    await register(ada, world.eventId);
    const { friends_token } = await createFriendsLink(ada, world.of);
    const joined = await register(ben, world.eventId, { friends_token, name: "Ben" });
    expect(joined).toMatchObject({
      status: "waiting",
      place_in_line: 1,
      friends: [{ name: "Robin", status: "waiting" }],
    });
    expect(await world.own(ada)).toMatchObject({ place_in_line: 1, friends: [{ name: "Ben" }] });
    expect(await register(cleo, world.eventId)).toMatchObject({ place_in_line: 3 });
    await cancelRegistration(first, world.of);
    expect(await world.statuses()).toEqual(["cancelled", "registered", "waiting", "waiting", "waiting"]);
    // On the last day an empty seat helps no one.
    world.clock.advance(9 * DAY_MS);
    await world.settle();
    expect(await world.statuses()).toEqual(["cancelled", "registered", "waiting", "waiting", "offered"]);
    await declineOffer(cleo, world.of);
    await cancelRegistration(second, world.of);
    expect(await world.statuses()).toEqual(["cancelled", "cancelled", "offered", "offered", "cancelled"]);
  });

  it("are moved back by no one who has their link, and wait for a late friend only where they say so", async () => {
    const world = await makeWorld(4, { capacity: 1 });
    await registerAll(world);
    const [, ada, other, late] = [0, 1, 2, 3].map(world.guest) as [Person, Person, Person, Person];
    const { friends_token } = await createFriendsLink(ada, world.of);
    await joinFriends(late, { ...world.of, friends_token: friends_token ?? "" });
    expect(await world.own(ada)).toMatchObject({ place_in_line: 1, friends_place: 3 });
    expect(await world.own(other)).toMatchObject({ place_in_line: 2 });
    expect(await world.own(late)).toMatchObject({ place_in_line: 3, friends_place: null });
    // The seat goes to the one who stands first, and the late friend overtakes no one.
    expect(await waitForFriends(ada, world.of)).toMatchObject({ place_in_line: 2, friends_place: null });
    expect(await waitForFriends(ada, world.of)).toMatchObject({ place_in_line: 2 });
    expect(await world.own(other)).toMatchObject({ place_in_line: 1 });
    expect(await world.own(late)).toMatchObject({ place_in_line: 2 });
  });

  it("stand where the last of them does when one joins from before, or next to them", async () => {
    const world = await makeWorld(5, { capacity: 1 });
    await registerAll(world);
    const [, early, other, ada, next] = [0, 1, 2, 3, 4].map(world.guest) as [
      Person,
      Person,
      Person,
      Person,
      Person,
    ];
    const friends_token = (await createFriendsLink(ada, world.of)).friends_token ?? "";
    await joinFriends(next, { ...world.of, friends_token });
    expect(await world.own(ada)).toMatchObject({ place_in_line: 3, friends_place: null });
    expect(await world.own(next)).toMatchObject({ place_in_line: 3 });
    expect(await joinFriends(early, { ...world.of, friends_token })).toMatchObject({ place_in_line: 2 });
    expect(await world.own(other)).toMatchObject({ place_in_line: 1 });
    expect(await world.own(ada)).toMatchObject({ place_in_line: 2 });
  });

  it("are at most six, and their link works for their event and while one of them is there", async () => {
    const world = await makeWorld(8);
    const other = await makeOpenEvent(own, world.clock);
    await register(world.guest(0), world.eventId);
    const token = (await createFriendsLink(world.guest(0), world.of)).friends_token;
    expect((await createFriendsLink(world.guest(0), world.of)).friends_token).toBe(token);
    const ended = { name: "Invalid", code: "friends_link_ended" };
    await expect(register(world.guest(1), other.eventId, { friends_token: token })).rejects.toMatchObject(
      ended,
    );
    await expect(register(world.guest(1), world.eventId, { friends_token: "no" })).rejects.toMatchObject(
      ended,
    );
    for (let at = 1; at < 6; at += 1)
      await register(world.guest(at), world.eventId, { friends_token: token });
    await expect(register(world.guest(6), world.eventId, { friends_token: token })).rejects.toMatchObject(
      conflict("friends_full"),
    );
    for (let at = 0; at < 6; at += 1) await cancelRegistration(world.guest(at), world.of);
    await expect(register(world.guest(7), world.eventId, { friends_token: token })).rejects.toMatchObject(
      ended,
    );
    const [group] = await own.prisma.registrationGroup.findMany({ where: { eventId: world.eventId } });
    expect(Buffer.from(group?.tokenHash ?? []).toString("base64url")).not.toBe(token);
  });
});

describe("what comes due", () => {
  it("ends an offer that is not answered and offers the seat to the next, however late the job runs", async () => {
    const world = await makeWorld(3, { capacity: 1 });
    await registerAll(world);
    await cancelRegistration(world.guest(0), world.of);
    world.clock.advance(DAY_MS);
    await expect(acceptOffer(world.guest(1), world.of)).rejects.toMatchObject(conflict("no_offer"));
    await world.settle();
    await world.settle();
    expect(await world.statuses()).toEqual(["cancelled", "released", "offered"]);
    expect((await world.own(world.guest(2)))?.offered_until).toBe("2026-05-03T10:00:00.000Z");
  });

  it("asks who is coming, keeps who answers, and gives the seats of the others to the next in line", async () => {
    const world = await makeWorld(4, { capacity: 2, confirmHours: 48 });
    await registerAll(world);
    await expect(confirmRegistration(world.guest(0), world.of)).rejects.toMatchObject(
      conflict("not_asked_yet"),
    );
    world.clock.advance(8 * DAY_MS);
    await world.settle();
    expect(await world.own(world.guest(0))).toMatchObject({ confirm_until: "2026-05-10T10:00:00.000Z" });
    expect(await confirmRegistration(world.guest(0), world.of)).toMatchObject({ status: "confirmed" });
    world.clock.advance(DAY_MS - 1);
    await world.settle();
    expect(await world.statuses()).toEqual(["confirmed", "registered", "waiting", "waiting"]);
    world.clock.advance(1);
    await world.settle();
    expect(await world.statuses()).toEqual(["confirmed", "released", "offered", "waiting"]);
    await expect(confirmRegistration(world.guest(1), world.of)).rejects.toMatchObject(conflict("no_seat"));
    // Who takes a seat while others are asked has said that they are coming.
    expect(await acceptOffer(world.guest(2), world.of)).toMatchObject({ status: "confirmed" });
  });

  it("asks again about a start that was put off, also those who had confirmed", async () => {
    const world = await makeWorld(1, { confirmHours: 48 });
    await registerAll(world);
    world.clock.advance(8 * DAY_MS);
    await world.settle();
    await confirmRegistration(world.guest(0), world.of);
    await updateEvent(world.organizer, {
      ...world.of,
      starts_at: "2026-06-01T10:00:00Z",
      ends_at: "2026-06-01T13:00:00Z",
    });
    await world.settle();
    expect(await world.statuses()).toEqual(["confirmed"]);
    world.clock.advance(new Date("2026-05-30T10:00:00Z").getTime() - world.clock.now().getTime());
    await world.settle();
    expect(await world.own(world.guest(0))).toMatchObject({
      status: "registered",
      confirm_until: "2026-05-31T10:00:00.000Z",
    });
  });

  it("stops at the start: offers end, no seat moves, and who did not answer keeps theirs", async () => {
    const world = await makeWorld(3, { capacity: 1, confirmHours: 2 });
    await registerAll(world);
    world.clock.advance(10 * DAY_MS - HOUR_MS * 1.5);
    await world.settle();
    await cancelRegistration(world.guest(0), world.of);
    expect((await world.own(world.guest(1)))?.offered_until).toBe("2026-05-11T09:15:00.000Z");
    world.clock.advance(HOUR_MS * 1.5);
    await world.settle();
    expect(await world.statuses()).toEqual(["cancelled", "released", "waiting"]);
    await expect(cancelRegistration(world.guest(2), world.of)).rejects.toMatchObject(
      conflict("event_started"),
    );
    const late = await makeWorld(1, { confirmHours: 2 });
    await registerAll(late);
    late.clock.advance(10 * DAY_MS - HOUR_MS / 2);
    await late.settle();
    expect((await late.own(late.guest(0)))?.confirm_until).toBe("2026-05-11T10:00:00.000Z");
    late.clock.advance(HOUR_MS);
    await late.settle();
    expect(await late.statuses()).toEqual(["registered"]);
  });

  it("takes no seat from a person who has come in at the door before the start", async () => {
    const world = await makeWorld(2, { capacity: 2, confirmHours: 2 });
    const [came] = await registerAll(world);
    world.clock.advance(10 * DAY_MS - 2 * HOUR_MS);
    await world.settle();
    await own.prisma.attendance.create({
      data: {
        attendeeId: came?.attendee_id ?? "",
        eventId: world.eventId,
        partnerId: world.partnerId,
        mode: "live",
        state: "in",
        firstInAt: world.clock.now(),
        version: 1,
      },
    });
    world.clock.advance(HOUR_MS);
    await world.settle();
    expect(await world.statuses()).toEqual(["registered", "released"]);
  });

  it("gives out what became free elsewhere: a raised capacity, an attendee whom the organizer removed", async () => {
    const world = await makeWorld(4, { capacity: 1 });
    const [made] = await registerAll(world);
    await updateEvent(world.organizer, { ...world.of, capacity: 2 });
    const fill = await own.queued("registrations.fill-seats");
    expect(fill).toContainEqual(world.of);
    await runJob(registrationJobs, "registrations.fill-seats", own.system(world.clock), world.of);
    expect(await world.statuses()).toEqual(["registered", "offered", "waiting", "waiting"]);
    await deleteAttendee(world.organizer, { ...world.of, attendee_id: made?.attendee_id ?? "" });
    await runJob(registrationJobs, "registrations.fill-seats", own.system(world.clock), world.of);
    expect(await world.statuses()).toEqual(["released", "offered", "offered", "waiting"]);
  });

  it("takes the seats of a suspended account, passes it over in line, and leaves it its place", async () => {
    const world = await makeWorld(4, { capacity: 1 });
    await registerAll(world);
    const suspendedAt = world.clock.now();
    for (const at of [0, 1])
      await own.prisma.user.update({ where: { id: world.guest(at).userId }, data: { suspendedAt } });
    await world.settle();
    expect(await world.statuses()).toEqual(["released", "waiting", "offered", "waiting"]);
    expect(await world.own(world.guest(1))).toMatchObject({ place_in_line: 1 });
  });

  it("finds nothing in an event that was cancelled meanwhile, and its people can change nothing", async () => {
    const world = await makeWorld(2, { capacity: 1 });
    await registerAll(world);
    await cancelRegistration(world.guest(0), world.of);
    await cancelEvent(world.organizer, { ...world.of, reason: "The venue is closed." });
    world.clock.advance(2 * DAY_MS);
    await world.settle();
    expect(await world.statuses()).toEqual(["cancelled", "offered"]);
    await expect(acceptOffer(world.guest(1), world.of)).rejects.toMatchObject(conflict("event_closed"));
    expect(await world.own(world.guest(1))).toMatchObject({ status: "offered" });
  });
});

describe("the organizer", () => {
  it("sees names and states, and neither addresses nor traits", async () => {
    const world = await makeWorld(2, { capacity: 1 });
    await registerAll(world);
    const { data } = await listRegistrations(world.organizer, { ...world.of, limit: 20 });
    expect(data.map(({ status, place_in_line }) => `${status} ${place_in_line}`).sort()).toEqual([
      "registered null",
      "waiting 1",
    ]);
    for (const guest of world.guests) expect(JSON.stringify(data)).not.toContain(guest.userId);
    const waiting = await listRegistrations(world.organizer, { ...world.of, limit: 20, status: "waiting" });
    expect(waiting.data).toHaveLength(1);
    expect(await getSeats(world.organizer, world.of)).toMatchObject({
      capacity: 1,
      taken: 1,
      held: 0,
      free: 0,
    });
  });

  it("approves people of an event that asks for it: to a seat while one is free, then to the line", async () => {
    const world = await makeWorld(3, { capacity: 1, registration: "approval" });
    const made = await registerAll(world);
    expect(made.map(({ status }) => status)).toEqual(["requested", "requested", "requested"]);
    const approve = (at: number) =>
      approveRegistration(world.organizer, { ...world.of, registration_id: made[at]?.id ?? "" });
    expect(await approve(2)).toMatchObject({ status: "registered" });
    expect(await approve(0)).toMatchObject({ status: "waiting", place_in_line: 1 });
    expect(await approve(0)).toMatchObject({ status: "waiting", place_in_line: 1 });
    const declined = await declineRegistration(world.organizer, {
      ...world.of,
      registration_id: made[1]?.id ?? "",
    });
    expect(declined).toMatchObject({ status: "declined", place_in_line: null });
    expect(await approve(1)).toMatchObject({ status: "waiting", place_in_line: 2 });
  });

  it("gives a seat out of line where one is free, and to friends together", async () => {
    const world = await makeWorld(5, { capacity: 1 });
    const made = await registerAll(world);
    const promote = (at: number, add_seats = false) =>
      promoteRegistration(world.organizer, { ...world.of, registration_id: made[at]?.id ?? "", add_seats });
    await expect(promote(3)).rejects.toMatchObject(conflict("no_free_seat"));
    for (const [first, second] of [
      [1, 2],
      [3, 4],
    ] as const) {
      const { friends_token } = await createFriendsLink(world.guest(first), world.of);
      await joinFriends(world.guest(second), { ...world.of, friends_token: friends_token ?? "" });
    }
    await own.prisma.event.update({ where: { id: world.eventId }, data: { capacity: 2 } });
    await expect(promote(3)).rejects.toMatchObject(conflict("no_free_seat"));
    await own.prisma.event.update({ where: { id: world.eventId }, data: { capacity: 3 } });
    await expect(promote(3)).resolves.toMatchObject({ status: "registered" });
    expect(await world.statuses()).toEqual(["registered", "waiting", "waiting", "registered", "registered"]);
  });

  it("adds the seats that are missing where asked to, in the same step, so that they go to no one else", async () => {
    const world = await makeWorld(3, { capacity: 1 });
    const made = await registerAll(world);
    const input = { ...world.of, registration_id: made[2]?.id ?? "", add_seats: true };
    expect(await promoteRegistration(world.organizer, input)).toMatchObject({ status: "registered" });
    expect(await promoteRegistration(world.organizer, input)).toMatchObject({ status: "registered" });
    expect(await world.statuses()).toEqual(["registered", "waiting", "registered"]);
    expect(await getSeats(world.organizer, world.of)).toMatchObject({ capacity: 2, taken: 2, free: 0 });
    const [row, ...more] = await own.prisma.auditEvent.findMany({
      where: { action: "registration.promoted", partnerId: world.partnerId },
    });
    expect(more).toEqual([]);
    expect(row?.details).toMatchObject({ seats: 1, added_seats: 1 });
  });

  it("releases a seat, which goes to the next in line, and every decision is audited without a name", async () => {
    const world = await makeWorld(2, { capacity: 1 });
    const [made] = await registerAll(world);
    const input = { ...world.of, registration_id: made?.id ?? "" };
    expect(await releaseRegistration(world.organizer, input)).toMatchObject({
      status: "released",
      attendee_id: null,
    });
    expect(await releaseRegistration(world.organizer, input)).toMatchObject({ status: "released" });
    expect(await world.statuses()).toEqual(["released", "offered"]);
    const [row, ...more] = await own.prisma.auditEvent.findMany({
      where: { action: "registration.released", partnerId: world.partnerId },
    });
    expect(more).toEqual([]);
    expect(row?.details).toEqual({ name: "Test evening", registration_id: made?.id });
  });

  it("of another partner, or with a key of the other mode, finds no such event", async () => {
    const world = await makeWorld(1);
    const [made] = await registerAll(world);
    const other = own.as(await makeOpenEvent(own, world.clock), { clock: world.clock });
    const test = own.as(world, { clock: world.clock, mode: "test" });
    const input = { ...world.of, registration_id: made?.id ?? "" };
    for (const ctx of [other, test]) {
      const calls = [approveRegistration, declineRegistration, promoteRegistration, releaseRegistration].map(
        (verb) => verb(ctx, input),
      );
      const reads = [listRegistrations(ctx, { ...world.of, limit: 20 }), getSeats(ctx, world.of)];
      for (const answer of await Promise.allSettled([...calls, ...reads])) {
        const reason = { name: "NotFound", message: "There is no such event." };
        expect(answer).toMatchObject({ status: "rejected", reason });
      }
    }
  });

  it("hears by webhook of who came, was promoted and left, never of an address or an account", async () => {
    const world = await makeWorld(2, { capacity: 1 });
    await registerAll(world);
    await cancelRegistration(world.guest(0), world.of);
    const events = await own.prisma.partnerEvent.findMany({
      where: { partnerId: world.partnerId },
      orderBy: { id: "asc" },
    });
    const told = events.map(({ type, data }) => [type, (data as { status: string }).status]);
    expect(told.sort()).toEqual(
      [
        ["registration.created", "registered"],
        ["registration.created", "waiting"],
        ["registration.cancelled", "cancelled"],
        ["registration.promoted", "offered"],
      ].sort(),
    );
    for (const { data } of events)
      expect(Object.keys(data as object).sort()).toEqual([
        "attendee_id",
        "event_id",
        "mode",
        "name",
        "registration_id",
        "status",
      ]);
  });
});

describe("a person's own words and consents", () => {
  it("change with the registration, and with it the seat that others see", async () => {
    const world = await makeWorld(1);
    await registerAll(world);
    const changed = await updateRegistration(world.guest(0), {
      ...world.of,
      name: "Kim",
      group: "women",
      agrees_to_match: true,
    });
    expect(changed).toMatchObject({
      name: "Kim",
      group: "women",
      agrees_to_match: true,
      agrees_to_preview: false,
    });
    const [seat] = await own.prisma.eventAttendee.findMany({ where: { eventId: world.eventId } });
    expect(seat).toMatchObject({ name: "Kim", group: "women", traits: null });
    const consents = await own.prisma.consent.findMany({
      where: { profile: { userId: world.guest(0).userId } },
    });
    expect(consents.map(({ purpose }) => purpose)).toEqual(["events"]);
  });
});
