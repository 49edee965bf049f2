import { describe, expect, it } from "vitest";
import { securityTxt } from "@/lib/platform/security-txt";

const appUrl = "https://soulmate.example";

function fieldsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [, name = "", value = ""] = /^([A-Z][A-Za-z-]+): (\S.*)$/.exec(line) ?? [];
        return [name, value];
      }),
  );
}

describe("security.txt", () => {
  it("ends in less than a year and more than a month, whenever it is asked for", () => {
    for (const day of ["2026-01-01T00:00:00.000Z", "2026-12-31T23:59:59.999Z", "2028-02-29T12:00:00Z"]) {
      const now = new Date(day);
      const { Expires = "" } = fieldsOf(securityTxt({ contact: undefined, appUrl, now }));
      const days = (Date.parse(Expires) - now.getTime()) / 86_400_000;
      expect(Expires).toBe(new Date(Expires).toISOString());
      expect(days).toBeGreaterThan(30);
      expect(days).toBeLessThan(365);
    }
  });

  it.each([
    ["an email address", "reports@example.org", "mailto:reports@example.org"],
    ["a page", "https://example.org/report", "https://example.org/report"],
    ["the standard mailbox of its host, where nothing is set", undefined, "mailto:security@soulmate.example"],
  ])("names %s as the contact", (_what, contact, shown) => {
    const fields = fieldsOf(securityTxt({ contact, appUrl, now: new Date() }));
    expect(fields.Contact).toBe(shown);
    expect(fields.Canonical).toBe(`${appUrl}/.well-known/security.txt`);
  });
});
