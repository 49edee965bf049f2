import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import { CalculateCompatibility } from "@/lib/partners/compatibility/schemas";

describe("the sandbox's people", () => {
  const people = sandboxPeople();

  it("are the same fifty on every machine and for ever: examples and screenshots count on them", () => {
    expect(people).toHaveLength(50);
    const digest = createHash("sha256").update(JSON.stringify(people)).digest("hex");
    expect(digest).toBe("f10d3d76cfcff3e6bb43b600358263e3c954d36c475a9d0307f2047bc3c3a788");
  });

  it("have ids and names of their own, in the order of their ids", () => {
    const ids = people.map(({ id }) => id);
    expect(new Set(ids).size).toBe(50);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(people.map(({ name }) => name)).size).toBe(50);
  });

  it("can be scored with each other as they are, dates and all", () => {
    const [first] = people;
    for (const person of people) {
      const pair = {
        person1: { traits: first?.traits },
        person2: { traits: person.traits },
        birthdate1: first?.birthdate,
        birthdate2: person.birthdate,
        include_numerology: true,
        include_astrology: true,
      };
      expect(CalculateCompatibility.safeParse(pair).error?.issues).toBeUndefined();
    }
  });
});
