import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import Papa from "papaparse";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { csv, csvOfRecords } from "@/lib/platform/csv";

const read = (text: string) =>
  Papa.parse<string[]>(text, { delimiter: ",", newline: "\r\n", skipEmptyLines: true }).data;
const cellOf = (cell: string) => read(csv([[cell, "x"]]))[0]?.[0];

const SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "−", "﹢", "﹣", "﹦", "﹫"];
const BEFORE = [
  "",
  " ",
  "\t",
  "\r",
  "\n",
  "\r\n",
  "\u00a0",
  "\u3000",
  '"',
  "'",
  '" ',
  "\ufeff",
  "\u200b",
  "“",
  "\u2028",
  "  \n\t",
];

describe("a cell", () => {
  it.each(SIGNS)("that begins with %s is no formula, whatever stands before and after it", (sign) => {
    for (const before of BEFORE) {
      for (const after of ["1+1", 'cmd|" /C calc"!A1', "1\n2", "1\r\n=2", ""]) {
        const text = `${before}${sign}${after}`;
        expect(cellOf(text), JSON.stringify(text)).toBe(`'${text}`);
      }
    }
  });

  it.each(["\t", "\r", "\n", "\v", "\f"])(
    "that begins with a control character is guarded: %j",
    (control) => {
      expect(cellOf(`${control}SUM(A1)`)).toBe(`'${control}SUM(A1)`);
    },
  );

  it.each(["Lantern", "a-b", "1", "2026-11-20", "a=b", "é", "", "'", "x\n=1", "Söhne, & Co"])(
    "stays as it is: %j",
    (text) => {
      expect(cellOf(text)).toBe(text);
    },
  );

  it("that is a number stays one, also below zero", () => {
    expect(csv([[-5, 1.5, null, "-5"]])).toBe('-5,1.5,,"\'-5"\r\n');
  });

  it("never ends its cell or line, whatever it holds", () => {
    const cell = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...SIGNS, '"', ",", "\n", "\r", "'", ";", " "),
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
      ),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        // Neither empty lines nor a mark at the beginning are told apart from nothing by readers.
        const named = rows.map(([one, two]) => [`k${one}`, two]);
        const back = read(csv(named));
        expect(back.map((row) => row.length)).toEqual(named.map(() => 2));
        expect(back.map(([one]) => one)).toEqual(named.map(([one]) => one));
        for (const [, two = ""] of back) expect(two).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
  });
});

describe("rows", () => {
  it("end in a line break each, and none are an empty text", () => {
    expect(csv([["a"], ["b"]])).toBe("a\r\nb\r\n");
    expect(csv([])).toBe("");
    expect(csvOfRecords([])).toBe("");
    expect(
      csvOfRecords([
        { a: 1, b: "x" },
        { a: null, b: "=1" },
      ]),
    ).toBe('a,b\r\n1,x\r\n,"\'=1"\r\n');
  });
});

/** What only CSV is made with: the library, its media type, and cells put together by commas. */
function writesCsv(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) {
      if (node.text === "papaparse") found.push(`${path} imports papaparse`);
      if (/text\/csv/.test(node.text)) found.push(`${path} answers text/csv`);
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "join" &&
      node.arguments.some((argument) => ts.isStringLiteralLike(argument) && /^[,;\t]$/.test(argument.text)) &&
      /csv/i.test(path)
    ) {
      found.push(`${path} joins cells`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The API and research name the type where they say, show, read and send tables: each of these writes by `csv` alone. */
const API =
  /^(?:app\/docs\/snippets\/call-code|lib\/(?:catalog\/problem-codes|api\/(?:openapi-content|problems|serve\/(?:answer|read-body|write-reply))|research\/(?:exports\/(?:describe-data|export-answer)|findings\/finding-json-ld)))\.ts answers /;

it("is written in one place, and answered by pages and by the API", () => {
  const sources = ["app", "lib", "components", "server", "scripts"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|platform\/prisma\//.test(path)),
  );
  expect(
    sources
      .flatMap(writesCsv)
      .filter((line) => !API.test(line))
      .sort(),
  ).toEqual(["app/csv-response.ts answers text/csv", "lib/platform/csv.ts imports papaparse"]);
});
