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

/** What people's tables are separated by. */
export const DELIMITERS = [",", ";", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A line of a table with something in it. */
export interface TableLine {
  /** Counted from 1 in the file, with lines inside quotes and empty ones. */
  line: number;
  cells: string[];
}

export interface ReadTable {
  delimiter: Delimiter;
  lines: TableLine[];
  /** Why it cannot be read as a table. */
  fault: string | null;
}

/** Reads a text as a table (RFC 4180), separated by what it seems to be separated by or by what is said. */
export function readTable(text: string, asked?: Delimiter): ReadTable {
  const delimiter = asked ?? likeliest(text);
  const lines: TableLine[] = [];
  let line = 1;
  let from = 0;
  let fault: string | null = null;
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      const [error] = errors;
      if (error !== undefined && fault === null)
        fault = `Line ${line} has a quote that does not close, or text right after one. Correct it in your file.`;
      const cells = data.map((cell) => cell.trim());
      if (cells.some((cell) => cell !== "")) lines.push({ line, cells });
      line += linesIn(text, from, meta.cursor);
      from = meta.cursor;
    },
  });
  return { delimiter, lines, fault };
}

/** The separator that cuts the first lines into the most columns, the same number in each. */
function likeliest(text: string): Delimiter {
  const start = text.slice(0, 200_000);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(start, { delimiter, preview: 20, skipEmptyLines: true });
    const [header] = data;
    if (header === undefined || header.length < 2) continue;
    const even = data.filter((cells) => cells.length === header.length).length / data.length;
    const score = even * 1_000 + header.length;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function linesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return Math.max(1, count);
}
