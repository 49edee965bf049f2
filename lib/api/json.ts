import {
  duplicateMembers,
  findFault,
  lineAndColumn,
  MAX_DEPTH,
  measureText,
  shortPath,
} from "@/lib/api/json-text";
import { type FieldError, Invalid } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";

/** More strings that cannot be kept than these are not looked for. */
const MAX_TEXT_FAULTS = 50;

/** How U+0000 and a half of a surrogate pair come into a string. */
const DOUBTFUL_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Parses a JSON text as I-JSON (RFC 7493) asks: what `JSON.parse` refuses is refused with its place, and so are
 * objects that name a member twice, of which `JSON.parse` silently keeps the last. What it costs grows with the length
 * of the text and with nothing else, whatever its shape (docs/decisions/0034-what-a-body-costs.md).
 * Throws Invalid `malformed_json`, also where it nests too deeply, or `duplicate_member`.
 */
export function parseJson(text: string): unknown {
  const { names, tooDeepAt } = measureText(text);
  if (tooDeepAt !== -1) {
    throw new Invalid(
      "malformed_json",
      `The body nests deeper than ${MAX_DEPTH} levels: see ${lineAndColumn(text, tooDeepAt)}.`,
      [{ path: "", message: `Must not nest deeper than ${MAX_DEPTH} levels.` }],
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Invalid("malformed_json", `The body is not valid JSON: ${placeOf(text, error)}`, [
      { path: "", message: "Must be one valid JSON value (no NaN, Infinity, comments or trailing commas)." },
    ]);
  }
  // Fewer members kept than named: one may have been named twice. Only then is the text walked token by token.
  if (names !== countMembers(value)) {
    const errors = duplicateMembers(text).map((path) => ({ path, message: "Is given more than once." }));
    if (errors.length > 0) {
      throw new Invalid(
        "duplicate_member",
        "An object in the body names the same member more than once.",
        errors,
      );
    }
  }
  if (DOUBTFUL_ESCAPE.test(text)) refuseUnkeepable(value);
  return value;
}

/**
 * Postgres keeps no U+0000 in text and no half of a surrogate pair, and no name or note needs them. Halves would turn into
 * U+FFFD, so that two different ids became one.
 */
function refuseUnkeepable(value: unknown): void {
  const errors: FieldError[] = [];
  const path: PropertyKey[] = [];
  const visit = (node: unknown): void => {
    if (errors.length >= MAX_TEXT_FAULTS) return;
    const refuse = (text: string, begin: string) => {
      const what = unkeepableIn(text);
      if (what !== null) errors.push({ path: shortPath(path), message: `${begin} ${what}.` });
    };
    if (typeof node === "string") refuse(node, "Must not hold");
    else if (typeof node === "object" && node !== null) {
      const isList = Array.isArray(node);
      const entries = isList ? node.entries() : Object.entries(node);
      for (const [name, item] of entries) {
        path.push(name);
        if (typeof name === "string") refuse(name, "Its name must not hold");
        visit(item);
        path.pop();
      }
    }
  };
  visit(value);
  if (errors.length > 0) throw invalidInput(errors);
}

function unkeepableIn(text: string): string | null {
  if (text.includes("\0")) return "the character U+0000";
  return LONE_SURROGATE.test(text) ? "half of a surrogate pair" : null;
}

/** Where a text breaks the grammar: as the engine says, or, for some texts it names no place in, as a second parser does. */
function placeOf(text: string, error: unknown): string {
  if (text.trim() === "") return "it is empty.";
  const message = error instanceof Error ? error.message : "";
  if (/end of JSON/.test(message)) return "it ends too early.";
  const offset = Number(/position (\d+)/.exec(message)?.[1] ?? findFault(text));
  return `see ${lineAndColumn(text, offset)}.`;
}

/**
 * How many members the objects of a value have, which nests no deeper than MAX_DEPTH. Arrays that begin with a number
 * are passed over (trait arrays are most of a batch): should there be objects all the same, the count is too low, which
 * costs a closer look and nothing else. Allocates nothing: this runs on every body.
 */
function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    if (typeof value[0] === "number") return 0;
    for (const item of value) members += countMembers(item);
    return members;
  }
  const object = value as Record<string, unknown>;
  for (const name in object) members += 1 + countMembers(object[name]);
  return members;
}
