import { fileResponse } from "@/app/file-response";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { getCertificate } from "@/lib/events/pairing/get-certificate";

/** The proof of the last schedule, as the API gives it. */
export async function GET(_request: Request, { params }: { params: Promise<{ event_id: string }> }) {
  const { ctx, userCtx, event } = await requireEvent(params);
  return fileResponse(ctx, { ...userCtx, partnerId: ctx.partnerId }, async () => ({
    name: "certificate.json",
    type: "application/json",
    bytes: new TextEncoder().encode(JSON.stringify(await getCertificate(ctx, { event_id: event.id }))),
  }));
}
