import { describe, expect, test } from "vitest";
import { GROUP_NAMES, GROUPS, soulmate1, soulmate2, TRAIT_COUNT, TRAITS } from "./model";
import { DEFAULT_MODEL_VERSION, getModel, MODEL_VERSIONS } from "./models";

describe("the traits", () => {
  test("are 32 different names", () => {
    expect(TRAIT_COUNT).toBe(32);
    expect(new Set(TRAITS).size).toBe(32);
  });

  test("are each in exactly one group, groups being runs of neighbours in order", () => {
    expect(GROUP_NAMES.flatMap((group) => GROUPS[group])).toEqual(TRAITS.map((_, k) => k));
    expect(GROUP_NAMES.map((group) => GROUPS[group].length)).toEqual([5, 5, 5, 6, 5, 3, 3]);
  });
});

describe("the registry of models", () => {
  test("finds every published version and nothing else", () => {
    expect(MODEL_VERSIONS).toEqual(["soulmate-1", "soulmate-2"]);
    for (const version of MODEL_VERSIONS) expect(getModel(version)?.version).toBe(version);
    expect(getModel(DEFAULT_MODEL_VERSION)).toBe(soulmate1);
    expect(getModel("soulmate-0")).toBeUndefined();
    expect(getModel("toString")).toBeUndefined();
  });

  test("keeps the published constants of soulmate-1 as they are", () => {
    const { version, alpha, ...weights } = soulmate1;
    expect(version).toBe("soulmate-1");
    expect(alpha).toEqual(Array(32).fill(1));
    expect(weights).toEqual({ beta1: 0.5, beta2: 0.5, gamma1: 0.5, gamma2: 0.5 });
  });

  test("keeps soulmate-2 as soulmate-1 with corrected distances", () => {
    expect(soulmate2).toEqual({ ...soulmate1, version: "soulmate-2", correctsForError: true });
  });

  test("does not let a version be changed", () => {
    expect(() => Object.assign(soulmate1, { gamma1: 1 })).toThrow(TypeError);
    expect(() => Object.assign(soulmate2, { correctsForError: false })).toThrow(TypeError);
    expect(() => Object.assign(soulmate1.alpha, { 0: 2 })).toThrow(TypeError);
    expect(() => Object.assign(GROUPS.values, { 0: 2 })).toThrow(TypeError);
    expect(() => Object.assign(MODEL_VERSIONS, { 0: "x" })).toThrow(TypeError);
  });
});
