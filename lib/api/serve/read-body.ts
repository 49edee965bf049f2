import { createHash } from "node:crypto";
import type { BodyShape, CsvBody, MultipartBody, UploadedFile } from "@/lib/api/bodies";
import { assertContentType, bodyLimitOf, readContent, readJsonText } from "@/lib/api/body";
import type { Endpoint } from "@/lib/api/endpoint";
import { parseJson } from "@/lib/api/json";
import { readForm } from "@/lib/api/multipart";
import { HttpProblem } from "@/lib/api/problem";
import { takeTurn } from "@/lib/api/turns";
import { parseCsv } from "@/lib/platform/csv";
import { type FieldError, Invalid } from "@/lib/platform/errors";
import { inFileName } from "@/lib/platform/human-text";
import { fieldErrors } from "@/lib/platform/input";

/** Fields and files that a form may have beyond those it is asked for, so that each is still named. */
const SPARE_PARTS = 20;

/** A table's faults that a reply names. */
const MOST_ERRORS = 100;

/** A body that was read, or why it could not be. `text` stands for all of it where calls are compared. */
export type Body = { text: string; value: unknown } | { text: string; value?: undefined; error: unknown };

/** Reads the body of an endpoint's own kind; from `bytes` where it has been read already. Never throws. */
export async function readBody(
  request: Request,
  endpoint: Endpoint,
  body: BodyShape,
  bytes: Uint8Array | null,
): Promise<Body> {
  const maxBytes = bodyLimitOf(endpoint);
  let text = "";
  try {
    if (!("kind" in body)) {
      text = await readJsonText(request, maxBytes, bytes);
      await takeTurn(text.length);
      return { text, value: parseJson(text) };
    }
    if (body.kind === "csv") {
      text = await readCsvText(request, maxBytes, bytes);
      await takeTurn(text.length);
      return { text, value: readRows(text, body) };
    }
    const parts = await readParts(request, body, maxBytes, bytes);
    text = describeParts(parts);
    return { text, value: parts };
  } catch (error) {
    return { text, error };
  }
}

/** The checked fields that a body adds to the verb's input, and what is wrong with those that it has. */
export function checkBody(
  { body, bareArray }: Endpoint,
  value: unknown,
): { fields: Record<string, unknown>; errors: FieldError[] } {
  if (body === undefined) return { fields: {}, errors: [] };
  if ("kind" in body) {
    return body.kind === "csv" ? checkRows(body, value as Rows) : checkForm(body, value as Parts);
  }
  const parsed = body.safeParse(value);
  if (!parsed.success) return { fields: {}, errors: fieldErrors(parsed.error.issues) };
  const { data } = parsed;
  if (Array.isArray(data)) return { fields: { [bareArray ?? "items"]: data }, errors: [] };
  return { fields: data as Record<string, unknown>, errors: [] };
}

type Rows = readonly Readonly<Record<string, string>>[];

async function readCsvText(request: Request, maxBytes: number, bytes: Uint8Array | null): Promise<string> {
  assertContentType(
    request,
    /^text\/csv\s*(?:;|$)/i,
    "Send the body as CSV, with Content-Type: text/csv; charset=utf-8.",
  );
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(request.headers.get("content-type") ?? "")?.[1];
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new HttpProblem(
      415,
      "unsupported_charset",
      `Send the table in UTF-8, not in ${charset.slice(0, 40)}.`,
    );
  }
  const content = await readContent(request, maxBytes, bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new Invalid("malformed_text", `The table is not UTF-8: see ${placeOfFault(content)}.`, [
      { path: "", message: "Must be UTF-8. Spreadsheets call it “CSV UTF-8” when they save." },
    ]);
  }
}

/** The line of the first byte that is no UTF-8. */
function placeOfFault(content: Uint8Array): string {
  const whole = new TextDecoder().decode(content);
  // What a fault is replaced by may also stand there honestly, but never before the first fault of an honest text.
  const at = whole.indexOf("\ufffd");
  return `line ${whole.slice(0, Math.max(0, at)).split("\n").length}`;
}

function readRows(text: string, { row, maxRows }: CsvBody): Rows {
  const { columns, rows, fault } = parseCsv(text, maxRows + 1);
  if (fault !== null) {
    throw new Invalid("malformed_csv", `The table cannot be read: ${fault.message} See line ${fault.line}.`, [
      { path: "", message: "Must be CSV as RFC 4180 says, with a first line that names the columns." },
    ]);
  }
  const errors = columnFaults(columns, Object.keys(row.shape));
  if (errors.length > 0)
    throw new Invalid("invalid_input", "The first line names columns that cannot be.", errors);
  if (rows.length > maxRows)
    throw new HttpProblem(
      413,
      "body_too_large",
      `A table may have at most ${maxRows.toLocaleString("en-US")} rows.`,
    );
  return rows;
}

