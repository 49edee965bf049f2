import { describe, expect, it } from "vitest";
import { areasOf, homeOf } from "@/app/areas";

const person = { isAdmin: false, isMember: false, isImpersonated: false };

describe("a person who signs in", () => {
  it("arrives in the portal as a member, in the admin's area as an admin, else in their account", () => {
    expect(homeOf({ ...person, isMember: true })).toBe("/partner");
    expect(homeOf({ ...person, isMember: true, isAdmin: true })).toBe("/partner");
    expect(homeOf({ ...person, isAdmin: true })).toBe("/admin");
    expect(homeOf(person)).toBe("/account");
  });

  it("is offered every area that they may enter, and no other", () => {
    expect(areasOf(person)).toEqual(["account"]);
    expect(areasOf({ ...person, isMember: true })).toEqual(["account", "partner", "research"]);
    expect(areasOf({ ...person, isAdmin: true })).toEqual(["account", "admin"]);
    expect(areasOf({ ...person, isMember: true, isAdmin: true })).toEqual([
      "account",
      "partner",
      "research",
      "admin",
    ]);
  });

  it("seen through an admin's eyes has the areas of the partner alone", () => {
    expect(areasOf({ isAdmin: false, isMember: true, isImpersonated: true })).toEqual([
      "partner",
      "research",
    ]);
  });
});
