import { z } from "zod";

/**
 * Text that people type and that then stands in a header, a mail, a file name or a table: one line of visible
 * characters. What could end the line, hide or turn round what stands beside it, or be drawn as nothing, is refused.
 */

/** Control and format characters (bidi marks, zero-width ones, tags), separators, private and lone surrogate code points. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;
/** Letters that are drawn as nothing: Hangul fillers and the empty Braille cell. */
const INVISIBLE = /[\u115f\u1160\u2800\u3164\uffa0]/u;
/** More marks on one letter than any script writes: they run over the lines around. */
const STACKED = /\p{M}{6,}/u;

/** Top-level domains that mail programs turn into links, in whatever case they are written. */
const LINKED = new Set(
  "app biz cc ch click cn co com de dev edu eu fr gov icu info int io link live me mil mobi net online org page pro ru shop site store top tv uk us vip xyz zip".split(
    " ",
  ),
);
const DOTS = /[\uff0e\u3002\uff61]/g;
const DOMAIN = /(?:[\p{L}\p{N}-]+\.)+(\p{L}{2,24}|xn--[a-z0-9-]+)(?![\p{L}\p{N}])/giu;
const IP_ADDRESS = /(?:^|[^\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/;

/** Whether a word is one that mail programs make a link of: `example.com`, `Evil.Com`; not `Dr.Oetker`. */
function isLinked(topLevel: string): boolean {
  return (
    LINKED.has(topLevel.toLowerCase()) ||
    topLevel.toLowerCase().startsWith("xn--") ||
    topLevel === topLevel.toLowerCase()
  );
}

/** Whether a text holds a web or mail address, or a word that a mail program would make one of. */
export function holdsAddress(text: string): boolean {
  const plain = text.normalize("NFKC").replace(DOTS, ".");
  if (/:\/\/|\bwww\.|\b(?:mailto|javascript|data|tel):/i.test(plain) || IP_ADDRESS.test(plain)) return true;
  return [...plain.matchAll(DOMAIN)].some(([, topLevel = ""]) => isLinked(topLevel));
}

/** Whether a text is one line that is all to be seen. */
export function isPlainLine(text: string): boolean {
  return !UNSAFE.test(text) && !INVISIBLE.test(text) && !STACKED.test(text);
}

const PLAIN = "Must be one line of plain text, without hidden characters.";
const length = (text: string) => [...text].length;

/** One line of at most `most` characters, as people count them; may be empty. */
export function optionalLine(most: number) {
  return z
    .string("Must be text.")
    .trim()
    .normalize("NFC")
    .refine((text) => text.length <= 2 * most && length(text) <= most, {
      error: `Must have at most ${most} characters.`,
      abort: true,
    })
    .refine(isPlainLine, PLAIN)
    .meta({ maxLength: most });
}

/** One line of text: what a key or alert is called, a subject. */
export function humanLine(most: number) {
  return optionalLine(most)
    .refine((text) => text !== "", "Must not be empty.")
    .meta({ minLength: 1, maxLength: most });
}

/** The name of a person or company, which stands in mails to people who do not know them: no address of any kind. */
export function humanName(most: number) {
  return humanLine(most)
    .refine((text) => !holdsAddress(text), "Must not contain a web or mail address.")
    .meta({ minLength: 1, maxLength: most });
}

/** Names in mails are cut here. */
const MOST_IN_MAIL = 100;

/**
 * A text of somebody's as it may stand in a mail, whatever was stored of old: one line, nothing hidden, nothing that a
 * mail program makes a link of.
 */
export function inMail(text: string): string {
  const line = [...text.normalize("NFC")]
    .filter((character) => !INVISIBLE.test(character) && !/[\p{Cf}\p{Co}\p{Cs}]/u.test(character))
    .join("")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/(\p{M}{5})\p{M}+/gu, "$1")
    .trim();
  const short = length(line) > MOST_IN_MAIL ? `${[...line].slice(0, MOST_IN_MAIL).join("")}…` : line;
  if (!holdsAddress(short)) return short;
  return short
    .normalize("NFKC")
    .replace(DOTS, ".")
    .replace(/[.:]/g, " $& ")
    .replaceAll("//", "/ /")
    .replace(/\s+/g, " ")
    .trim();
}

/** The body of a mail without what no mail needs: control characters but line breaks and tabs, and bidi controls. */
export function mailBody(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, "")
    .replace(/[^\P{Cc}\n\t]/gu, "");
}

/** What file systems or programs make something of: separators, wildcards, quotes. */
const FILE_MARKS = /[\\/:*?"<>|%;]+/g;
const MOST_IN_FILE_NAME = 120;

/** A text as the name of a file, whatever it holds: one plain line that leads to no other folder. Never empty. */
export function inFileName(text: string): string {
  const line = [...text.normalize("NFC")]
    .filter((character) => !UNSAFE.test(character) && !INVISIBLE.test(character))
    .join("")
    .replace(/(\p{M}{5})\p{M}+/gu, "$1")
    .replace(FILE_MARKS, "-")
    .replace(/\s+/g, " ")
    .replace(/^[\s.-]+|[\s.]+$/g, "");
  if (line === "") return "file";
  if (length(line) <= MOST_IN_FILE_NAME) return line;
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(line)?.[0] ?? "";
  return `${[...line].slice(0, MOST_IN_FILE_NAME - ending.length).join("")}${ending}`;
}
