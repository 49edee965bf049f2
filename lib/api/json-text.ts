import { visit } from "jsonc-parser";
import { formatPath } from "@/lib/platform/input";

/** No shape of ours nests a third as deep. */
export const MAX_DEPTH = 32;
/** More duplicates than these are not looked for. */
const MAX_DUPLICATES = 50;
/** A name may be most of the body: of a path no more than this is sent back. */
const MAX_PATH_LENGTH = 200;

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The parts of a string that are used here. The tests count how much of a text each of them visits. */
export type Text = Pick<string, "length" | "charCodeAt" | "indexOf" | "slice">;

/** What one pass over a text finds out before it is parsed. */
export interface TextMeasures {
  /** How many members its objects name: its strings that a colon follows. */
  names: number;
  /** Where it nests deeper than MAX_DEPTH; -1 where it does not. */
  tooDeepAt: number;
}

/** Texts are measured as UTF-8, in one buffer that is used again and again, and grows to the longest body. */
let scratch = Buffer.alloc(65_536);

/** Measures a text in one pass, whether it is valid JSON or not. Stops where it nests too deeply. */
export function measureText(text: string): TextMeasures {
  if (text.length * 3 > scratch.length) {
    const size = Buffer.byteLength(text);
    if (size > scratch.length) scratch = Buffer.alloc(Math.ceil(size / 4) * 4);
  }
  const length = scratch.write(text);
  const words = new Int32Array(scratch.buffer, scratch.byteOffset, scratch.length >> 2);
  const { names, tooDeepAt } = measureBytes(scratch, words, length);
  return { names, tooDeepAt: tooDeepAt === -1 ? -1 : scratch.toString("utf8", 0, tooDeepAt).length };
}

/**
 * The same over bytes, and over the same bytes four at a time: lists of numbers are most of most bodies, and are passed
 * a word at a step. No search (`indexOf`) on purpose: the engine takes them for free of effects, and was seen to run
 * one of a rare branch for every character.
 */
export function measureBytes(
  bytes: ArrayLike<number>,
  words: ArrayLike<number>,
  length: number,
): TextMeasures {
  let names = 0;
  let depth = 0;
  for (let at = 0; at < length; at += 1) {
    if ((at & 3) === 0) {
      while (at + 4 <= length && holdsNoStructure(words[at >> 2] ?? 0)) at += 4;
      if (at >= length) break;
    }
    const code = bytes[at] ?? 0;
    if (code < COLON && code !== QUOTE) continue;
    if (code === QUOTE) {
      at += 1;
      while (at < length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
      at += 1;
      while (at < length && (bytes[at] ?? 0) <= SPACE) at += 1;
      if (at < length && bytes[at] === COLON) names += 1;
      else at -= 1;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      if (depth > MAX_DEPTH) return { names, tooDeepAt: at };
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
  return { names, tooDeepAt: -1 };
}

/** Whether four bytes hold neither a bracket, all of which are above 0x3f, nor a quote: the bits of a classic zero test. */
function holdsNoStructure(word: number): boolean {
  const quotes = word ^ 0x22222222;
  return ((word & 0xc0c0c0c0) | ((quotes - 0x01010101) & ~quotes & 0x80808080)) === 0;
}

/** The place of the quote that ends the string starting at `start`; the text's end where none does. */
function stringEnd(text: Text, start: number): number {
  const { length } = text;
  for (let at = start + 1; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return length;
}

/** A place in a text, as an editor shows it. */
export function lineAndColumn(text: Text, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return `line ${line}, column ${offset - lineStart + 1}`;
}

/** Where a text breaks the grammar. It must not nest deeper than MAX_DEPTH, because the parser calls itself. */
export function findFault(text: string): number {
  const stop = new Error("found");
  let offset = 0;
  try {
    visit(
      text,
      {
        onError: (_code, at) => {
          offset = at;
          throw stop;
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    );
  } catch (error) {
    if (error !== stop) throw error;
  }
  return offset;
}

interface Frame {
  /** The names seen in an object, and whether each has been reported; null for a list. */
  names: Map<string, boolean> | null;
  name: string;
  index: number;
}

/** The paths of the members that stand twice in a valid text, at most fifty of them. */
export function duplicateMembers(text: Text): string[] {
  const found: string[] = [];
  const frames: Frame[] = [];
  let nameStart = 0;
  let nameEnd = 0;
  for (let at = 0; at < text.length && found.length < MAX_DUPLICATES; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      nameStart = at;
      nameEnd = stringEnd(text, at);
      at = nameEnd;
    } else if (code === OPEN_OBJECT) frames.push({ names: new Map(), name: "", index: 0 });
    else if (code === OPEN_LIST) frames.push({ names: null, name: "", index: 0 });
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) frames.pop();
    else if (code === COMMA || code === COLON) {
      const frame = frames.at(-1);
      if (frame === undefined) continue;
      if (code === COMMA) frame.index += 1;
      else if (frame.names !== null) {
        frame.name = String(JSON.parse(text.slice(nameStart, nameEnd + 1)));
        const reported = frame.names.get(frame.name);
        if (reported === false)
          found.push(shortPath(frames.map(({ names, name, index }) => (names ? name : index))));
        frame.names.set(frame.name, reported !== undefined);
      }
    }
  }
  return found;
}

/** A path as everywhere, cut where it is longer than a person would read. */
export function shortPath(path: readonly PropertyKey[]): string {
  const parts = path.map((part) =>
    typeof part === "string" && part.length > MAX_PATH_LENGTH ? part.slice(0, MAX_PATH_LENGTH) : part,
  );
  const text = formatPath(parts);
  return text.length > MAX_PATH_LENGTH ? `${text.slice(0, MAX_PATH_LENGTH)}…` : text;
}
