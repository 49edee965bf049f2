import { MAX_BODY_BYTES } from "@/lib/api/body";
import { measureText } from "@/lib/api/json-text";
import { readForm } from "@/lib/api/multipart";
import { HttpProblem } from "@/lib/api/problem";
import { malformedRequest } from "./protocol-problem";
import type { UploadTerms } from "./upload-actions";

/** No form of ours sends a tenth of it. */
export const MAX_ACTION_BYTES = MAX_BODY_BYTES / 4;
/** No form of ours has a quarter as many fields. */
const MAX_PARTS = 256;
/** Lists and members of an argument, all together. */
const MAX_VALUES = 10_000;
const ACTION_ID = /^[0-9a-f]{42}$/;
const ROW_NAME = /^\d{1,4}$/;
/** Text that React reads as more than text: no date, number or form of ours needs another kind. */
const SPECIAL =
  /^\$(?:\$.*|undefined|NaN|Infinity|-Infinity|-0|H|T|K[0-9a-f]{1,4}|D\d{4}-\d\d-\d\dT[\d:.]{1,20}Z|n-?\d{1,100})$/s;
const REFERENCE = /^\$([0-9a-f]{1,4})((?::[^:]{1,200}){0,32})$/;
const PROMISE = /^\$@([0-9a-f]{1,4})$/;

/** What was sent to a page, as far as it decides how Next reads the body. */
export interface SentToPage {
  actionId: string | undefined;
  contentType: string | undefined;
  /** What files the action takes; null for none. */
  takes?: UploadTerms | null;
}

/**
 * Checks what is sent to a page before Next parses it: an action's id, and that a body is one that React can read. What
 * it cannot read would end as a 500, and what nests or repeats without a bound would hold the process. Returns what is
 * wrong, or null. Reads the body the way Next does: by the letters that its content type begins with.
 */
export async function actionFault(
  { actionId, contentType, takes = null }: SentToPage,
  body: Buffer<ArrayBuffer>,
): Promise<HttpProblem | null> {
  if (actionId !== undefined && !ACTION_ID.test(actionId))
    return malformedRequest("The action’s id is not an id.");
  if (contentType?.startsWith("multipart/form-data")) {
    const parts = await partsOf(contentType, body, takes);
    if (parts instanceof HttpProblem) return parts;
    return actionId === undefined ? formFault(parts) : rowsFault(parts, "", 0);
  }
  if (actionId === undefined || contentType === "application/x-www-form-urlencoded") return null;
  return rowsFault(new Map([["0", [body.toString()]]]), "", 0);
}

type Parts = ReadonlyMap<string, readonly string[]>;

/** A form's fields. Files are held to what the action takes, and left out. */
async function partsOf(
  contentType: string,
  body: Buffer<ArrayBuffer>,
  takes: UploadTerms | null,
): Promise<Parts | HttpProblem> {
  const form = await readForm(contentType, new Uint8Array(body), MAX_PARTS);
  if (form === "too-many-parts")
    return new HttpProblem(413, "body_too_large", `A form may have at most ${MAX_PARTS} fields.`);
  if (form === "broken")
    return malformedRequest("The form is not multipart/form-data, or its parts do not end where they say.");
  const parts = new Map<string, string[]>();
  let files = 0;
  for (const [name, values] of form) {
    const texts = values.filter((value) => typeof value === "string");
    if (texts.length > 0) parts.set(name, texts);
    files += values.length - texts.length;
    // A file stands in a form that is an argument, never in a row of its own.
    if (texts.length < values.length && (takes === null || ROW_NAME.test(name) || name.startsWith("$")))
      return malformedRequest("No form here takes a file.");
  }
  if (takes !== null && files > takes.maxFiles)
    return new HttpProblem(413, "body_too_large", `This form takes at most ${takes.maxFiles} files.`);
  return parts;
}

