import { describe, expect, it } from "vitest";
import { checkTable } from "@/lib/events/events/attendee-table";
import { readTable } from "@/lib/platform/csv";
import { cellsOf, filledColumns, guessColumns, looksLikeData, mappingFault, overflows } from "./columns";
import { decode, detectEncoding, notATable } from "./read-table";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, bom: boolean) =>
  new Uint8Array(Buffer.from(`${bom ? "\ufeff" : ""}${text}`, "utf16le"));
const swapped = (bytes: Uint8Array) => new Uint8Array(Buffer.from(bytes).swap16());
const latin = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

describe("the encoding of an uploaded list", () => {
  const text = "Name;E-Mail\r\nJürgen Groß;juergen@example.com\r\n";
  it.each([
    ["UTF-8", utf8(text), "utf-8", true],
    ["UTF-8 with a byte order mark", utf8(`\ufeff${text}`), "utf-8", true],
    ["UTF-16 with a byte order mark", utf16(text, true), "utf-16le", true],
    ["UTF-16 without one", utf16(text, false), "utf-16le", false],
    ["UTF-16, big-endian", swapped(utf16(text, true)), "utf-16be", true],
    ["UTF-16, big-endian, without a mark", swapped(utf16(text, false)), "utf-16be", false],
    ["Windows-1252", latin(text), "windows-1252", false],
  ])("is recognized as %s", (_name, bytes, encoding, sure) => {
    const found = detectEncoding(bytes);
    expect(found).toEqual({ encoding, sure });
    expect(decode(bytes, found.encoding)).toBe(text);
  });

  it("is not looked for in files of other programs", () => {
    expect(notATable(new Uint8Array([0x50, 0x4b, 0x03, 0x04]))).toContain("save it as CSV");
    expect(notATable(utf8("%PDF-1.7"))).toContain("PDF");
    expect(notATable(utf8("name,email"))).toBeNull();
  });
});

describe("an uploaded list", () => {
  it.each([
    [",", 'Name,Email\n"Kim, Ada",ada@example.com\n'],
    [";", "Name;Email;Text\nAda;ada@example.com;a, b, c\nBen;ben@example.com;d, e\n"],
    ["\t", "Name\tEmail\nAda\tada@example.com\n"],
    [",", "Name\nAda\n"],
  ])("is cut at %j where that fits", (delimiter, text) => {
    expect(readTable(text).delimiter).toBe(delimiter);
  });

  it("knows the line of each row, past empty lines and breaks inside quotes", () => {
    const { lines, fault } = readTable('Name,Note\r\n\r\nAda,"one\r\ntwo"\r\nBen,\r\n,\r\nCleo,x\r\n');
    expect(fault).toBeNull();
    expect(lines.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, "Name"],
      [3, "Ada"],
      [5, "Ben"],
      [7, "Cleo"],
    ]);
  });

  it("whose quotes do not close is refused by the line", () => {
    expect(readTable('Name,Email\nAda,a@example.com\n"Ben,b@example.com\n').fault).toContain("Line 3");
  });

  it("has the columns that their names say, in several languages, and else what is in them", () => {
    const { lines } = readTable(
      "Vorname;Nachname;Kontakt;Geschlecht;autonomy\nAda;Kim;ada@example.com;f;0,5\n",
    );
    const names = lines[0]?.cells ?? [];
    expect(guessColumns(names, lines.slice(1))).toEqual([
      "first_name",
      "last_name",
      "email",
      null,
      "autonomy",
    ]);
  });

  it("may begin with people at once", () => {
    expect(looksLikeData({ line: 1, cells: ["Ada", "ada@example.com"] })).toBe(true);
    expect(looksLikeData({ line: 1, cells: ["Name", "Email"] })).toBe(false);
  });

  it("needs a column that says who a person is, and none twice", () => {
    expect(mappingFault(["group", null])).toContain("names, emails or IDs");
    expect(mappingFault(["email", "email"])).toContain("Two columns");
    expect(mappingFault(["name", "first_name"])).toContain("either");
    expect(mappingFault(["name", "email", "group"])).toBeNull();
  });

  it("joins names, cuts lists at commas and reads decimal commas", () => {
    const mapping = ["first_name", "last_name", "seeks", "autonomy"] as const;
    expect(filledColumns(mapping)).toEqual(["name", "seeks", "autonomy"]);
    expect(cellsOf({ line: 2, cells: ["Ada", "Kim", "men, women", "0,25"] }, mapping)).toEqual({
      name: "Ada Kim",
      seeks: "men; women",
      autonomy: "0.25",
    });
  });

  it("shows where a line has more cells than columns", () => {
    expect(overflows({ line: 2, cells: ["Ada", "x", "y"] }, 2)).toBe(true);
    expect(overflows({ line: 2, cells: ["Ada", "x", ""] }, 2)).toBe(false);
  });
});

describe("the check of a table before it is sent", () => {
  it("names each bad cell by its row, and duplicates in the table and in the event", () => {
    const { faults } = checkTable(
      [
        { name: "Ada", email: "ada@example.com" },
        { name: "Ben", email: "ben@" },
        { name: "", email: "" },
        { name: "Cleo", email: "ADA@example.com" },
        { name: "Dora", email: "dora@example.com" },
        { name: "Eli", autonomy: "0.5" },
        { name: "Finn", autonomy: "seven" },
      ],
      { external_ids: [], emails: ["dora@example.com"] },
    );
    expect(faults.map(({ row, column, sameAs }) => [row, column, sameAs])).toEqual([
      [1, "email", undefined],
      [2, null, undefined],
      [3, "email", 0],
      [4, "email", undefined],
      [5, null, undefined],
      [6, "autonomy", undefined],
    ]);
  });
});
