import { expect, it } from "vitest";
import { drawBlur, drawVictim } from "@/lib/people/together/attack.fixture";
import { bandsOfAll } from "@/lib/people/together/bands-of-all";
import { compareReadings } from "@/lib/people/together/compare-readings";
import { readTraits } from "@/lib/people/together/read-traits";
import { scoreBands } from "@/lib/people/together/score-bands";
import { seeded } from "@/prisma/seed/drawn-people";

it("puts every pair of a crowd into the band that two friends would see", async () => {
  const random = seeded(75);
  const readings = Array.from({ length: 40 }, (_, at) => {
    const { traits, standardErrors } = drawVictim(random, at % 2 === 0 ? "long" : "short");
    // Some leave traits out, and two pairs of those have too few in common.
    const known = traits.map((trait, k) => (at % 9 === 0 && k < 8 + at / 2 ? null : trait));
    return readTraits({ traits: known, standardErrors }, drawBlur(random), { intimacy: at % 3 > 0 });
  });
  const bands = await bandsOfAll(readings);
  const expected = readings.flatMap((one, i) =>
    readings.slice(i + 1).map((other) => {
      const compared = compareReadings(one, other);
      return compared === null ? null : scoreBands(compared, []).low;
    }),
  );
  expect(bands).toEqual(expected);
  expect(new Set(bands).size).toBeGreaterThan(4);
  expect(bands).toContain(null);
});
