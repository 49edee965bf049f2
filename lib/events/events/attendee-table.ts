import { duplicatesAmong } from "@/lib/events/events/duplicate-attendees";
import { AttendeeRow, type NewAttendee, SeeksCell } from "@/lib/events/events/schemas";
import type { FieldError } from "@/lib/platform/errors";
import { fieldErrors } from "@/lib/platform/input";
import { MIN_KNOWN_TRAITS, TRAITS } from "@/lib/scoring/model";

/** A row as it stands in a table: texts by the names of its columns. */
export type Cells = Readonly<Record<string, string>>;

/** What keeps a row from being added. */
export interface RowFault {
  /** Counted from 0. */
  row: number;
  /** A column, or null for the row as a whole. */
  column: string | null;
  message: string;
  /** The earlier row that has the same id or address. */
  sameAs?: number;
}

/** Ids and addresses that an event's attendees have already. */
export interface Taken {
  external_ids: readonly string[];
  emails: readonly string[];
}

/**
 * The people of a table, and everything that keeps a row from being added. A browser asks this before anything is sent, and
 * the server again before anything is stored.
 */
export function checkTable(
  rows: readonly Cells[],
  taken: Taken = { external_ids: [], emails: [] },
): { people: NewAttendee[]; faults: RowFault[] } {
  const faults: RowFault[] = [];
  const people = rows.map((cells, row): NewAttendee => {
    const given = Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== ""));
    const parsed = AttendeeRow.safeParse(given);
    if (parsed.success) {
      const { person, errors } = personOfRow(parsed.data);
      faults.push(...errors.map(({ path, message }) => ({ row, column: path || null, message })));
      return person;
    }
    for (const { path, message } of fieldErrors(parsed.error.issues))
      faults.push({ row, column: path || null, message });
    // A bad cell elsewhere does not hide that the address is another's.
    const { external_id, email } = AttendeeRow.shape;
    return {
      external_id: external_id.safeParse(given.external_id).data,
      email: email.safeParse(given.email).data,
    };
  });
  for (const { index, field, sameAs } of duplicatesAmong(people, taken)) {
    faults.push({
      row: index,
      column: field,
      message:
        sameAs === null
          ? "Belongs to an attendee of this event already."
          : "Is the same as in an earlier row.",
      ...(sameAs === null ? {} : { sameAs }),
    });
  }
  return { people, faults: faults.sort((a, b) => a.row - b.row) };
}

/** A checked row as the person it stands for. One without a number in any trait's column comes without traits. */
export function personOfRow(row: AttendeeRow): { person: NewAttendee; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const seeks = SeeksCell.safeParse(row.seeks ?? "");
  const named = row.seeks !== undefined && row.seeks.replace(/[\s;]/g, "") !== "";
  if (named && !seeks.success) {
    const [fault] = fieldErrors(seeks.error.issues);
    errors.push({ path: "seeks", message: fault?.message ?? "Must list groups." });
  }
  const traits = TRAITS.map((trait) => {
    const cell = row[trait];
    return cell === undefined || cell === "" ? null : Number(cell);
  });
  const known = traits.filter((trait) => trait !== null).length;
  if (known > 0 && known < MIN_KNOWN_TRAITS) {
    const message = `Has ${known} of ${TRAITS.length} traits. At least ${MIN_KNOWN_TRAITS} must be known, or none given.`;
    errors.push({ path: "", message });
  }
  return {
    person: {
      external_id: row.external_id,
      name: row.name,
      email: row.email,
      group: row.group,
      seeks: named && seeks.success ? seeks.data : null,
      traits: known === 0 ? null : traits,
    },
    errors,
  };
}
