import { beforeAll, describe, expect, it } from "vitest";
import { browseAttendees } from "@/lib/events/events/browse-attendees";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { givePass, makeEvent } from "@/lib/events/events/events.fixture";
import { publishEvent } from "@/lib/events/events/publish-event";
import { updateAttendee } from "@/lib/events/events/update-attendee";
import { answerGuestForm, guestStatements } from "@/lib/events/invitations/answer-guest-form";
import { countInvitable } from "@/lib/events/invitations/count-invitable";
import { declineInvitation } from "@/lib/events/invitations/decline-invitation";
import { getGuestInvitation } from "@/lib/events/invitations/get-guest-invitation";
import { inviteAttendees } from "@/lib/events/invitations/invite-attendees";
import { mailGuests } from "@/lib/events/invitations/mail-guests";
import { openGuestLink } from "@/lib/events/invitations/open-guest-link";
import { UpdateChoices } from "@/lib/events/meetings/schemas";
import { updateChoices } from "@/lib/events/meetings/update-choices";
import { FixedClock } from "@/lib/platform/clock";
import { Invalid } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { TRAITS } from "@/lib/scoring/model";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const NOON = new Date("2027-01-10T12:00:00.000Z");
const HOUR_MS = 3_600_000;

beforeAll(() => {
  setSettings();
});

async function organizer(mode: "live" | "test" = "live", published = true) {
  const partner = await makePartner({ company_name: "Café Central" }, own.database);
  const ctx = own.as(partner, { mode, clock: new FixedClock(NOON) });
  const event_id = (await makeEvent(ctx, { name: "Winter mixer" })).id;
  if (published) {
    if (mode === "live") await givePass(ctx);
    await publishEvent(ctx, { event_id });
  }
  return { ctx, event_id };
}

type Organizer = Awaited<ReturnType<typeof organizer>>;

const address = () => `guest-${newId()}@example.com`;
const mailsTo = (to: string) => own.prisma.keptMail.findMany({ where: { to }, orderBy: { id: "asc" } });

async function send({ ctx, event_id }: Organizer, at = NOON): Promise<void> {
  await mailGuests({ ...own.system(), clock: new FixedClock(at) }, { event_id, partner_id: ctx.partnerId });
}

/** One guest with an address and without traits who was emailed, and the token in the email. */
async function invited(name = "Ada") {
  const world = await organizer();
  const email = address();
  const { data } = await createAttendees(world.ctx, {
    event_id: world.event_id,
    attendees: [{ name, email }],
  });
  await inviteAttendees(world.ctx, { event_id: world.event_id, again: false });
  await send(world);
  const [mail] = await mailsTo(email);
  const token = /\/guest\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
  return { ...world, email, token, attendee_id: data[0]?.id ?? "", text: mail?.text ?? "" };
}

const pathOf = ({ event_id, attendee_id }: { event_id: string; attendee_id: string }) => ({
  event_id,
  attendee_id,
});
const guestCtx = (at = NOON) => ({ ...own.system(), clock: new FixedClock(at) });
const answers = (value = 4) => guestStatements().map(({ id }) => ({ statement_id: id, value }));

