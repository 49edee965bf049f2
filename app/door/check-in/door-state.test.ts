import { describe, expect, it } from "vitest";
import type { DoorCheckIn, DoorReply } from "@/lib/events/check-in/schemas";
import { signTicket, ticketNumber, ticketPublicKey } from "@/lib/events/check-in/ticket-keys";
import { newId } from "@/lib/platform/ids";
import { applyReply, countsOf, type Held, judgeCode, searchGuests, standingOf } from "./door-state";
import { verifySignature } from "./verify-signature";

const eventId = newId();
const [ada, ben] = [newId(), newId()];
const NOW = Date.now();

function replyOf(change: Partial<DoorReply> = {}): DoorReply {
  return {
    now: new Date(NOW).toISOString(),
    closed: null,
    closes_at: new Date(NOW + 3_600_000).toISOString(),
    door: { id: newId(), name: "Main entrance" },
    event: { id: eventId, name: "Mixer", starts_at: "", ends_at: "", time_zone: "Europe/Berlin" },
    public_key: ticketPublicKey(eventId),
    counts: { expected: 2, attended: 1, present: 1 },
    list_version: "1",
    guests: [
      [ada, "Ada Lovelace", "women", ticketNumber(eventId, ada)],
      [ben, "José Ben", null, ticketNumber(eventId, ben)],
    ],
    standings: [[ben, "in", NOW - 60_000, "ben-came"]],
    cursor: 1,
    results: [],
    ...change,
  };
}

function heldOf(change: Partial<DoorReply> = {}): Held {
  const held = applyReply(null, replyOf(change), NOW - 5_000);
  if (held === null) throw new Error("The door is open.");
  return held;
}

const action = (attendee_id: string, change: Partial<DoorCheckIn> = {}): DoorCheckIn => ({
  id: newId(),
  attendee_id,
  kind: "in",
  method: "list",
  at: new Date(NOW).toISOString(),
  undoes: null,
  ticket: null,
  ...change,
});

describe("what a phone knows", () => {
  it("follows the server's clock, whatever its own says", () => {
    expect(heldOf().offsetMs).toBe(5_000);
  });

  it("keeps its list while that is right, and takes over who came since", () => {
    const next = applyReply(
      heldOf(),
      replyOf({ guests: null, standings: [[ada, "in", NOW, "ada-came"]] }),
      NOW,
    );
    expect(next?.guests).toHaveLength(2);
    expect(Object.keys(next?.standings ?? {}).sort()).toEqual([ada, ben].sort());
  });

  it("is forgotten once the door is closed", () => {
    expect(applyReply(heldOf(), replyOf({ closed: "ended", guests: null }), NOW)).toBeNull();
  });

  it("counts what it has not sent yet, each guest once", () => {
    const held = heldOf();
    const queue = [action(ada), action(ada), action(ben)];
    expect(countsOf(held, queue)).toEqual({ expected: 2, attended: 2, present: 2 });
    expect(standingOf(held, queue, ada).state).toBe("in");
  });

  it("takes back what the server knows and what only this phone knows", () => {
    const held = heldOf();
    const came = action(ada);
    const undone = [came, action(ada, { kind: "undone", undoes: came.id })];
    expect(standingOf(held, undone, ada).state).toBe("absent");
    const before = [action(ben, { kind: "undone", undoes: "ben-came" })];
    expect(standingOf(held, before, ben).state).toBe("absent");
    expect(countsOf(held, before)).toMatchObject({ attended: 0, present: 0 });
  });

  it("finds guests by name without accents, by group and by ticket number", () => {
    const held = heldOf();
    const namesOf = (text: string) => searchGuests(held, text).map(({ name }) => name);
    expect(namesOf("")).toEqual(["Ada Lovelace", "José Ben"]);
    expect(namesOf("jose")).toEqual(["José Ben"]);
    expect(namesOf("WOMEN love")).toEqual(["Ada Lovelace"]);
    expect(namesOf(ticketNumber(eventId, ben).toLowerCase())).toEqual(["José Ben"]);
  });
});

describe("a code that is scanned without network", () => {
  const judge = (text: string, check = verifySignature) => judgeCode(heldOf(), text, check);

  it("is a guest's where we signed it for them", async () => {
    expect(await judge(signTicket(eventId, ada))).toMatchObject({ kind: "guest", guest: { id: ada } });
  });

  it("is refused where it is altered, another event's, another installation's, or no ticket", async () => {
    const good = signTicket(eventId, ada);
    const altered = good.slice(0, -9) + (good.at(-9) === "A" ? "B" : "A") + good.slice(-8);
    expect(await judge(altered)).toEqual({ kind: "invalid" });
    expect(await judge(signTicket(eventId, ada, "the secret of another installation"))).toEqual({
      kind: "invalid",
    });
    expect(await judge(signTicket(newId(), ada))).toEqual({ kind: "other-event" });
    expect(await judge("https://example.com")).toEqual({ kind: "invalid" });
  });

  it("tells a seat that was given back from one that was taken after the list was loaded", async () => {
    const before = newId(new Date(NOW - 60_000));
    const after = newId(new Date(NOW + 60_000));
    expect(await judge(signTicket(eventId, before))).toEqual({ kind: "gone" });
    expect(await judge(signTicket(eventId, after))).toEqual({ kind: "later", attendeeId: after });
  });

  it("still needs the right number where the browser cannot check signatures", async () => {
    const cannot = async () => null;
    expect(await judge(signTicket(eventId, ada), cannot)).toMatchObject({ kind: "guest" });
    expect(await judge(signTicket(eventId, newId(new Date(NOW + 60_000))), cannot)).toEqual({
      kind: "invalid",
    });
  });
});
