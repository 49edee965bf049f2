import { beforeAll, describe, expect, it } from "vitest";
import type { GuestContext } from "@/lib/events/events/guest";
import { answerMeeting } from "@/lib/events/meetings/answer-meeting";
import { blockPerson, listBlocks, unblockPerson } from "@/lib/events/meetings/block-person";
import { checkFit } from "@/lib/events/meetings/check-fit";
import { closeReport } from "@/lib/events/meetings/close-report";
import { getMeetings } from "@/lib/events/meetings/get-meetings";
import { getPreview } from "@/lib/events/meetings/get-preview";
import { meetingsJobs } from "@/lib/events/meetings/jobs";
import { listReports } from "@/lib/events/meetings/list-reports";
import { meetingsPrivacy } from "@/lib/events/meetings/privacy";
import { getOwnRating, rateEvent } from "@/lib/events/meetings/rate-event";
import { reportPerson } from "@/lib/events/meetings/report-person";
import { UpdateChoices } from "@/lib/events/meetings/schemas";
import { SEND_MUTUAL_JOB } from "@/lib/events/meetings/send-mutual";
import { getChoices, updateChoices } from "@/lib/events/meetings/update-choices";
import { apartPairs } from "@/lib/events/pairing/apart-pairs";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { correlatedCrowd } from "@/lib/scoring/testdata/crowd";
import { makeGuest, seatGuests, type TestGuest } from "@/test/event-guests";
import { makeEvent } from "@/test/events";
import { ownDatabase, runJob } from "@/test/own-database";
import { adminContext, makePerson } from "@/test/people";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

beforeAll(() => {
  setSettings();
});

/** Six guests who met in pairs at an event that began yesterday, in two rounds. */
async function arrange() {
  const partner = await makePartner({}, own.database);
  const clock = new FixedClock(new Date());
  const startsAt = new Date(clock.now().getTime() - DAY_MS);
  const eventId = await makeEvent(own.database, partner, {
    startsAt,
    endsAt: new Date(startsAt.getTime() + 3 * HOUR_MS),
    status: "matched",
    publishedAt: startsAt,
  });
  const event = { eventId, partnerId: partner.partnerId };
  const guests: TestGuest[] = [];
  for (const name of ["Ada Long", "Ben", "Cleo", "Dan", "Eva", "Finn"])
    guests.push(await makeGuest(own.database, event, { name }));
  const [ada, ben, cleo, dan, eva, finn] = guests as [
    TestGuest,
    TestGuest,
    TestGuest,
    TestGuest,
    TestGuest,
    TestGuest,
  ];
  await seatGuests(own.database, event, [
    [
      [ada, ben],
      [cleo, dan],
      [eva, finn],
    ],
    [
      [ada, cleo],
      [ben, eva],
      [dan, finn],
    ],
  ]);
  const as = (guest: TestGuest): GuestContext => ({
    ...own.system(clock),
    actor: { type: "user", id: guest.userId },
    ...event,
    attendeeId: guest.attendeeId,
    profileId: guest.profileId,
    userId: guest.userId,
  });
  const say = (from: TestGuest, about: TestGuest, answer: "yes" | "no") =>
    answerMeeting(as(from), { other_id: about.attendeeId, answer });
  const seen = async (from: TestGuest, about: TestGuest) =>
    (await getMeetings(as(from))).people.find(({ id }) => id === about.attendeeId);
  return { clock, startsAt, event, guests, ada, ben, cleo, dan, eva, finn, as, say, seen };
}

