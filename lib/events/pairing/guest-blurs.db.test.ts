import { beforeAll, describe, expect, it } from "vitest";
import { attendeeBlurs } from "@/lib/events/pairing/own-crowd";
import { blursOf } from "@/lib/people/together/draw-blur";
import { newId } from "@/lib/platform/ids";
import { makeGuest } from "@/test/event-guests";
import { makeEvent } from "@/test/events";
import { ownDatabase } from "@/test/own-database";
import { makePartner, type TestPartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

/** The blur of a guest with this address whom an organizer brings to an event of its own. */
async function broughtBlur(partner: TestPartner, email: string | null): Promise<readonly number[]> {
  const now = new Date();
  const eventId = await makeEvent(own.database, partner);
  const id = newId(now);
  const person = { id, eventId, partnerId: partner.partnerId, externalId: id, email };
  await own.prisma.eventAttendee.create({
    data: { ...person, mode: "live", pool: "uploaded", createdAt: now, updatedAt: now },
  });
  const blurs = await own.prisma.$transaction((tx) => attendeeBlurs(tx, [id], now));
  await own.prisma.eventAttendee.delete({ where: { id, partnerId: partner.partnerId, eventId } });
  return blurs.get(id) ?? [];
}

async function profileBlur(profileId: string): Promise<readonly number[]> {
  const result = await own.prisma.traitResult.findFirstOrThrow({ where: { profileId } });
  const blurs = await own.prisma.$transaction((tx) => blursOf(tx, [result], new Date()));
  return blurs.get(profileId) ?? [];
}

describe("a guest whom organizers bring", () => {
  it("is blurred alike at every event of every organizer, also once removed and brought again", async () => {
    const [one, other] = [await makePartner({}, own.database), await makePartner({}, own.database)];
    const email = `regular-${newId()}@example.com`;
    const first = await broughtBlur(one, email);
    expect(first).toHaveLength(32);
    expect(await broughtBlur(one, email)).toEqual(first);
    expect(await broughtBlur(other, email.toUpperCase())).toEqual(first);
    expect(await broughtBlur(other, email.replace("@", "+again@"))).toEqual(first);
    expect(await broughtBlur(one, `another-${email}`)).not.toEqual(first);
    expect(await broughtBlur(one, null)).not.toEqual(await broughtBlur(one, null));
  });

  it("has the blur of their account, whichever was first", async () => {
    const partner = await makePartner({}, own.database);
    const event = { eventId: await makeEvent(own.database, partner), partnerId: partner.partnerId };
    const draws = Array.from({ length: 32 }, (_, at) => at / 32);
    const known = await makeGuest(own.database, event, { draws });
    expect(await broughtBlur(partner, known.email)).toEqual(draws);
    const later = await makeGuest(own.database, event);
    const brought = await broughtBlur(partner, later.email);
    expect(await profileBlur(later.profileId)).toEqual(brought);
    expect(await broughtBlur(partner, later.email)).toEqual(brought);
  });
});

it("draws blurs of addresses from a standard normal distribution", async () => {
  const partner = await makePartner({}, own.database);
  const blurs = await Promise.all(
    Array.from({ length: 40 }, () => broughtBlur(partner, `${newId()}@example.com`)),
  );
  const draws = blurs.flat();
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const square = draws.reduce((sum, draw) => sum + draw * draw, 0) / draws.length;
  // 1,280 draws: six standard errors.
  expect(Math.abs(mean)).toBeLessThan(0.17);
  expect(Math.abs(square - 1)).toBeLessThan(0.24);
});
