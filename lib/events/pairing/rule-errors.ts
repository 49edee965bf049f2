import type { FieldError } from "@/lib/platform/errors";

interface GivenRules {
  readonly pins?: readonly (readonly string[])[] | null | undefined;
  readonly forbids?: readonly (readonly string[])[] | null | undefined;
  readonly absent?: readonly string[] | null | undefined;
}

/** A pair of ids as one text, the same in either order. Ids may hold any character, so none can part them. */
export const pairKey = (pair: readonly string[]): string => JSON.stringify(pair.toSorted());

/** Every id of a rule that is not among the attendees, and every pin that cannot be, as of a person who is absent. */
export function ruleErrors(
  { pins, forbids, absent }: GivenRules,
  known: Pick<ReadonlySet<string>, "has">,
): FieldError[] {
  const unknown = "Is not the id of one of the attendees.";
  const errors: FieldError[] = [];
  const pairsOf = { pins: pins ?? [], forbids: forbids ?? [] };
  for (const [field, pairs] of Object.entries(pairsOf)) {
    for (const [index, pair] of pairs.entries()) {
      for (const [place, id] of pair.entries())
        if (!known.has(id)) errors.push({ path: `${field}[${index}][${place}]`, message: unknown });
      if (pair[0] === pair[1])
        errors.push({ path: `${field}[${index}]`, message: "Must name two different attendees." });
    }
  }
  const pinned = new Set<string>();
  const forbidden = new Set(pairsOf.forbids.map(pairKey));
  const gone = new Set(absent);
  for (const [index, pair] of pairsOf.pins.entries()) {
    const path = `pins[${index}]`;
    for (const [place, id] of pair.entries())
      if (gone.has(id)) errors.push({ path: `${path}[${place}]`, message: "Is absent." });
    if (pair.some((id) => pinned.has(id)))
      errors.push({ path, message: "Names an attendee who is pinned already." });
    if (forbidden.has(pairKey(pair))) errors.push({ path, message: "Is forbidden as well." });
    for (const id of pair) pinned.add(id);
  }
  for (const [index, id] of (absent ?? []).entries())
    if (!known.has(id)) errors.push({ path: `absent[${index}]`, message: unknown });
  return errors;
}