/** The first faults of a table's header. A body may hold very many columns, so each costs one look. */
function columnFaults(columns: readonly string[], known: readonly string[]): FieldError[] {
  const errors = new Map<string, FieldError>();
  const seen = new Set<string>();
  for (const name of columns) {
    if (errors.size === MOST_ERRORS) break;
    const path = name.slice(0, 100);
    if (!known.includes(name)) errors.set(name, { path, message: "Is not a known column." });
    else if (seen.has(name)) errors.set(name, { path, message: "Stands there twice." });
    seen.add(name);
  }
  return [...errors.values()];
}

function checkRows({ row }: CsvBody, rows: Rows): { fields: Record<string, unknown>; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const checked: unknown[] = [];
  for (const [index, cells] of rows.entries()) {
    // An empty cell says nothing, as a missing column does.
    const given = Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== ""));
    const parsed = row.safeParse(given);
    if (parsed.success) checked.push(parsed.data);
    else if (errors.length < MOST_ERRORS)
      errors.push(...fieldErrors(parsed.error.issues).map((error) => inRow(index, error)));
  }
  return { fields: { rows: checked }, errors };
}

const inRow = (index: number, { path, message }: FieldError): FieldError => ({
  path: `rows[${index}]${path === "" ? "" : `.${path}`}`,
  message,
});

interface Parts {
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly files: ReadonlyMap<string, readonly UploadedFile[]>;
}

async function readParts(
  request: Request,
  { fields, files }: MultipartBody,
  maxBytes: number,
  bytes: Uint8Array | null,
): Promise<Parts> {
  assertContentType(
    request,
    /^multipart\/form-data\s*;/i,
    "Send the body as a form, with Content-Type: multipart/form-data and its boundary.",
  );
  const content = new Uint8Array(await readContent(request, maxBytes, bytes));
  const most = Object.keys(fields.shape).length + Object.keys(files).length + SPARE_PARTS;
  const form = await readForm(request.headers.get("content-type") ?? "", content, most);
  if (form === "too-many-parts") {
    throw new HttpProblem(413, "body_too_large", `This form may have at most ${most} parts.`);
  }
  if (form === "broken") {
    throw new Invalid("malformed_form", "The form's parts do not end where they say, or have no boundary.");
  }
  const texts = new Map<string, string[]>();
  const sent = new Map<string, UploadedFile[]>();
  for (const [name, values] of form) {
    const [words, uploads]: [string[], File[]] = [[], []];
    for (const value of values) {
      if (typeof value === "string") words.push(value);
      else uploads.push(value);
    }
    if (words.length > 0) texts.set(name, words);
    if (uploads.length > 0) sent.set(name, await Promise.all(uploads.map(uploaded)));
  }
  return { fields: texts, files: sent };
}

async function uploaded(file: File): Promise<UploadedFile> {
  const [type = ""] = file.type.toLowerCase().split(";");
  return {
    name: inFileName(file.name),
    contentType: type.trim(),
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}

/** A retry has another boundary: what it says is the same. */
function describeParts({ fields, files }: Parts): string {
  const digests = [...files].map(([name, sent]) => [
    name,
    sent.map((file) => [
      file.name,
      file.contentType,
      createHash("sha256").update(file.bytes).digest("base64url"),
    ]),
  ]);
  return JSON.stringify([[...fields], digests]);
}

function checkForm(
  { fields, files }: MultipartBody,
  parts: Parts,
): { fields: Record<string, unknown>; errors: FieldError[] } {
  const texts = Object.fromEntries(
    [...parts.fields]
      .filter(([name]) => !(name in files))
      .map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
  const parsed = fields.safeParse(texts);
  const errors = parsed.success ? [] : fieldErrors(parsed.error.issues);
  const taken: Record<string, unknown> = parsed.success ? { ...parsed.data } : {};
  for (const name of parts.files.keys())
    if (!(name in files)) errors.push({ path: name, message: "Is not a file that this form takes." });
  for (const [name, terms] of Object.entries(files)) {
    const [file, more] = parts.files.get(name) ?? [];
    const message =
      file === undefined
        ? parts.fields.has(name)
          ? "Must be a file, with a file name."
          : terms.optional === true
            ? null
            : "Must be sent."
        : more !== undefined
          ? "Must be one file."
          : !terms.contentTypes.includes(file.contentType)
            ? `Must be ${terms.contentTypes.join(" or ")}.`
            : file.bytes.byteLength > terms.maxBytes
              ? `Must have at most ${terms.maxBytes.toLocaleString("en-US")} bytes.`
              : null;
    if (message !== null) errors.push({ path: name, message });
    else taken[name] = file;
  }
  return { fields: taken, errors };
}