describe("the short form by email", () => {
  it("goes once to each guest with an address and without traits, with a link of their own", async () => {
    const world = await organizer();
    const { ctx, event_id } = world;
    const [one, two, known] = [address(), address(), address()];
    await createAttendees(ctx, {
      event_id,
      attendees: [
        { name: "Ada", email: one },
        { email: two },
        { email: known, traits: TRAITS.map(() => 0.5) },
        { name: "No address" },
      ],
    });
    expect(await countInvitable(ctx, { event_id })).toEqual({
      first: 2,
      again: 0,
      answered: 0,
      without_email: 1,
    });
    expect(await inviteAttendees(ctx, { event_id, again: false })).toEqual({ invited: 2 });
    expect(await own.queued("invitations.mail-guests")).toContainEqual({
      event_id,
      partner_id: ctx.partnerId,
    });
    await Promise.all([send(world), send(world), send(world)]);
    expect(await inviteAttendees(ctx, { event_id, again: true })).toEqual({ invited: 0 });
    await send(world);
    const [first, second] = [await mailsTo(one), await mailsTo(two)];
    expect([first.length, second.length, (await mailsTo(known)).length]).toEqual([1, 1, 0]);
    expect(first[0]?.subject).toBe("Café Central invites you to Winter mixer");
    expect(first[0]?.text).toContain("Café Central sees that you answered, never what.");
    const links = [first, second].map(([mail]) => /\/guest\/[\w-]{43}/.exec(mail?.text ?? "")?.[0]);
    expect(new Set(links).size).toBe(2);
    const { data } = await browseAttendees(ctx, { event_id, limit: 20 });
    expect(data.filter(({ invited_at }) => invited_at !== null)).toHaveLength(2);
  });

  it("goes again after two days to those who have not answered, three times in all, with the same link", async () => {
    const world = await invited();
    let now = NOON;
    for (const expected of [2, 3, 3]) {
      now = new Date(now.getTime() + 49 * HOUR_MS);
      const later = { ...world.ctx, clock: new FixedClock(now) };
      await inviteAttendees(later, { event_id: world.event_id, again: true });
      await send(world, now);
      expect(await mailsTo(world.email)).toHaveLength(expected);
    }
    const texts = (await mailsTo(world.email)).map(({ text }) => /\/guest\/[\w-]{43}/.exec(text)?.[0]);
    expect(new Set(texts).size).toBe(1);
  });

  it("is sent neither by drafts nor by test events, nor to an address that has had enough today", async () => {
    const draft = await organizer("live", false);
    await createAttendees(draft.ctx, { event_id: draft.event_id, attendees: [{ email: address() }] });
    await expect(
      inviteAttendees(draft.ctx, { event_id: draft.event_id, again: false }),
    ).rejects.toMatchObject({ code: "event_is_draft" });
    const trial = await organizer("test");
    await createAttendees(trial.ctx, { event_id: trial.event_id, attendees: [{ email: address() }] });
    expect(await inviteAttendees(trial.ctx, { event_id: trial.event_id, again: false })).toEqual({
      invited: 0,
    });
    const email = address();
    for (let count = 0; count < 22; count += 1) {
      const world = await organizer();
      await createAttendees(world.ctx, { event_id: world.event_id, attendees: [{ email }] });
      await inviteAttendees(world.ctx, { event_id: world.event_id, again: false });
      await send(world);
    }
    expect(await mailsTo(email)).toHaveLength(20);
  });
});

