/** What the rule below needs of a check-in. Doors run it in the browser, too. */
export interface LoggedCheckIn {
  readonly id: string;
  readonly kind: "in" | "out" | "undone";
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The check-in that an `undone` takes back. */
  readonly undoes: string | null;
}

/** Whether an attendee is there, and how that came about. */
export interface Standing {
  readonly state: "in" | "out" | "absent";
  /** The last check-in that counts. */
  readonly last: LoggedCheckIn | null;
  /** The first one that counts: they came. */
  readonly first: LoggedCheckIn | null;
  /** Check-ins of someone who was there already, each with the one before it. */
  readonly duplicates: readonly { readonly id: string; readonly after: string }[];
}

/**
 * What follows from everything that happened to one attendee. It depends on the set of check-ins alone, never on the
 * order in which they arrived or on how often: what an `undone` names does not count, the rest counts in the order of
 * (time, id), and the last one says where the attendee is. Someone who leaves without having come is absent.
 */
export function foldCheckIns(log: readonly LoggedCheckIn[]): Standing {
  const byId = new Map(log.map((entry) => [entry.id, entry]));
  const undone = new Set([...byId.values()].flatMap(({ kind, undoes }) => (kind === "undone" ? undoes : [])));
  const counted = [...byId.values()]
    .filter(({ id, kind }) => kind !== "undone" && !undone.has(id))
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  const duplicates: { id: string; after: string }[] = [];
  let first: LoggedCheckIn | null = null;
  let last: LoggedCheckIn | null = null;
  for (const entry of counted) {
    if (entry.kind === "in") {
      if (last?.kind === "in") duplicates.push({ id: entry.id, after: last.id });
      first ??= entry;
    } else if (first === null) continue;
    last = entry;
  }
  if (last === null) return { state: "absent", last: null, first: null, duplicates: [] };
  return { state: last.kind === "in" ? "in" : "out", last, first, duplicates };
}
