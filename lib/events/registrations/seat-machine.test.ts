import { describe, expect, it } from "vitest";
import { readEventTime } from "@/lib/events/events/zoned-time";
import {
  answerEnds,
  asksFrom,
  isAsked,
  LAST_CALL_HOURS,
  offerEnds,
} from "@/lib/events/registrations/deadlines";
import { partiesThatFit } from "@/lib/events/registrations/fill-seats";
import {
  afterMove,
  allows,
  isLive,
  isSeated,
  LIVE,
  MOVES,
  type Move,
  REGISTRATION_STATUSES,
  type RegistrationStatus,
} from "@/lib/events/registrations/seat-machine";
import { Conflict } from "@/lib/platform/errors";
import { seeded } from "@/lib/scoring/testdata/crowd";

const ALL = ["none", ...REGISTRATION_STATUSES] as const;
const EVERY_MOVE = Object.keys(MOVES) as Move[];
const HOUR_MS = 3_600_000;

describe("the seat machine", () => {
  it("leads to each state, and from each that is live to an end", () => {
    const reached = new Set<string>(["none"]);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const move of EVERY_MOVE)
        if (ALL.some((status) => reached.has(status) && allows(move, status))) reached.add(MOVES[move].to);
    }
    expect([...reached].sort()).toEqual([...ALL].sort());
    for (const status of LIVE) {
      const ends = EVERY_MOVE.filter((move) => allows(move, status) && !isLive(MOVES[move].to));
      expect(ends, status).toEqual(expect.arrayContaining(["cancel", "decline"]));
    }
  });

  it("answers each move that there is not with a Conflict and a code", () => {
    for (const move of EVERY_MOVE) {
      for (const status of ALL) {
        if (allows(move, status)) expect(afterMove(move, status)).toBe(MOVES[move].to);
        else {
          expect(() => afterMove(move, status)).toThrow(Conflict);
          expect(() => afterMove(move, status)).toThrow(/\.$/);
        }
      }
    }
  });

  it("holds on every random walk: a seat comes only by a move that gives one, and who was declined cannot come back by themselves", () => {
    const gives: readonly Move[] = ["take", "approve_to_seat", "accept", "promote"];
    const own: readonly Move[] = ["request", "queue", "take", "accept", "confirm", "cancel"];
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seeded(seed);
      let status: "none" | RegistrationStatus = "none";
      for (let step = 0; step < 60; step += 1) {
        const move = EVERY_MOVE[Math.floor(random() * EVERY_MOVE.length)] ?? "cancel";
        if (!allows(move, status)) continue;
        const next: RegistrationStatus = afterMove(move, status);
        const had = status !== "none" && isSeated(status);
        if (isSeated(next) && !had) expect(gives).toContain(move);
        if (status === "declined") expect(own).not.toContain(move);
        if (next === "confirmed") expect(status).toBe("registered");
        status = next;
      }
    }
  });
});

describe("who is next", () => {
  const party = (size: number, suspended = 0) =>
    Array.from({ length: size }, (_, at) => ({ suspended: at < suspended }));
  const sizes = (parties: { suspended: boolean }[][], free: number, lastCall = false, room = 20) => {
    const chosen = partiesThatFit(parties, { free, room, lastCall });
    return parties.map((members) => members.filter((member) => chosen.includes(member)).length);
  };

  it("is offered a seat in order, a party only whole", () => {
    expect(sizes([party(1), party(2), party(1)], 3)).toEqual([1, 2, 0]);
    expect(sizes([party(1), party(3), party(1)], 3)).toEqual([1, 0, 0]);
  });

  it("is a smaller party behind one that does not fit only on the last day", () => {
    expect(sizes([party(4), party(1), party(2)], 2)).toEqual([0, 0, 0]);
    expect(sizes([party(4), party(1), party(2)], 2, true)).toEqual([0, 1, 0]);
  });

  it("is not held up by a party that is larger than the event, nor by friends who are suspended", () => {
    expect(sizes([party(6), party(1)], 2, false, 5)).toEqual([0, 1]);
    expect(sizes([party(3, 1), party(1)], 3)).toEqual([2, 1]);
    expect(sizes([party(1, 1), party(1)], 1)).toEqual([0, 1]);
  });

  it("is never more people than there are free seats, nor part of a party, whatever the line", () => {
    const random = seeded(7);
    for (let round = 0; round < 500; round += 1) {
      const parties = Array.from({ length: 12 }, () => party(1 + Math.floor(random() * 6)));
      const free = Math.floor(random() * 15);
      const lastCall = random() < 0.5;
      const found = sizes(parties, free, lastCall);
      expect(found.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(free);
      for (const [at, size] of found.entries()) expect([0, parties[at]?.length]).toContain(size);
      const first = found.indexOf(0);
      if (!lastCall && first !== -1) expect(found.slice(first).every((size) => size === 0)).toBe(true);
    }
  });
});

describe("a deadline", () => {
  const at = (text: string) => new Date(text);

  it("gives a day, less when the start is near, at least a quarter of an hour, and never passes the start", () => {
    const startsAt = at("2026-06-10T18:00:00Z");
    const ends = (now: string) => offerEnds(at(now), { startsAt }).toISOString();
    expect(ends("2026-06-01T18:00:00Z")).toBe("2026-06-02T18:00:00.000Z");
    expect(ends("2026-06-09T18:00:00Z")).toBe("2026-06-10T06:00:00.000Z");
    expect(ends("2026-06-10T17:40:00Z")).toBe("2026-06-10T17:55:00.000Z");
    expect(ends("2026-06-10T17:50:00Z")).toBe("2026-06-10T18:00:00.000Z");
    expect(LAST_CALL_HOURS).toBe(24);
  });

  it("counts hours that pass, not those that the venue's clocks show, when clocks change in between", () => {
    // Clocks in Berlin go forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.
    for (const [wall, asked] of [
      ["2026-03-29T19:30:00", "2026-03-27T17:30:00.000Z"],
      ["2026-10-25T19:30:00", "2026-10-23T18:30:00.000Z"],
    ] as const) {
      const startsAt = readEventTime(wall, "Europe/Berlin");
      if (typeof startsAt === "string") throw new Error(startsAt);
      const times = { startsAt, confirmHours: 48 };
      expect(asksFrom(times)?.toISOString()).toBe(asked);
      expect(answerEnds(at(asked), times).getTime()).toBe(startsAt.getTime() - 24 * HOUR_MS);
    }
  });

  it("of a question is half of its hours from when it was asked, and never passes the start", () => {
    const times = { startsAt: at("2026-06-10T18:00:00Z"), confirmHours: 10 };
    expect(answerEnds(at("2026-06-10T10:00:00Z"), times).toISOString()).toBe("2026-06-10T15:00:00.000Z");
    expect(answerEnds(at("2026-06-10T16:00:00Z"), times).toISOString()).toBe("2026-06-10T18:00:00.000Z");
  });

  it("belongs to the start that it was asked for: a start that is put off is asked about again", () => {
    const asked = at("2026-06-08T18:00:00Z");
    expect(isAsked(asked, { startsAt: at("2026-06-10T18:00:00Z"), confirmHours: 48 })).toBe(true);
    expect(isAsked(asked, { startsAt: at("2026-06-17T18:00:00Z"), confirmHours: 48 })).toBe(false);
    expect(isAsked(asked, { startsAt: at("2026-06-10T18:00:00Z"), confirmHours: null })).toBe(false);
    expect(isAsked(null, { startsAt: at("2026-06-10T18:00:00Z"), confirmHours: 48 })).toBe(false);
  });
});
