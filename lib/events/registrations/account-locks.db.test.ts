import { beforeAll, describe, expect, it } from "vitest";
import { makeOpenEvent, makeRegistrant, register } from "@/lib/events/registrations/registrations.fixture";
import { updateRegistration } from "@/lib/events/registrations/update-registration";
import { currentText } from "@/lib/identity/consent/consent-texts";
import { lockPerson } from "@/lib/identity/privacy/request-deletion";
import { systemClock } from "@/lib/platform/clock";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

/** Takes the locks of an account in the order of a claim or a deletion, while `other` begins between the first and the second. */
async function lockAsClaims<T>(userId: string, other: () => Promise<T>): Promise<T> {
  let running: Promise<T> | undefined;
  await own.prisma.$transaction(
    async (tx) => {
      await lockPerson(tx, { userId, profileId: null });
      running = other();
      await expect.poll(() => own.waitingForLocks()).toBe(1);
      await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    },
    { timeout: 60_000 },
  );
  if (running === undefined) throw new Error("It did not begin.");
  return running;
}

describe("a person who agrees to be matched while their account takes up the answers of a browser", () => {
  const agree = () => ({
    agrees_to_match: true,
    consent_version: currentText("events", systemClock.now()).version,
  });

  it("gets a seat when they register, and neither waits for the other for ever", async () => {
    const { eventId } = await makeOpenEvent(own, systemClock);
    const person = await makeRegistrant(own);
    const made = await lockAsClaims(person.userId, () => register(person, eventId, agree()));
    expect(made).toMatchObject({ status: "registered", agrees_to_match: true });
  });

  it("changes their registration, and neither waits for the other for ever", async () => {
    const { eventId } = await makeOpenEvent(own, systemClock);
    const person = await makeRegistrant(own);
    await register(person, eventId);
    const changed = await lockAsClaims(person.userId, () =>
      updateRegistration(person, { event_id: eventId, ...agree() }),
    );
    expect(changed).toMatchObject({ agrees_to_match: true });
  });
});
