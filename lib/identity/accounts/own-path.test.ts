import { describe, expect, it } from "vitest";
import { ownPath } from "@/lib/identity/accounts/own-path";

describe("where one goes after signing in", () => {
  it.each(["/partner", "/account/tokens?a=1&b=%2F#x", "/invitations/accept", "/partner/logs?q=a%20b"])(
    "is %s as asked",
    (path) => expect(ownPath(path)).toBe(path),
  );

  it.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/%2fevil.example",
    "/%5Cevil.example",
    "/.//evil.example",
    "/..//evil.example",
    "https://evil.example",
    "HTTPS:evil.example",
    "javascript:alert(1)",
    "evil.example",
    " /partner",
    "/sign-in?next=/sign-in",
    "/api/auth/signout",
    "",
    `/${"a".repeat(3_000)}`,
    undefined,
    ["/partner"],
  ])("is the portal instead of %j", (path) => expect(ownPath(path)).toBe("/partner"));
});
