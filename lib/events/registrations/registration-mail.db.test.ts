import { beforeAll, describe, expect, it } from "vitest";
import { cancelEvent } from "@/lib/events/events/cancel-event";
import { updateAttendee } from "@/lib/events/events/update-attendee";
import { updateEvent } from "@/lib/events/events/update-event";
import { acceptOffer } from "@/lib/events/registrations/accept-offer";
import { cancelRegistration } from "@/lib/events/registrations/cancel-registration";
import { declineRegistration } from "@/lib/events/registrations/decline-registration";
import { getRegistration } from "@/lib/events/registrations/get-registration";
import { registrationJobs } from "@/lib/events/registrations/jobs";
import { makeOpenEvent, makeRegistrant, register } from "@/lib/events/registrations/registrations.fixture";
import { removeOldRegistrations } from "@/lib/events/registrations/remove-old-registrations";
import { settleAllEvents } from "@/lib/events/registrations/settle-event";
import { makeWhole } from "@/lib/identity/privacy/privacy.fixture";
import { requestDeletion } from "@/lib/identity/privacy/request-deletion";
import { sweepDeletions } from "@/lib/identity/privacy/sweep-deletions";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { Prisma } from "@/lib/platform/prisma/client";
import { PRIVACY } from "@/lib/registry";
import { ownDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const DAY_MS = 86_400_000;
beforeAll(() => {
  setSettings();
});

async function makeWorld(people: number, change: Partial<Prisma.EventUncheckedCreateInput> = {}) {
  const clock = new FixedClock("2026-05-01T10:00:00Z");
  const event = await makeOpenEvent(own, clock, change);
  const guests: Awaited<ReturnType<typeof makeRegistrant>>[] = [];
  for (let count = 0; count < people; count += 1) guests.push(await makeRegistrant(own, clock));
  const of = { event_id: event.eventId };
  const addressOf = async (at: number) =>
    (await own.prisma.user.findUniqueOrThrow({ where: { id: guests[at]?.userId ?? "" } })).email;
  return { ...event, clock, guests, of, addressOf, organizer: own.as(event, { clock }) };
}

/** Sends all that waits to be sent to people of one event, and returns what was written to an address, oldest first. */
async function sendAll(eventId: string, clock: FixedClock): Promise<void> {
  const ids = new Set(
    (await own.prisma.registration.findMany({ where: { eventId }, select: { id: true } })).map(
      ({ id }) => id,
    ),
  );
  const ctx = own.system(clock);
  for (const name of ["registrations.send-cancelled", "registrations.send-moved"])
    for (const job of await own.queued(name))
      if (job.event_id === eventId) await runJob(registrationJobs, name, ctx, job);
  for (const job of await own.queued("registrations.send-event-notice"))
    if (job.event_id === eventId) await runJob(registrationJobs, "registrations.send-event-notice", ctx, job);
  for (const job of await own.queued("registrations.send-notice"))
    if (ids.has(String(job.registration_id)))
      await runJob(registrationJobs, "registrations.send-notice", ctx, job);
}

const mailsTo = async (to: string) =>
  (await own.prisma.keptMail.findMany({ where: { to }, orderBy: [{ at: "asc" }, { id: "asc" }] })).map(
    ({ subject, text }) => ({ subject, text }),
  );

describe("an email about a registration", () => {
  it("says what is so when it is sent: a seat, the place in line, an offer with its end by the clocks of the venue", async () => {
    const { eventId, clock, guests, of, addressOf } = await makeWorld(3, {
      name: "Mixer of www.evil.example",
      capacity: 1,
    });
    for (const guest of guests) await register(guest, eventId);
    await sendAll(eventId, clock);
    const [first] = await mailsTo(await addressOf(0));
    expect(first?.subject).toBe("You have a seat at Mixer of www . evil . example");
    expect(first?.text).toContain("When:   Monday, May 11, 2026 at 12:00 PM GMT+2");
    expect(first?.text).toContain("Where:  Café Central, Berlin");
    expect(first?.text).toContain(`/events/${eventId}`);
    const [third] = await mailsTo(await addressOf(2));
    expect(third?.subject).toBe("You are in line for Mixer of www . evil . example");
    expect(third?.text).toContain("You are number 2 in line.");
    if (guests[0] === undefined || guests[1] === undefined) throw new Error("Three guests.");
    await own.prisma.$executeRaw`DELETE FROM kept_mails`;
    await cancelRegistration(guests[0], of);
    await sendAll(eventId, clock);
    // What was queued before is about a state that has passed, so it says nothing again.
    expect((await mailsTo(await addressOf(1))).map(({ subject }) => subject)).toEqual([
      "A seat at Mixer of www . evil . example is free for you",
    ]);
    const [offer] = await mailsTo(await addressOf(1));
    expect(offer?.text).toContain("We hold it for you until Saturday, May 2, 2026 at 12:00 PM GMT+2.");
    await acceptOffer(guests[1], of);
    expect(await getRegistration(guests[1], of)).toMatchObject({ status: "registered" });
  });

  it("asks who is coming, and tells of a release and of a refusal", async () => {
    const { eventId, clock, guests, of, addressOf, organizer } = await makeWorld(2, { confirmHours: 48 });
    const made = [];
    for (const guest of guests) made.push(await register(guest, eventId));
    clock.advance(8 * DAY_MS);
    await settleAllEvents(own.system(clock));
    await sendAll(eventId, clock);
    const asked = (await mailsTo(await addressOf(0))).find(({ subject }) =>
      subject.startsWith("Are you coming"),
    );
    expect(asked?.text).toContain("Please answer by Sunday, May 10, 2026 at 12:00 PM GMT+2.");
    await declineRegistration(organizer, { ...of, registration_id: made[1]?.id ?? "" });
    clock.advance(DAY_MS);
    await settleAllEvents(own.system(clock));
    await sendAll(eventId, clock);
    expect((await mailsTo(await addressOf(0))).map(({ subject }) => subject)).toContain(
      "Your seat at Test evening was released",
    );
    expect((await mailsTo(await addressOf(1))).map(({ subject }) => subject)).toContain(
      "About your registration for Test evening",
    );
  });

  it("goes to no one who is suspended, and about no test event", async () => {
    const { eventId, partnerId, clock, guests, addressOf, of, organizer } = await makeWorld(1);
    for (const guest of guests) await register(guest, eventId);
    await own.prisma.user.update({
      where: { id: guests[0]?.userId ?? "" },
      data: { suspendedAt: clock.now() },
    });
    await sendAll(eventId, clock);
    expect(await mailsTo(await addressOf(0))).toEqual([]);
    await own.prisma.user.update({ where: { id: guests[0]?.userId ?? "" }, data: { suspendedAt: null } });
    await own.prisma.event.update({ where: { id: eventId, partnerId }, data: { mode: "test" } });
    await cancelEvent({ ...organizer, mode: "test" }, of);
    await sendAll(eventId, clock);
    expect(await mailsTo(await addressOf(0))).toEqual([]);
  });

  it("tells each guest once that the event was cancelled, also those whom the organizer brought with an address", async () => {
    const { eventId, partnerId, clock, guests, addressOf, of, organizer } = await makeWorld(2, {
      capacity: 1,
    });
    for (const guest of guests) await register(guest, eventId);
    const brought = `brought-${newId()}@example.com`;
    const twice = await addressOf(0);
    const now = clock.now();
    for (const email of [brought, twice, null]) {
      const id = newId();
      await own.prisma.eventAttendee.create({
        data: {
          id,
          eventId,
          partnerId,
          mode: "live",
          pool: "uploaded",
          externalId: id,
          email,
          seeks: [],
          createdAt: now,
          updatedAt: now,
        },
      });
    }
    await cancelEvent(organizer, { ...of, reason: "The venue burned. See https://evil.example" });
    await own.prisma.$executeRaw`DELETE FROM kept_mails`;
    await sendAll(eventId, clock);
    for (const address of [twice, await addressOf(1), brought]) {
      const mails = await mailsTo(address);
      expect(mails.map(({ subject }) => subject)).toEqual(["Test evening was cancelled"]);
      expect(mails[0]?.text).toContain("They wrote: The venue burned . See https");
      expect(mails[0]?.text).not.toContain("https://evil");
    }
    expect((await mailsTo(brought))[0]?.text).toContain("Kindred Café put you on the guest list.");
  });

  it("tells of a new time or place once, however often it was changed, and never of a draft", async () => {
    const { eventId, clock, guests, addressOf, of, organizer } = await makeWorld(1);
    for (const guest of guests) await register(guest, eventId);
    await own.prisma.$executeRaw`DELETE FROM kept_mails`;
    await updateEvent(organizer, { ...of, venue: "Café West" });
    await updateEvent(organizer, { ...of, venue: "Café East" });
    await updateEvent(organizer, { ...of, description: "Bring a friend." });
    const waiting = (await own.queued("registrations.send-moved")).filter((job) => job.event_id === eventId);
    expect(waiting).toHaveLength(1);
    await sendAll(eventId, clock);
    const moved = (await mailsTo(await addressOf(0))).filter(({ subject }) =>
      subject.includes("new time or place"),
    );
    expect(moved).toHaveLength(1);
    expect(moved[0]?.text).toContain("Where:  Café East, Berlin");
  });
});

describe("a person's privacy", () => {
  it("is kept when they are erased: registration and seat go, the seat goes to the next, and the organizer hears no name", async () => {
    const { eventId, partnerId, clock, guests, of } = await makeWorld(1, { capacity: 1 });
    const whole = await makeWhole(own, {}, clock);
    const ctx = {
      ...own.system(clock),
      actor: { type: "user" as const, id: whole.person.userId },
      userId: whole.person.userId,
    };
    const made = await register(ctx, eventId, { agrees_to_match: true, name: "Zebediah" });
    const seat = await own.prisma.eventAttendee.findUniqueOrThrow({
      where: { id: made.attendee_id ?? "", partnerId },
    });
    // They have a result, and agreed to be matched by it.
    expect(seat).toMatchObject({ traitsSource: "person", traits: null });
    for (const guest of guests) await register(guest, eventId);
    await own.prisma.event.update({
      where: { id: eventId },
      data: { startsAt: new Date("2026-06-30T18:00:00Z"), endsAt: new Date("2026-06-30T21:00:00Z") },
    });
    await requestDeletion(whole.ctx, {}, PRIVACY);
    clock.advance(15 * DAY_MS);
    await sweepDeletions(own.system(clock), PRIVACY);
    expect(await own.prisma.registration.count({ where: { userId: whole.person.userId } })).toBe(0);
    expect(await own.prisma.eventAttendee.count({ where: { eventId } })).toBe(0);
    const [next] = guests;
    if (next === undefined) throw new Error("One guest.");
    expect(await getRegistration(next, of)).toMatchObject({ status: "offered" });
    const last = await own.prisma.partnerEvent.findFirst({
      where: { partnerId, type: "registration.cancelled" },
      orderBy: { id: "desc" },
    });
    expect(last?.data).toMatchObject({ registration_id: made.id, status: "cancelled", name: null });
    const lines = await own.prisma.erasureLine.findMany({ where: { domain: "events/registrations" } });
    expect(lines.map(({ subject, erasedRows }) => [subject, erasedRows]).sort()).toEqual([
      ["event_attendees", 1],
      ["registrations", 1],
    ]);
  });

  it("frees a seat whose account went without its registration, by the clock's job", async () => {
    const { eventId, clock, guests, of } = await makeWorld(2, { capacity: 1 });
    for (const guest of guests) await register(guest, eventId);
    await own.prisma.user.delete({ where: { id: guests[0]?.userId ?? "" } });
    await settleAllEvents(own.system(clock));
    const [, next] = guests;
    if (next === undefined) throw new Error("Two guests.");
    expect(await getRegistration(next, of)).toMatchObject({ status: "offered" });
  });

  it("refuses an organizer who would put words or traits on a person who registered", async () => {
    const { eventId, guests, of, organizer } = await makeWorld(1);
    const [guest] = guests;
    if (guest === undefined) throw new Error("One guest.");
    const { attendee_id } = await register(guest, eventId);
    const traits = Array<number>(32).fill(0.5);
    for (const change of [{ traits }, { name: "Eve" }, { email: "eve@example.com" }, { group: "men" }])
      await expect(
        updateAttendee(organizer, { ...of, attendee_id: attendee_id ?? "", ...change }),
      ).rejects.toMatchObject({ name: "Invalid", errors: [{ path: Object.keys(change)[0] }] });
  });

  it("keeps whom a person seeks only while they want to come", async () => {
    const { eventId, guests, of } = await makeWorld(1);
    const [guest] = guests;
    if (guest === undefined) throw new Error("One guest.");
    await register(guest, eventId, { group: "women", seeks: ["men"], seeks_agreed: true });
    await cancelRegistration(guest, of);
    expect(await getRegistration(guest, of)).toMatchObject({ status: "cancelled", seeks: [] });
    expect(await own.tablesHolding("{men}")).toEqual([]);
  });

  it("ends a year after the event", async () => {
    const { eventId, clock, guests } = await makeWorld(1);
    for (const guest of guests) await register(guest, eventId);
    clock.advance(374 * DAY_MS);
    await removeOldRegistrations(own.system(clock));
    expect(await own.prisma.registration.count({ where: { eventId } })).toBe(1);
    clock.advance(2 * DAY_MS);
    await removeOldRegistrations(own.system(clock));
    expect(await own.prisma.registration.count({ where: { eventId } })).toBe(0);
  });

  it("follows what they agreed to: a seat says that they can be matched once there is a result, and no longer when they take it back", async () => {
    const { eventId, clock } = await makeWorld(0);
    const whole = await makeWhole(own, {}, clock);
    const ctx = {
      ...own.system(clock),
      actor: { type: "user" as const, id: whole.person.userId },
      userId: whole.person.userId,
    };
    await register(ctx, eventId, { agrees_to_match: true });
    const source = async () =>
      (await own.prisma.eventAttendee.findFirstOrThrow({ where: { eventId } })).traitsSource;
    const refresh = () =>
      runJob(registrationJobs, "registrations.refresh-traits-sources", own.system(clock), {});
    expect(await source()).toBe("person");
    await own.prisma.traitResult.deleteMany({ where: { profileId: whole.profileId } });
    await refresh();
    expect(await source()).toBeNull();
  });
});
