import { fileResponse } from "@/app/file-response";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { exportCards } from "@/lib/events/pairing/export-cards";
import { CardKind } from "@/lib/events/pairing/page-schemas";
import { invalidInput } from "@/lib/platform/input";

/** Cards to print: `?kind=tables` or `?kind=guests`. */
export async function GET(request: Request, { params }: { params: Promise<{ event_id: string }> }) {
  const { ctx, userCtx, event } = await requireEvent(params);
  return fileResponse(ctx, { ...userCtx, partnerId: ctx.partnerId }, async () => {
    const kind = CardKind.safeParse(new URL(request.url).searchParams.get("kind"));
    if (!kind.success) throw invalidInput([{ path: "kind", message: "Must be tables or guests." }]);
    const { name, bytes } = await exportCards(ctx, { event_id: event.id, kind: kind.data });
    return { name, type: "application/pdf", bytes };
  });
}
