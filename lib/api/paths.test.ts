import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePath } from "@/lib/api/paths";

describe("a path template", () => {
  const key = compilePath("/v1/partners/{partner_id}/api-keys/{key_id}");

  it("gives each parameter back as it was before it was encoded", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (partner, id) => {
        const path = `/api/v1/partners/${encodeURIComponent(partner)}/api-keys/${encodeURIComponent(id)}`;
        expect(key.match(path)).toEqual({ partner_id: partner, key_id: id });
      }),
    );
  });

  it.each([
    "/api/v1/partners//api-keys/b",
    "/api/v1/partners/a/api-keys/",
    "/api/v1/partners/a/api-keys/b/",
    "/api/v1/partners/a/api-keys/b/rotate",
    "/v1/partners/a/api-keys/b",
    "/api/v1/partners/a/apixkeys/b",
    "/api/v1/partners/a/b/api-keys/c",
    "//api/v1/partners/a/api-keys/b",
  ])("does not match %s", (path) => expect(key.match(path)).toBeNull());

  it("does not match a path that cannot be decoded, and does not throw", () => {
    expect(key.match("/api/v1/partners/%E0%A4%A/api-keys/b")).toBeNull();
  });

  it("matches a path without parameters exactly", () => {
    const usage = compilePath("/v1/usage");
    expect(usage.match("/api/v1/usage")).toEqual({});
    for (const other of ["/api/v1/usage/", "/api/v1/usages", "/v1/usage", "/api/v1/Usage"]) {
      expect(usage.match(other)).toBeNull();
    }
  });

  it("names its parameters in order", () => {
    expect(key.parameters).toEqual(["partner_id", "key_id"]);
  });
});