/** A form that is sent without scripts: Next's own fields name the action, and may hold arguments that it is bound to. */
function formFault(parts: Parts): HttpProblem | null {
  for (const [name, values] of parts) {
    if (!name.startsWith("$ACTION_")) continue;
    if (values.length > 1) return malformedRequest("The form names its action twice.");
    const id = /^\$ACTION_ID_(.*)$/s.exec(name)?.[1];
    if (id !== undefined && !ACTION_ID.test(id)) return malformedRequest("The action’s id is not an id.");
    const number = /^\$ACTION_REF_(.*)$/s.exec(name)?.[1];
    if (number === undefined) continue;
    if (!ROW_NAME.test(number)) return malformedRequest("The form names no action.");
    const fault = boundFault(parts, `$ACTION_${number}:`);
    if (fault !== null) return fault;
  }
  return null;
}

function boundFault(parts: Parts, prefix: string): HttpProblem | null {
  const fault = rowsFault(parts, prefix, 0);
  if (fault !== null) return fault;
  const reference: unknown = JSON.parse(parts.get(`${prefix}0`)?.[0] ?? "null");
  if (typeof reference !== "object" || reference === null || !("id" in reference)) {
    return malformedRequest("The form names no action.");
  }
  const bound = "bound" in reference ? reference.bound : null;
  const { id } = reference;
  if (typeof id !== "string" || !ACTION_ID.test(id)) return malformedRequest("The action’s id is not an id.");
  if (bound === null) return null;
  const row = typeof bound === "string" ? PROMISE.exec(bound)?.[1] : undefined;
  const args: unknown =
    row === undefined ? null : JSON.parse(parts.get(prefix + Number.parseInt(row, 16))?.[0] ?? "null");
  return Array.isArray(args) ? null : malformedRequest("The arguments of the form’s action are no list.");
}

/** Rows of JSON by number, of which `root` must be there. */
function rowsFault(parts: Parts, prefix: string, root: number): HttpProblem | null {
  const rows = new Map<number, unknown>();
  for (const [name, values] of parts) {
    const number = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (!ROW_NAME.test(number)) continue;
    const [text = ""] = values;
    if (values.length > 1 || String(Number(number)) !== number)
      return malformedRequest("The action’s arguments stand there twice.");
    if (measureText(text).tooDeepAt !== -1)
      return malformedRequest("The action’s arguments nest too deeply.");
    try {
      rows.set(Number(number), JSON.parse(text));
    } catch {
      return malformedRequest("The action’s arguments are not JSON.");
    }
  }
  const first = rows.get(root);
  if (first === undefined) return malformedRequest("The action’s arguments are missing.");
  if (prefix === "" && !Array.isArray(first)) return malformedRequest("The action’s arguments are no list.");
  return [...rows.values()].every(valueChecker(rows, prefix !== ""))
    ? null
    : malformedRequest("The action’s arguments hold what React cannot read.");
}

/** Checks values one after the other; all that they hold, and all that is referred to, is counted together. */
function valueChecker(rows: ReadonlyMap<number, unknown>, promises: boolean): (value: unknown) => boolean {
  let left = MAX_VALUES;
  const holds = (value: unknown, readable: (text: string) => boolean): boolean => {
    left -= 1;
    if (left < 0) return false;
    if (typeof value === "string") return !value.startsWith("$") || SPECIAL.test(value) || readable(value);
    if (typeof value !== "object" || value === null) return true;
    return Object.entries(value).every(([name, part]) => name !== "__proto__" && holds(part, readable));
  };
  const isReference = (text: string): boolean => {
    const promised = promises ? PROMISE.exec(text)?.[1] : undefined;
    if (promised !== undefined) return rows.has(Number.parseInt(promised, 16));
    const target = targetOf(text, rows);
    // What is referred to refers to nothing itself, so that no way leads round in a circle.
    return target !== null && holds(target, () => false);
  };
  return (value) => holds(value, isReference);
}

/** The object or list that a reference leads to. */
function targetOf(text: string, rows: ReadonlyMap<number, unknown>): object | null {
  const found = REFERENCE.exec(text);
  if (found === null) return null;
  let target = rows.get(Number.parseInt(found[1] ?? "", 16));
  for (const name of (found[2] ?? "").split(":").slice(1)) {
    if (typeof target !== "object" || target === null || !Object.hasOwn(target, name)) return null;
    target = (target as Record<string, unknown>)[name];
  }
  return typeof target === "object" ? target : null;
}
