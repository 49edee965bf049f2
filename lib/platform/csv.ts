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
