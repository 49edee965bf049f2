import { DOORS_OPEN_HOURS, LATE_DAYS } from "@/lib/events/check-in/limits";
import { Conflict } from "@/lib/platform/errors";
import type { Event as EventRow } from "@/lib/platform/prisma/client";

type Timed = Pick<EventRow, "endsAt" | "status">;

export function closesAt({ endsAt }: Pick<EventRow, "endsAt">): Date {
  return new Date(endsAt.getTime() + DOORS_OPEN_HOURS * 3_600_000);
}

/** Why no one is checked in now, or null. */
export function whyClosed(event: Timed, now: Date): "ended" | "cancelled" | "unpublished" | null {
  if (event.status === "cancelled") return "cancelled";
  if (event.status === "draft") return "unpublished";
  return now >= closesAt(event) ? "ended" : null;
}

/** Whether what happened while the doors were open may still be written down. Phones may be without network for days. */
export function takesRecords(event: Timed, now: Date): boolean {
  const why = whyClosed(event, now);
  return why === null || (why === "ended" && now < new Date(event.endsAt.getTime() + LATE_DAYS * 86_400_000));
}

/** Throws Conflict `doors_closed`. */
export function assertTakesRecords(event: Timed, now: Date): void {
  if (takesRecords(event, now)) return;
  const why = {
    cancelled: "This event was cancelled.",
    draft: "Publish the event first. Its doors open then.",
  }[event.status as string];
  throw new Conflict(
    "doors_closed",
    why ?? "This event ended more than a week ago, so its check-ins are final.",
  );
}
