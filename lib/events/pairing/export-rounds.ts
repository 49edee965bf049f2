import { getRounds } from "@/lib/events/pairing/get-rounds";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { type CsvCell, csv } from "@/lib/platform/csv";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Who sits where, a row for each attendee and round, byes with an empty table. Which round was drawn at random it does
 * not say: it is handed on. Throws Forbidden; NotFound; Conflict `no_schedule`.
 */
export async function exportRounds(
  ctx: PartnerContext,
  { event_id }: EventPath,
): Promise<{ name: string; text: string }> {
  assertPermitted(ctx, "events:read");
  const found = await getRounds(ctx, { event_id });
  if (found === null) throw new Conflict("no_schedule", "No rounds have been planned yet.");
  const { schedule, names } = found;
  const rows: CsvCell[][] = [["round", "table", "attendee_id", "name", "with"]];
  const nameOf = (id: string) => names.get(id) ?? id;
  for (const { round, tables, byes } of schedule.rounds) {
    for (const [table, people] of tables.entries()) {
      for (const id of people) {
        const others = people.filter((other) => other !== id).map(nameOf);
        rows.push([round, table + 1, id, names.get(id) ?? null, others.join("; ")]);
      }
    }
    for (const id of byes) rows.push([round, null, id, names.get(id) ?? null, null]);
  }
  return { name: "rounds.csv", text: csv(rows) };
}
