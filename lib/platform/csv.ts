import Papa from "papaparse";

export type CsvCell = string | number | null;

/**
 * What spreadsheets begin a formula with, also in full width, and after what they skip: spaces, quotes, line breaks and
 * characters that are drawn as nothing. Their dashes and minus signs count too.
 */
const FORMULA =
  /^(?:[\s"'`\u2018\u2019\u201c\u201d]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b]/u;
/** A cell that begins with one of these is guarded whatever follows: some programs drop it and look at the rest. */
const CONTROL = /^[\t\r\n\v\f]/;

/**
 * Rows as CSV (RFC 4180), each line ended. No text is taken for a formula: where it could be, an apostrophe stands
 * before it. Numbers stay numbers. The only place in the product that writes CSV.
 */
export function csv(rows: readonly (readonly CsvCell[])[]): string {
  if (rows.length === 0) return "";
  const guarded = rows.map((row) => row.map((cell) => (typeof cell === "string" ? guard(cell) : cell)));
  // A guarded cell is quoted, so that the apostrophe is plainly part of the text.
  const quotes = (value: unknown) => typeof value === "string" && value.startsWith("'");
  return `${Papa.unparse(guarded, { newline: "\r\n", quotes })}\r\n`;
}

/** The same of records; the names of the first are the header. */
export function csvOfRecords(rows: readonly Readonly<Record<string, CsvCell>>[]): string {
  const [first] = rows;
  if (first === undefined) return "";
  const names = Object.keys(first);
  return csv([names, ...rows.map((row) => names.map((name) => row[name] ?? null))]);
}

function guard(text: string): string {
  return CONTROL.test(text) || FORMULA.test(text) ? `'${text}` : text;
}

/** A table that was read: the names of its first line, and its rows by them; or what keeps it from being read. */
export interface ParsedCsv {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly fault: { readonly message: string; readonly line: number } | null;
}

/**
 * Reads a table whose first line names its columns (RFC 4180, separated by commas), at most `maxRows` rows of it. Lines
 * without anything in them are left out; a row with more or fewer cells than columns is a fault.
 */
export function parseCsv(text: string, maxRows: number): ParsedCsv {
  const parsed = Papa.parse<string[]>(text, {
    delimiter: ",",
    skipEmptyLines: true,
    preview: maxRows + 1,
  });
  const [columns = [], ...lines] = parsed.data;
  const nothing = { columns: [], rows: [] };
  const [error] = parsed.errors;
  if (error !== undefined)
    return { ...nothing, fault: { message: `${error.message}.`, line: (error.row ?? 0) + 1 } };
  const names = columns.map((name) => name.trim());
  if (names.length === 0) return { ...nothing, fault: { message: "It is empty.", line: 1 } };
  // Spreadsheets of many countries write these, and every cell would be an unknown column.
  if (names.length === 1 && /[;\t]/.test(names[0] ?? "")) {
    const message = "Its columns are separated by semicolons or tabs, and must be by commas.";
    return { ...nothing, fault: { message, line: 1 } };
  }
  const uneven = lines.findIndex((cells) => cells.length !== names.length);
  if (uneven !== -1) {
    const message = `A row has ${lines[uneven]?.length ?? 0} cells, and there are ${names.length} columns.`;
    return { ...nothing, fault: { message, line: uneven + 2 } };
  }
  const rows = lines.map((cells) =>
    Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])),
  );
  return { columns: names, rows, fault: null };
}
