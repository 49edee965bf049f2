import { addAttendees } from "@/lib/events/events/add-attendees";
import { personOfRow } from "@/lib/events/events/attendee-table";
import type { AddedAttendees, AttendeeRow } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { FieldError } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

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
  const people = rows.map((row, index) => {
    const read = personOfRow(row);
    for (const { path, message } of read.errors)
      errors.push({ path: `rows[${index}]${path === "" ? "" : `.${path}`}`, message });
    return read.person;
  });
  if (errors.length > 0) throw invalidInput(errors);
  return addAttendees(ctx, { event_id, pool: "uploaded", people, list: "rows" });
}