describe("a guest behind their link", () => {
  it("reads who invites them and to what", async () => {
    const { token } = await invited();
    const guest = await openGuestLink(guestCtx(), { token });
    expect(await getGuestInvitation(guest)).toMatchObject({
      organizer: "Café Central",
      name: "Ada",
      answered_at: null,
      open: true,
      event: { name: "Winter mixer", venue: "Café Central", city: "Berlin" },
    });
  });

  it("answers, and the organizer sees that they did, never what, and cannot replace it", async () => {
    const { ctx, event_id, attendee_id, token } = await invited();
    const guest = await openGuestLink(guestCtx(), { token });
    await answerGuestForm(guest, { answers: answers() });
    const row = await own.prisma.eventAttendee.findUniqueOrThrow({ where: { id: attendee_id } });
    expect(row).toMatchObject({ traitsSource: "person", answeredAt: NOON });
    const traits = row.traits as (number | null)[];
    expect(traits.filter((trait) => trait !== null)).toHaveLength(guestStatements().length);
    const seen = await browseAttendees(ctx, { event_id, limit: 20 });
    expect(seen.data).toMatchObject([{ has_traits: true, answered_at: NOON.toISOString() }]);
    expect(Object.keys(seen.data[0] ?? {})).not.toContain("traits");
    for (const change of [null, TRAITS.map(() => 0.5)])
      await expect(updateAttendee(ctx, { event_id, attendee_id, traits: change })).rejects.toMatchObject({
        code: "traits_of_person",
      });
    expect(await updateAttendee(ctx, { event_id, attendee_id, name: "Ada K." })).toMatchObject({
      name: "Ada K.",
    });
    const after = await own.prisma.eventAttendee.findUniqueOrThrow({ where: { id: attendee_id } });
    expect(after.traits).toEqual(row.traits);
  });

  it("keeps their answers and link to themselves: the organizer cannot move either to another address", async () => {
    const { ctx, event_id, attendee_id, email, token } = await invited();
    const guest = await openGuestLink(guestCtx(), { token });
    await answerGuestForm(guest, { answers: answers() });
    for (const change of [address(), null])
      await expect(updateAttendee(ctx, { event_id, attendee_id, email: change })).rejects.toMatchObject({
        code: "address_of_person",
      });
    expect(await updateAttendee(ctx, { event_id, attendee_id, email, group: "women" })).toMatchObject({
      email,
    });
    // A choice is theirs as an answer is.
    const chose = await invited("Ben");
    await updateChoices(
      await openGuestLink(guestCtx(), { token: chose.token }),
      UpdateChoices.parse({ contact: "email" }),
    );
    await expect(updateAttendee(chose.ctx, { ...pathOf(chose), email: address() })).rejects.toMatchObject({
      code: "address_of_person",
    });
  });

  it("opens no more once the organizer corrected the address, and the right person gets a link of their own", async () => {
    const world = await invited();
    const email = address();
    await updateAttendee(world.ctx, { ...pathOf(world), email });
    await expect(openGuestLink(guestCtx(), { token: world.token })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await inviteAttendees(world.ctx, { event_id: world.event_id, again: false })).toEqual({
      invited: 1,
    });
    await send(world);
    const [mail] = await mailsTo(email);
    const token = /\/guest\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
    expect((await openGuestLink(guestCtx(), { token })).attendeeId).toBe(world.attendee_id);
    expect(token).not.toBe(world.token);
  });

  it("must answer every statement once, with one of five, and none that is not asked", async () => {
    const { token } = await invited();
    const guest = await openGuestLink(guestCtx(), { token });
    const [first, ...rest] = answers();
    const error = await answerGuestForm(guest, {
      answers: [...rest, { statement_id: "physical_intimacy.1", value: 3 }],
    }).catch((fault: unknown) => fault);
    expect(error instanceof Invalid ? error.errors.map(({ path }) => path) : []).toEqual([
      `answers.${first?.statement_id}`,
      "answers.physical_intimacy.1",
    ]);
  });

  it("leaves the list with everything that was kept about them, and the link ends", async () => {
    const { ctx, event_id, attendee_id, token } = await invited();
    const guest = await openGuestLink(guestCtx(), { token });
    await answerGuestForm(guest, { answers: answers() });
    await declineInvitation(guest);
    expect(await own.prisma.eventAttendee.count({ where: { id: attendee_id } })).toBe(0);
    expect(await own.prisma.eventGuestLink.count({ where: { attendeeId: attendee_id } })).toBe(0);
    await expect(openGuestLink(guestCtx(), { token })).rejects.toMatchObject({ code: "not_found" });
    await expect(declineInvitation(guest)).rejects.toMatchObject({ code: "not_found" });
    const told = await own.prisma.auditEvent.findMany({
      where: { partnerId: ctx.partnerId, action: "event.guest_declined", targetId: event_id },
    });
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain(attendee_id);
  });

  it("is found by their own token alone, which is stored nowhere", async () => {
    const { token, attendee_id } = await invited();
    const other = await invited("Ben");
    expect((await openGuestLink(guestCtx(), { token })).attendeeId).toBe(attendee_id);
    expect((await openGuestLink(guestCtx(), { token: other.token })).attendeeId).toBe(other.attendee_id);
    for (const wrong of ["", "x", token.slice(1), `${token}A`, "A".repeat(43), attendee_id])
      await expect(openGuestLink(guestCtx(), { token: wrong })).rejects.toMatchObject({ code: "not_found" });
    const [{ found = 0 } = {}] = await own.prisma.$queryRaw<{ found: number }[]>`
      SELECT count(*)::int AS found FROM event_guest_links AS link WHERE link::text LIKE ${`%${token}%`}`;
    expect(found).toBe(0);
  });

  it("answers no more once the event is over", async () => {
    const { token } = await invited();
    const late = guestCtx(new Date("2027-06-01T00:00:00.000Z"));
    const guest = await openGuestLink(late, { token });
    expect(await getGuestInvitation(guest)).toMatchObject({ open: false });
    await expect(answerGuestForm(guest, { answers: answers() })).rejects.toMatchObject({
      code: "event_closed",
    });
  });
});
