import { addAttendees } from "@/lib/events/events/add-attendees";
import { checkTable } from "@/lib/events/events/attendee-table";
import { listTakenIds } from "@/lib/events/events/list-taken-ids";
import type { AddedAttendees, ImportAttendeeTable } from "@/lib/events/events/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Adds the people of a table to an event, all or none, as a browser has read, mapped and mended it. It is checked anew
 * here, whatever the browser found. Throws NotFound, Invalid with every bad cell as `rows[12].email`, Conflict
 * `event_closed` or `too_many_attendees`.
 */
export async function importAttendeeTable(
  ctx: PartnerContext,
  { event_id, table: { columns, rows } }: ImportAttendeeTable,
): Promise<Pick<AddedAttendees, "added">> {
  assertPermitted(ctx, "events:write");
  const cells = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ""])));
  const { people, faults } = checkTable(cells, await listTakenIds(ctx, { event_id }));
  const uneven = rows.flatMap((row, at) =>
    row.length > columns.length ? [{ path: `rows[${at}]`, message: "Has more cells than columns." }] : [],
  );
  const bad = faults.map(({ row, column, message }) => ({
    path: `rows[${row}]${column === null ? "" : `.${column}`}`,
    message,
  }));
  if (uneven.length + bad.length > 0) throw invalidInput([...uneven, ...bad]);
  const { added } = await addAttendees(ctx, { event_id, pool: "uploaded", people, list: "rows" });
  return { added };
}
