import { describe, expect, it } from "vitest";
import { acceptOffer } from "@/lib/events/registrations/accept-offer";
import { cancelRegistration } from "@/lib/events/registrations/cancel-registration";
import { declineOffer } from "@/lib/events/registrations/decline-offer";
import { getRegistration } from "@/lib/events/registrations/get-registration";
import { makeOpenEvent, makeRegistrant, register } from "@/lib/events/registrations/registrations.fixture";
import { FixedClock } from "@/lib/platform/clock";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();

describe("registering for an event", () => {
  it("gives a seat at once while there is one, and then a place in line", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { eventId } = await makeOpenEvent(own, clock);
    const people = await Promise.all([1, 2, 3, 4].map(() => makeRegistrant(own, clock)));
    const made = [];
    for (const person of people) made.push(await register(person, eventId));
    expect(made.map(({ status }) => status)).toEqual(["registered", "registered", "waiting", "waiting"]);
    expect(made.map(({ place_in_line }) => place_in_line)).toEqual([null, null, 1, 2]);
  });

  it("offers a seat that is given back to the next in line, and one that is declined to the next after", async () => {
    const clock = new FixedClock("2026-05-01T10:00:00Z");
    const { eventId } = await makeOpenEvent(own, clock, { capacity: 1 });
    const [ada, ben, cleo] = [
      await makeRegistrant(own, clock),
      await makeRegistrant(own, clock),
      await makeRegistrant(own, clock),
    ];
    for (const person of [ada, ben, cleo]) await register(person, eventId);
    await cancelRegistration(ada, { event_id: eventId });
    expect(await getRegistration(ben, { event_id: eventId })).toMatchObject({
      status: "offered",
      offered_until: "2026-05-02T10:00:00.000Z",
      place_in_line: null,
      attendee_id: null,
    });
    expect(await getRegistration(cleo, { event_id: eventId })).toMatchObject({ place_in_line: 1 });
    expect(await declineOffer(ben, { event_id: eventId })).toMatchObject({ status: "cancelled" });
    const accepted = await acceptOffer(cleo, { event_id: eventId });
    expect(accepted).toMatchObject({ status: "registered" });
    expect(accepted.attendee_id).not.toBeNull();
  });
});
