import { addAttendees } from "@/lib/events/events/add-attendees";
import {
  type AddedAttendees,
  type AttendeeRow,
  type NewAttendee,
  SeeksCell,
} from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { FieldError } from "@/lib/platform/errors";
import { fieldErrors, invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import { MIN_KNOWN_TRAITS, TRAITS } from "@/lib/scoring/model";

/**
 * Adds the people of a table to an event, all or none. A person without a number in any trait's column comes without
 * traits. Throws as `createAttendees`.
 */
export async function importAttendees(
  ctx: PartnerContext,
  { event_id, rows }: { event_id: string; rows: readonly AttendeeRow[] },
): Promise<AddedAttendees> {
  assertPermitted(ctx, "events:write");
  if (rows.length === 0) {
    throw invalidInput([{ path: "rows", message: "Must hold at least one person below the line of names." }]);
  }
  const errors: FieldError[] = [];
  const people = rows.map((row, index) => personOf(row, index, errors));
  if (errors.length > 0) throw invalidInput(errors);
  return addAttendees(ctx, { event_id, pool: "uploaded", people, list: "rows" });
}

function personOf(row: AttendeeRow, index: number, errors: FieldError[]): NewAttendee {
  const seeks = SeeksCell.safeParse(row.seeks ?? "");
  const named = row.seeks !== undefined && row.seeks.replace(/[\s;]/g, "") !== "";
  if (named && !seeks.success) {
    const [fault] = fieldErrors(seeks.error.issues);
    errors.push({ path: `rows[${index}].seeks`, message: fault?.message ?? "Must list groups." });
  }
  const traits = TRAITS.map((trait) => {
    const cell = row[trait];
    return cell === undefined || cell === "" ? null : Number(cell);
  });
  const known = traits.filter((trait) => trait !== null).length;
  if (known > 0 && known < MIN_KNOWN_TRAITS) {
    const message = `Has ${known} of ${TRAITS.length} traits. At least ${MIN_KNOWN_TRAITS} must be known, or none given.`;
    errors.push({ path: `rows[${index}]`, message });
  }
  return {
    external_id: row.external_id,
    name: row.name,
    email: row.email,
    group: row.group,
    seeks: named && seeks.success ? seeks.data : null,
    traits: known === 0 ? null : traits,
  };
}
