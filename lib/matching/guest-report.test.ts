import { describe, expect, test } from "vitest";
import { AllowedPairs } from "./allowed-pairs";
import { guestFigures } from "./guest-report";

describe("how each guest fares", () => {
  test("shows in the best, mean and worst score, and in whom the guest envies", () => {
    // Scores of 0-1, 0-2, 0-3, 1-2, 1-3, 2-3.
    const scores = Float64Array.of(0.9, 0.2, 0.4, 0.5, 0.3, 0.6);
    const [first, second, third, fourth] = guestFigures(
      [[2, 3], [3], [0], [1, 0]],
      scores,
      new AllowedPairs(4, true),
    );
    expect(first).toMatchObject({ best: 0.4, worst: 0.2, met: 2, envies: 3 });
    expect(first?.mean).toBeCloseTo(0.3);
    expect(first?.envy).toBeCloseTo(0.3);
    expect(second?.envies).toBe(2);
    expect(second?.envy).toBeCloseTo(0.6);
    expect(third).toMatchObject({ met: 1, envies: 3 });
    expect(third?.envy).toBeCloseTo(0.5);
    expect(fourth).toMatchObject({ best: 0.4, worst: 0.3 });
  });

  test("is nothing for a guest who met no one, and envy counts no one the guest may not meet", () => {
    const allowed = new AllowedPairs(3, true);
    allowed.forbid(0, 2);
    const [alone] = guestFigures([[], [2], [1]], Float64Array.of(0.5, 0.9, 0.7), allowed);
    expect(alone).toEqual({ best: null, mean: null, worst: null, met: 0, envy: 0.5, envies: 2 });
  });
});
