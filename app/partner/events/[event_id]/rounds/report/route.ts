import { csvResponse } from "@/app/csv-response";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { exportReport } from "@/lib/events/pairing/export-report";
import { csv } from "@/lib/platform/csv";

/** How each guest fares, as a CSV file: the same as the API gives. */
export async function GET(_request: Request, { params }: { params: Promise<{ event_id: string }> }) {
  const { ctx, event } = await requireEvent(params);
  return csvResponse(ctx, async () => {
    const { columns, pages } = await exportReport(ctx, { event_id: event.id });
    const rows = pages.flat().map((row) => {
      const cells = new Map<string, string | number | null | undefined>(Object.entries(row));
      return columns.map((column) => cells.get(column) ?? null);
    });
    return { name: "guests.csv", text: csv([columns, ...rows]) };
  });
}
