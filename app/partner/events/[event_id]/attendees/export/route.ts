import { csvResponse } from "@/app/csv-response";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { exportAttendees } from "@/lib/events/events/export-attendees";
import { AttendeeCsvRow } from "@/lib/events/events/schemas";
import { csv } from "@/lib/platform/csv";

const COLUMNS = Object.keys(AttendeeCsvRow.shape) as (keyof AttendeeCsvRow)[];

/** All attendees of one event as a CSV file, without traits. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ event_id: string }> },
): Promise<Response> {
  // Outside of what is caught: a person who is not signed in is sent to sign in.
  const { ctx, event } = await requireEvent(params);
  return csvResponse(ctx, async () => {
    const { fileName, pages } = await exportAttendees(ctx, { event_id: event.id });
    return { name: fileName, pieces: pieces(pages) };
  });
}

async function* pieces(pages: AsyncIterable<AttendeeCsvRow[]>): AsyncGenerator<string> {
  yield csv([COLUMNS]);
  for await (const rows of pages) yield csv(rows.map((row) => COLUMNS.map((name) => row[name])));
}
