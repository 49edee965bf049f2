import { expect, test } from "vitest";
import { countryLabel } from "./country-label";

test.each([
  ["DE", "Germany (DE)"],
  ["ZZ", "Unknown"],
  ["All others", "All others"],
])("%s reads as %s", (code, words) => {
  expect(countryLabel(code)).toBe(words);
});