/** Waits until so many statements of this database wait for an advisory lock. */
async function untilLocked(count = 1): Promise<void> {
  for (;;) {
    const [row] = await own.prisma.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
      WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`;
    if ((row?.waiting ?? 0) >= count) return;
  }
}

/** All that a guest can read. */
async function allOf(ctx: GuestContext): Promise<string> {
  return JSON.stringify([
    await getMeetings(ctx),
    await getPreview(ctx),
    await getChoices(ctx),
    await getOwnRating(ctx),
    await listBlocks(ctx),
  ]);
}

describe("a yes", () => {
  it("shows each the other's contact once both have said it, and nothing before", async () => {
    const { ada, ben, as, say, seen } = await arrange();
    await updateChoices(as(ada), UpdateChoices.parse({ contact: "email" }));
    await updateChoices(as(ben), UpdateChoices.parse({ contact: "line", line: "On Signal as benben" }));
    const before = await allOf(as(ben));
    expect(await say(ada, ben, "yes")).toEqual({ mutual: false });
    expect(await allOf(as(ben))).toBe(before);
    expect((await seen(ada, ben))?.mutual).toBeNull();
    expect(await say(ben, ada, "yes")).toEqual({ mutual: true });
    expect((await seen(ada, ben))?.mutual).toEqual({ contact: "On Signal as benben" });
    expect((await seen(ben, ada))?.mutual).toEqual({ contact: ada.email });
    expect((await seen(ben, ada))?.name).toBe("Ada");
    await expect(say(ben, ada, "no")).rejects.toMatchObject({ code: "answer_final" });
  });

  it("is found mutual also where both say it at the same moment, and each gets one email without a name", async () => {
    const { ada, ben, say } = await arrange();
    const replies = await Promise.all([say(ada, ben, "yes"), say(ben, ada, "yes"), say(ada, ben, "yes")]);
    expect(replies.filter(({ mutual }) => mutual).length).toBeGreaterThan(0);
    const [attendee1Id = "", attendee2Id = ""] = [ada.attendeeId, ben.attendeeId].toSorted();
    expect(await own.prisma.mutualYes.count({ where: { attendee1Id, attendee2Id } })).toBe(1);
    const waiting = (await own.queued(SEND_MUTUAL_JOB)).filter(({ attendee_id }) =>
      [ada.attendeeId, ben.attendeeId].includes(String(attendee_id)),
    );
    expect(waiting).toHaveLength(2);
    for (const payload of waiting) await runJob(meetingsJobs, SEND_MUTUAL_JOB, own.system(), payload);
    for (const { email } of [ada, ben]) {
      const mails = await own.prisma.keptMail.findMany({ where: { to: email } });
      expect(mails).toHaveLength(1);
      expect(`${mails[0]?.subject}${mails[0]?.text}`).not.toMatch(/Ada|Ben/);
    }
  });

  it("can be taken back until two weeks after the event, unless it is mutual", async () => {
    const { clock, startsAt, ada, ben, cleo, say, seen } = await arrange();
    await say(ada, ben, "yes");
    await say(ada, ben, "no");
    expect(await say(ben, ada, "yes")).toEqual({ mutual: false });
    expect((await seen(ben, ada))?.mutual).toBeNull();
    clock.advance(startsAt.getTime() + 3 * HOUR_MS + 14 * DAY_MS - clock.now().getTime());
    await expect(say(ada, cleo, "yes")).rejects.toMatchObject({ code: "answers_closed" });
    clock.advance(startsAt.getTime() + HOUR_MS - 1 - clock.now().getTime());
    await expect(say(ada, cleo, "yes")).rejects.toMatchObject({ code: "answers_closed" });
    clock.advance(startsAt.getTime() + HOUR_MS - clock.now().getTime());
    expect(await say(ada, cleo, "yes")).toEqual({ mutual: false });
  });

  it("can be about guests of one's own tables only, and where doors checked in, about those who came", async () => {
    const { ada, ben, cleo, dan, event, as, say } = await arrange();
    await expect(say(ada, dan, "yes")).rejects.toMatchObject({ code: "not_found" });
    await expect(answerMeeting(as(ada), { other_id: newId(), answer: "yes" })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const { attendeeId } of [ada, ben]) {
      await own.prisma.attendance.create({
        data: {
          attendeeId,
          eventId: event.eventId,
          partnerId: event.partnerId,
          mode: "live",
          state: "in",
          firstInAt: new Date(),
          duplicates: [],
          version: 1,
        },
      });
    }
    expect((await getMeetings(as(ada))).people.map(({ id }) => id)).toEqual([ben.attendeeId]);
    await expect(say(ada, cleo, "yes")).rejects.toMatchObject({ code: "not_found" });
    expect((await getMeetings(as(cleo))).people).toEqual([]);
  });
});

describe("a guest who leaves", () => {
  it("while another says yes to them is a guest who is not there, and no fault of ours", async () => {
    const { ada, ben, say } = await arrange();
    const [attendee1Id = "", attendee2Id = ""] = [ada.attendeeId, ben.attendeeId].toSorted();
    const yes = await own.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`
        SELECT pg_advisory_xact_lock(hashtextextended(${`meeting:${attendee1Id}:${attendee2Id}`}, 0))`;
      const said = say(ada, ben, "yes").catch((error: Error) => error);
      await untilLocked();
      await own.prisma.eventAttendee.delete({ where: { id: ben.attendeeId } });
      return { said };
    });
    expect(await yes.said).toMatchObject({ code: "not_found" });
  });
});

describe("a no", () => {
  it("is seen in no reply to the other, whatever either says before or after", async () => {
    const { ada, ben, cleo, dan, as, say } = await arrange();
    // Ben says no to Ada, and nothing to no one else. Dan says nothing to Cleo. Ada and Cleo say yes.
    await say(ben, ada, "no");
    const replies = [await say(ada, ben, "yes"), await say(cleo, dan, "yes")];
    expect(replies[0]).toEqual(replies[1]);
    const [ofAda, ofCleo] = [await getMeetings(as(ada)), await getMeetings(as(cleo))];
    const about = (meetings: typeof ofAda, id: string) => {
      const { id: _, name: __, ...rest } = meetings.people.find((one) => one.id === id) ?? { id, name: null };
      return rest;
    };
    expect(about(ofAda, ben.attendeeId)).toEqual(about(ofCleo, dan.attendeeId));
    const waiting = await own.queued(SEND_MUTUAL_JOB);
    expect(waiting.filter(({ attendee_id }) => attendee_id === ada.attendeeId)).toEqual([]);
  });
});

describe("the preview", () => {
  it("shows a first name and areas only where both agreed, and else a surprise", async () => {
    const { ada, ben, cleo, event, as } = await arrange();
    await own.prisma.registration.updateMany({
      where: { attendeeId: cleo.attendeeId, partnerId: event.partnerId },
      data: { agreesToPreview: false },
    });
    const preview = await getPreview(as(ada));
    expect(preview.rounds).toEqual([
      { round: 1, table: 1, people: [{ name: "Ben", close: ["attachment"] }] },
      { round: 2, table: 1, people: [{ name: null, close: [] }] },
    ]);
    expect((await getPreview(as(cleo))).rounds.flatMap(({ people }) => people)).toEqual([
      { name: null, close: [] },
      { name: null, close: [] },
    ]);
    await own.prisma.event.update({ where: { id: event.eventId }, data: { status: "published" } });
    expect(await getPreview(as(ben))).toMatchObject({ isReleased: false, rounds: [] });
  });
});

describe("a block", () => {
  it("hides both from each other everywhere, ends a double yes, and holds at the person's later events", async () => {
    const { ada, ben, event, as, say, seen } = await arrange();
    await say(ada, ben, "yes");
    await say(ben, ada, "yes");
    await blockPerson(as(ada), { other_id: ben.attendeeId });
    expect(await seen(ada, ben)).toBeUndefined();
    expect(await seen(ben, ada)).toBeUndefined();
    expect((await getPreview(as(ben))).rounds[0]?.people).toEqual([]);
    await expect(say(ben, ada, "yes")).rejects.toMatchObject({ code: "not_found" });
    expect(await listBlocks(as(ben))).toEqual([]);
    const later = {
      eventId: await makeEvent(own.database, event),
      partnerId: event.partnerId,
    };
    // One comes as a guest of the organizer's next time, by the same address.
    const now = new Date();
    const uploaded = await own.prisma.eventAttendee.create({
      data: {
        id: newId(now),
        ...later,
        mode: "live",
        pool: "uploaded",
        externalId: "ben",
        email: ben.email,
        createdAt: now,
        updatedAt: now,
      },
    });
    const seat = await own.prisma.eventAttendee.create({
      data: {
        id: newId(now),
        ...later,
        mode: "live",
        pool: "site",
        externalId: newId(now),
        createdAt: now,
        updatedAt: now,
      },
    });
    await own.prisma.registration.create({
      data: {
        id: newId(now),
        ...later,
        mode: "live",
        userId: ada.userId,
        status: "registered",
        name: "Ada",
        attendeeId: seat.id,
        createdAt: now,
        updatedAt: now,
      },
    });
    expect((await apartPairs(own.prisma, later.eventId)).map(({ seats }) => seats)).toEqual([
      [uploaded.id, seat.id].toSorted(),
    ]);
    const [block] = await listBlocks(as(ada));
    expect(block).toMatchObject({ name: "Ben" });
    await expect(unblockPerson(as(ben), { block_id: block?.id ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
    await unblockPerson(as(ada), { block_id: block?.id ?? "" });
    expect(await apartPairs(own.prisma, later.eventId)).toEqual([]);
    expect((await seen(ada, ben))?.mutual).toBeNull();
  });

  it("wins over a yes that is said at the same moment, and no one hears of a yes after it", async () => {
    const { ada, ben, as, say, seen, startsAt } = await arrange();
    await say(ben, ada, "yes");
    const [attendee1Id = "", attendee2Id = ""] = [ada.attendeeId, ben.attendeeId].toSorted();
    // Both are held where they wait for other answers about the pair, and then go in either order.
    const works = await own.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`
        SELECT pg_advisory_xact_lock(hashtextextended(${`meeting:${attendee1Id}:${attendee2Id}`}, 0))`;
      const yes = say(ada, ben, "yes").catch((error: Error) => error);
      await untilLocked();
      const block = blockPerson(as(ada), { other_id: ben.attendeeId });
      await Promise.race([block, untilLocked(2)]);
      return { yes, block };
    });
    await works.block;
    await works.yes;
    expect(await own.prisma.mutualYes.count({ where: { attendee1Id, attendee2Id } })).toBe(0);
    const [block] = await listBlocks(as(ada));
    await unblockPerson(as(ada), { block_id: block?.id ?? "" });
    expect(await seen(ada, ben)).toMatchObject({ mutual: null });
    // A double yes whose email waits when one of the two blocks the other is told to neither.
    await say(ada, ben, "yes");
    const waiting = (await own.queued(SEND_MUTUAL_JOB)).filter(({ attendee_id }) =>
      [ada.attendeeId, ben.attendeeId].includes(String(attendee_id)),
    );
    await blockPerson(as(ben), { other_id: ada.attendeeId });
    await own.prisma.mutualYes.create({
      data: { attendee1Id, attendee2Id, eventId: as(ada).eventId, createdAt: startsAt },
    });
    for (const payload of waiting) await runJob(meetingsJobs, SEND_MUTUAL_JOB, own.system(), payload);
    expect(await own.prisma.keptMail.count({ where: { to: { in: [ada.email, ben.email] } } })).toBe(0);
  });
});

describe("a report", () => {
  it("goes to admins alone, who close it once, and blocks where asked", async () => {
    const { ada, ben, as, seen } = await arrange();
    await reportPerson(as(ada), {
      other_id: ben.attendeeId,
      reason: "harassment",
      details: "Would not take no for an answer.",
      block: true,
    });
    expect(await seen(ada, ben)).toBeUndefined();
    const person = await makePerson(own.database, { admin: true });
    const admin = adminContext(own.database, person);
    const { data } = await listReports(admin, { state: "open", cursor: 1 });
    const report = data.find(({ reported }) => reported.account === ben.email);
    expect(report).toMatchObject({ reason: "harassment", reported: { name: "Ben", reports: 1 } });
    await closeReport(admin, { report_id: report?.id ?? "", state: "handled", note: "Spoke with both." });
    await expect(
      closeReport(admin, { report_id: report?.id ?? "", state: "dismissed", note: "Again." }),
    ).rejects.toMatchObject({ code: "report_closed" });
  });
});

describe("the check before an event", () => {
  it("counts in coarse steps from ten others on, and stays the same while fewer than five come or go", async () => {
    const { event, ada, as } = await arrange();
    expect(await checkFit(as(ada))).toEqual({ state: "too_few" });
    const crowd = correlatedCrowd(12, 5);
    const later = await Promise.all(
      crowd.map((traits) => makeGuest(own.database, event, { traits: [...traits] })),
    );
    const first = await checkFit(as(ada));
    expect(first).toMatchObject({ state: "ready", others: 15 });
    if (first.state !== "ready") throw new Error("It is ready.");
    expect(first.close % 3).toBe(0);
    for (const { attendeeId } of later.slice(0, 4)) {
      await own.prisma.eventAttendee.delete({ where: { id: attendeeId } });
      expect(await checkFit(as(ada))).toEqual(first);
    }
    await own.prisma.eventAttendee.delete({ where: { id: later[4]?.attendeeId ?? "" } });
    expect(await checkFit(as(ada))).toMatchObject({ state: "ready", others: 10 });
  });
});

describe("a rating", () => {
  it("replaces the guest's earlier one", async () => {
    const { ada, as } = await arrange();
    await rateEvent(as(ada), { stars: 2, sentence: "Too loud." });
    await rateEvent(as(ada), { stars: 4, sentence: "" });
    expect(await getOwnRating(as(ada))).toEqual({ stars: 4, sentence: "" });
  });
});

describe("what a guest leaves behind", () => {
  it("is exported without what others said of them, and erased with it", async () => {
    const { ada, ben, cleo, as, say } = await arrange();
    await updateChoices(as(ada), UpdateChoices.parse({ contact: "line", line: "Call 555" }));
    await say(ada, ben, "yes");
    await say(ben, ada, "no");
    await rateEvent(as(ada), { stars: 5, sentence: "Lovely." });
    await reportPerson(as(cleo), {
      other_id: ada.attendeeId,
      reason: "other",
      details: "Said something odd.",
    });
    await reportPerson(as(ada), { other_id: cleo.attendeeId, reason: "other", details: "Told by Ada." });
    await blockPerson(as(cleo), { other_id: ada.attendeeId });
    const person = { userId: ada.userId, profileId: ada.profileId, email: ada.email };
    const rows: Record<string, unknown>[] = [];
    for await (const { table, json } of meetingsPrivacy.exportPerson(own.prisma, person))
      rows.push({ table, ...JSON.parse(json) });
    const text = JSON.stringify(rows);
    expect(text).toContain("Call 555");
    expect(text).toContain("Lovely.");
    expect(text).toContain("Told by Ada.");
    expect(text).not.toContain("Said something odd.");
    expect(rows.filter(({ table }) => table === "meeting_answers")).toMatchObject([{ yes: true }]);
    expect(rows.filter(({ table }) => table === "person_blocks")).toEqual([]);
    await own.prisma.$transaction((tx) => meetingsPrivacy.erasePerson(own.system(), tx, person));
    for (const trace of [ada.userId, ada.email, "Call 555", "Lovely.", "Told by Ada."]) {
      const holding = await own.tablesHolding(trace);
      expect(holding.filter((table) => /meeting|guest_c|event_ratings|person_|mutual/.test(table))).toEqual(
        [],
      );
    }
    expect(await own.prisma.meetingAnswer.count({ where: { otherId: ada.attendeeId } })).toBe(0);
    expect(await own.tablesHolding("Said something odd.")).toEqual(["public.person_reports"]);
  });
});
