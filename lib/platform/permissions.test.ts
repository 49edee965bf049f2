import { describe, expect, it } from "vitest";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";

const id = "01900000-0000-7000-8000-000000000001";

describe("what only admins may", () => {
  it("an admin may", () => {
    expect(() => assertAdmin({ actor: { type: "user" }, role: "admin" })).not.toThrow();
  });

  it.each([
    ["an admin through another's eyes", { actor: { type: "user", impersonatorId: id }, role: "admin" }],
    ["a person without the role", { actor: { type: "user" }, role: "user" }],
    ["a person of whom no role is known", { actor: { type: "user" } }],
    ["a key", { actor: { type: "api_key" }, role: "admin" }],
    ["a personal access token", { actor: { type: "personal_access_token" }, role: "admin" }],
    ["nobody in particular", { actor: { type: "anonymous" }, role: "admin" }],
    ["the system", { actor: { type: "system" }, role: "admin" }],
  ])("does not exist for %s", (_who, ctx) => {
    expect(() => assertAdmin(ctx)).toThrow(NotFound);
  });
});
