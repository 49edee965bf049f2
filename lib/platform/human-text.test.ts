import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  holdsAddress,
  humanLine,
  humanName,
  inMail,
  isPlainLine,
  mailBody,
  optionalLine,
} from "@/lib/platform/human-text";

const name = humanName(100);
const accepts = (text: string) => name.safeParse(text).success;

/** Characters that end a line, hide, or turn round what stands beside them. */
const HIDDEN = [
  "\u0000",
  "\u0007",
  "\u001b",
  "\u007f",
  "\u0085",
  "\u00ad",
  "\u061c",
  "\u115f",
  "\u180e",
  "\u200b",
  "\u200c",
  "\u200d",
  "\u200e",
  "\u200f",
  "\u2028",
  "\u2029",
  "\u202a",
  "\u202e",
  "\u2060",
  "\u2066",
  "\u2069",
  "\u2800",
  "\u3164",
  "\ufeff",
  "\uffa0",
  "\ufff9",
  "\ue000",
  "\ud800",
  "\u{e0041}",
];

describe("a human name", () => {
  it.each([
    "Lantern",
    "Soul & Söhne GmbH",
    "O’Brien-Smith, Jr.",
    "Dr. Oetker",
    "Dr.Oetker",
    "A.P. Møller – Mærsk A/S",
    "J.R.R. Tolkien",
    "株式会社 光",
    "สวัสดี",
    "नमस्ते",
    "St. Gallen (CH)",
    "E.ON",
    "Yahoo! Inc.",
    "3.5 Friends",
    "Team 🙂",
    "Nº 5",
    "Acme: Tools",
    "No.1 Dating",
  ])("may be %s", (text) => {
    expect(name.parse(text)).toBe(text);
  });

  it.each(HIDDEN.map((character) => [character.codePointAt(0)?.toString(16), character]))(
    "is refused with U+%s inside",
    (_code, character) => {
      expect(accepts(`Soul${character}mate`)).toBe(false);
      expect(humanLine(100).safeParse(`Soul${character}mate`).success).toBe(false);
      expect(optionalLine(100).safeParse(`Soul${character}mate`).success).toBe(false);
    },
  );

  it.each(["Two\nlines", "Two\r\nlines", "A\rB", "Tab\there"])(
    "is refused with a line break or tab: %j",
    (text) => {
      expect(accepts(text)).toBe(false);
    },
  );

  it.each([
    "https://evil.example",
    "Visit evil.com now",
    "EVIL.COM",
    "Evil.Com",
    "www.evil",
    "evil.co.uk",
    "click evil.xyz/pay",
    "me@evil.com",
    "mailto:me",
    "javascript:alert(1)",
    "http://1",
    "pay at 203.0.113.7",
    "evil．com",
    "evil。com",
    "ｅｖｉｌ.com",
    "xn--80ak6aa92e.com",
    "bücher.de",
    "evil.zip",
    "a.io",
  ])("is refused with an address: %s", (text) => {
    expect(accepts(text)).toBe(false);
  });

  it("is trimmed, composed, and measured in characters", () => {
    expect(name.parse("  Zoe\u0308  ")).toBe("Zoë");
    expect(accepts("🙂".repeat(100))).toBe(true);
    expect(accepts("🙂".repeat(101))).toBe(false);
    expect(accepts("   ")).toBe(false);
    expect(accepts(`Z${"\u0323".repeat(40)}algo`)).toBe(false);
  });

  it("is read in a time that grows with its length alone", () => {
    for (const text of ["a.".repeat(50_000), "-".repeat(100_000), "a".repeat(100_000), "1.".repeat(50_000)]) {
      const started = performance.now();
      name.safeParse(text);
      expect(performance.now() - started).toBeLessThan(200);
    }
  });
});

describe("a stored text in a mail", () => {
  it("is one visible line that no mail program makes a link of, whatever it is", () => {
    const nasty = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          ...HIDDEN,
          "\n",
          "\r",
          "\t",
          ".",
          "/",
          ":",
          "@",
          "com",
          "www.",
          "https://",
          "evil",
          " ",
        ),
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const safe = inMail(text);
        expect(isPlainLine(safe)).toBe(true);
        expect(holdsAddress(safe)).toBe(false);
        expect([...safe].length).toBeLessThan(400);
      }),
      { numRuns: 3_000 },
    );
  });

  it("stays as it is where nothing is wrong with it", () => {
    expect(inMail("Soul & Söhne GmbH")).toBe("Soul & Söhne GmbH");
    expect(inMail("Lantern\r\nBcc: all@evil.com")).toBe("Lantern Bcc : all@evil . com");
  });

  it("of several lines loses its control and bidi characters, and no line break", () => {
    expect(mailBody("a\r\nb\u0000\u202ec\td")).toBe("a\nbc\td");
  });
});
