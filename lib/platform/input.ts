import type { z } from "zod";
import { type FieldError, Invalid } from "@/lib/platform/errors";

/** More faults than these are counted, not listed: a reply stays readable and small. */
const LISTED_FAULTS = 100;

/** `person1.traits[3]`: how a path is written everywhere. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else text += text === "" ? String(part) : `.${String(part)}`;
  }
  return text;
}

/** zod's issues as field errors: unknown fields by name, the alternatives of a union by the one that came nearest. */
export function fieldErrors(
  issues: readonly z.core.$ZodIssue[],
  base: readonly PropertyKey[] = [],
): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys)
        errors.push({ path: formatPath([...path, key]), message: "Is not a known field." });
    } else if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
      for (const error of fieldErrors(nearest, path)) errors.push(error);
    } else {
      errors.push({ path: formatPath(path), message: issue.message });
    }
  }
  return errors;
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((deepest, { path }) => Math.max(deepest, path.length), 0);
}

/** Makes one Invalid of all faults found, listing at most a hundred. */
export function invalidInput(errors: readonly FieldError[]): Invalid {
  const detail =
    errors.length === 1
      ? "One field of the input is not valid."
      : `${errors.length} fields of the input are not valid.`;
  const more = errors.length > LISTED_FAULTS ? ` The first ${LISTED_FAULTS} are listed.` : "";
  return new Invalid("invalid_input", detail + more, errors.slice(0, LISTED_FAULTS));
}

/** Postgres keeps no U+0000 in text, and no name or note needs it. */
const NUL = "\0";
const NUL_REFUSED = "Must not hold the character U+0000.";

/** The texts in checked input that hold U+0000, by their paths. JSON bodies are refused for it when they are parsed. */
export function nulFaults(value: unknown, path: readonly PropertyKey[] = []): FieldError[] {
  if (typeof value === "string") {
    return value.includes(NUL) ? [{ path: formatPath(path), message: NUL_REFUSED }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item, at) => nulFaults(item, [...path, at]));
  // Dates, files and the like hold no text of theirs.
  if (typeof value !== "object" || value === null || !isPlain(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => nulFaults(item, [...path, name]));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Query parameters as an object of strings. Throws Invalid where one is given twice or holds U+0000. */
export function queryObject(search: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  const faults: FieldError[] = [];
  for (const [name, value] of search) {
    if (name in values) faults.push({ path: name, message: "Is given more than once." });
    values[name] = value;
    if (value.includes(NUL)) faults.push({ path: name, message: NUL_REFUSED });
  }
  if (faults.length > 0) throw invalidInput(faults);
  return { ...values };
}
