import type { PartnerEvent } from "@/lib/platform/prisma/client";

/** What is sent, to the byte: the same in every attempt, because it is made of the event alone. */
export function webhookBody(event: Pick<PartnerEvent, "type" | "createdAt" | "data">): string {
  return JSON.stringify({ type: event.type, timestamp: event.createdAt.toISOString(), data: event.data });
}
