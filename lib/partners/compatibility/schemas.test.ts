import { describe, expect, it } from "vitest";
import { CalculateCompatibility } from "@/lib/partners/compatibility/schemas";
import { fieldErrors } from "@/lib/platform/input";

const traits = Array<number>(32).fill(0.5);

function faults(fields: Record<string, unknown>, standardErrors?: unknown): string[] {
  const parsed = CalculateCompatibility.safeParse({
    person1: { traits, ...(standardErrors === undefined ? {} : { standard_errors: standardErrors }) },
    person2: { traits },
    ...fields,
  });
  return parsed.success ? [] : fieldErrors(parsed.error.issues).map(({ path }) => path);
}

describe("a pair to score", () => {
  it.each([
    ["31 errors", Array(31).fill(0.1), ["person1.standard_errors"]],
    ["an error beyond the largest", [...Array(31).fill(0.1), 0.3000001], ["person1.standard_errors[31]"]],
    ["an error below 0", [-1e-9, ...Array(31).fill(0.1)], ["person1.standard_errors[0]"]],
    ["text", "0.1", ["person1.standard_errors"]],
    ["one number", 0.1, ["person1.standard_errors"]],
  ])("names standard errors that cannot be: %s", (_name, standardErrors, paths) => {
    expect(faults({ model_version: "soulmate-2" }, standardErrors)).toEqual(paths);
  });

  it.each([
    ["numbers up to the largest", Array(32).fill(0.3)],
    ["nulls among them", [null, ...Array(31).fill(0.1)]],
    ["null as absent", null],
    ["zeros", Array(32).fill(0)],
  ])("takes standard errors: %s", (_name, standardErrors) => {
    expect(faults({ model_version: "soulmate-2" }, standardErrors)).toEqual([]);
  });

  it("names a model that was never published, and takes null as absent", () => {
    for (const version of ["soulmate-0", "", 2, "SOULMATE-2"]) {
      expect(faults({ model_version: version })).toEqual(["model_version"]);
    }
    for (const version of ["soulmate-1", "soulmate-2", null]) {
      expect(faults({ model_version: version })).toEqual([]);
    }
  });
});
