import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCheckIns, type LoggedCheckIn } from "@/lib/events/check-in/fold-check-ins";

const entry = (
  id: string,
  kind: LoggedCheckIn["kind"],
  at: number,
  undoes: string | null = null,
): LoggedCheckIn => ({ id, kind, at, undoes });

/** Few ids and times, so that ties, undone ones and ids that are not there yet are common. */
const anEntry = fc.record({
  kind: fc.constantFrom<LoggedCheckIn["kind"][]>("in", "out", "undone"),
  at: fc.integer({ min: 0, max: 5 }),
  target: fc.integer({ min: 0, max: 9 }),
});
const aLog = fc
  .array(anEntry, { maxLength: 9 })
  .map((parts) =>
    parts.map(({ kind, at, target }, index) =>
      entry(`id-${index}`, kind, at, kind === "undone" ? `id-${target}` : null),
    ),
  );

describe("what follows from the check-ins of one attendee", () => {
  it("is the same in any order of arrival, and however often each arrives", () => {
    const shuffledTwice = aLog.chain((log) =>
      fc.tuple(
        fc.constant(log),
        fc.shuffledSubarray(log, { minLength: log.length }),
        fc.array(fc.nat({ max: Math.max(0, log.length - 1) }), { maxLength: 6 }),
      ),
    );
    fc.assert(
      fc.property(shuffledTwice, ([log, shuffled, again]) => {
        const repeated = [...shuffled, ...again.flatMap((at) => log[at] ?? [])];
        expect(foldCheckIns(repeated)).toEqual(foldCheckIns(log));
      }),
      { numRuns: 2_000 },
    );
  });

  it("counts a person once who is checked in at two doors, and names the second", () => {
    const log = [entry("b", "in", 20), entry("a", "in", 10)];
    expect(foldCheckIns(log)).toMatchObject({ state: "in", duplicates: [{ id: "b", after: "a" }] });
  });

  it("lets someone come back who left", () => {
    const log = [entry("a", "in", 10), entry("b", "out", 20), entry("c", "in", 30)];
    expect(foldCheckIns(log)).toMatchObject({ state: "in", duplicates: [] });
  });

  it("takes back only the check-in that is named: the other door's stands", () => {
    const log = [entry("a", "in", 10), entry("b", "in", 20), entry("c", "undone", 30, "b")];
    expect(foldCheckIns(log)).toMatchObject({ state: "in", last: { id: "a" }, duplicates: [] });
  });

  it("is absent once every check-in is taken back, and where someone left who never came", () => {
    expect(foldCheckIns([entry("a", "in", 10), entry("b", "undone", 20, "a")]).state).toBe("absent");
    expect(foldCheckIns([entry("a", "out", 10)]).state).toBe("absent");
  });
});
