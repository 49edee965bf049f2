import { type ParseError, parse as parseTolerantly } from "jsonc-parser";
import { type FieldError, Invalid } from "@/lib/platform/errors";
import { formatPath, invalidInput } from "@/lib/platform/input";

/** No shape of ours nests deeper; what does is refused by its schema. */
const DEEPEST = 20;
const SPACE = 0x20;
const COLON = 0x3a;

/**
 * Parses a JSON text as I-JSON (RFC 7493) asks: what `JSON.parse` refuses is refused with its place, and so are
 * objects that name a member twice, of which `JSON.parse` silently keeps the last.
 * Throws Invalid `malformed_json` or `duplicate_member`.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Invalid("malformed_json", `The body is not valid JSON: ${placeOf(text, error)}`, [
      { path: "", message: "Must be one valid JSON value (no NaN, Infinity, comments or trailing commas)." },
    ]);
  }
  // Fewer members kept than named: one may have been named twice. Only then is the text walked token by token.
  if (countNames(text) !== countMembers(value)) {
    const errors = duplicateMembers(text).map((path) => ({ path, message: "Is given more than once." }));
    if (errors.length > 0) {
      throw new Invalid(
        "duplicate_member",
        "An object in the body names the same member more than once.",
        errors,
      );
    }
  }
  if (text.includes("\\u0000")) refuseNul(value);
  return value;
}

/** Postgres keeps no U+0000 in text, and no name or note needs it. */
function refuseNul(value: unknown): void {
  const errors: FieldError[] = [];
  const visit = (node: unknown, path: readonly PropertyKey[]): void => {
    if (typeof node === "string" && node.includes("\0")) {
      errors.push({ path: formatPath(path), message: "Must not hold the character U+0000." });
    } else if (typeof node === "object" && node !== null && path.length < DEEPEST) {
      const entries = Array.isArray(node) ? [...node.entries()] : Object.entries(node);
      for (const [name, item] of entries) visit(item, [...path, name]);
    }
  };
  visit(value, []);
  if (errors.length > 0) throw invalidInput(errors);
}

/** Where a text breaks the grammar: as the engine says, or, for some texts it names no place in, as a tolerant parser does. */
function placeOf(text: string, error: unknown): string {
  if (text.trim() === "") return "it is empty.";
  const message = error instanceof Error ? error.message : "";
  if (/end of JSON/.test(message)) return "it ends too early.";
  const offset = Number(/position (\d+)/.exec(message)?.[1] ?? firstFault(text));
  const before = text.slice(0, offset);
  return `see line ${before.split("\n").length}, column ${offset - before.lastIndexOf("\n")}.`;
}

function firstFault(text: string): number {
  const faults: ParseError[] = [];
  parseTolerantly(text, faults, { disallowComments: true, allowTrailingComma: false });
  return faults[0]?.offset ?? 0;
}

/** How many members a valid text names: its strings that a colon follows. Jumps from quote to quote. */
function countNames(text: string): number {
  let names = 0;
  for (let start = text.indexOf('"'); start !== -1; ) {
    let next = stringEnd(text, start) + 1;
    while (text.charCodeAt(next) <= SPACE) next += 1;
    if (text.charCodeAt(next) === COLON) names += 1;
    start = text.indexOf('"', next);
  }
  return names;
}

/** The place of the quote that ends the string starting at `start`. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

/**
 * How many members the objects of a value have. Arrays that begin with a number are passed over (trait arrays are most
 * of a batch), and so is what lies very deep; should there be objects all the same, the count is too low, which costs a
 * closer look and nothing else. Allocates nothing: this runs on every body.
 */
function countMembers(value: unknown, depth = 0): number {
  if (typeof value !== "object" || value === null || depth > DEEPEST) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    if (typeof value[0] === "number") return 0;
    for (const item of value) members += countMembers(item, depth + 1);
    return members;
  }
  const object = value as Record<string, unknown>;
  for (const name in object) members += 1 + countMembers(object[name], depth + 1);
  return members;
}

type Frame = { path: string; names: Set<string> | null; index: number; name: string };

/** Walks the tokens of a valid text and names the members that stand twice. */
function duplicateMembers(text: string): string[] {
  const found = new Set<string>();
  const frames: Frame[] = [];
  const pathHere = (): string => {
    const frame = frames.at(-1);
    if (frame === undefined) return "";
    if (frame.names === null) return `${frame.path}[${frame.index}]`;
    return frame.path === "" ? frame.name : `${frame.path}.${frame.name}`;
  };
  let lastString = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const frame = frames.at(-1);
    if (character === '"') {
      const end = stringEnd(text, at);
      lastString = text.slice(at, end + 1);
      at = end;
    } else if (character === ":" && frame?.names) {
      frame.name = String(JSON.parse(lastString));
      if (frame.names.has(frame.name)) found.add(pathHere());
      frame.names.add(frame.name);
    } else if (character === "," && frame) frame.index += 1;
    else if (character === "{") frames.push({ path: pathHere(), names: new Set(), index: 0, name: "" });
    else if (character === "[") frames.push({ path: pathHere(), names: null, index: 0, name: "" });
    else if (character === "}" || character === "]") frames.pop();
  }
  return [...found].slice(0, 50);
}
