import { csvResponse } from "@/app/csv-response";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { exportRounds } from "@/lib/events/pairing/export-rounds";

/** Who sits where in which round, as a CSV file. */
export async function GET(_request: Request, { params }: { params: Promise<{ event_id: string }> }) {
  const { ctx, event } = await requireEvent(params);
  return csvResponse(ctx, () => exportRounds(ctx, { event_id: event.id }));
}
