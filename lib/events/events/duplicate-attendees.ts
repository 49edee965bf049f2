/** What tells attendees of one event apart. */
interface Told {
  external_id?: string | null | undefined;
  email?: string | null | undefined;
}

export interface Duplicate {
  /** Which of the people it is. */
  index: number;
  field: "external_id" | "email";
  /** The first one before it with the same; null where an attendee of the event has it. */
  sameAs: number | null;
}

/** Everyone whose id or address is that of a person before them, or of an attendee who is there already. */
export function duplicatesAmong(
  people: readonly Told[],
  taken: { external_ids: readonly string[]; emails: readonly string[] },
): Duplicate[] {
  const stored = { external_id: new Set(taken.external_ids), email: new Set(taken.emails) };
  const seen = { external_id: new Map<string, number>(), email: new Map<string, number>() };
  return people.flatMap((person, index) =>
    (["external_id", "email"] as const).flatMap((field): Duplicate[] => {
      const value = person[field];
      if (value == null) return [];
      const sameAs = seen[field].get(value);
      if (sameAs !== undefined) return [{ index, field, sameAs }];
      seen[field].set(value, index);
      return stored[field].has(value) ? [{ index, field, sameAs: null }] : [];
    }),
  );
}
