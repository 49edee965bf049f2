import { Badge } from "@/components/ui/badge";
import type { Attendee } from "@/lib/events/events/schemas";

/** How a person came to an event. */
export const POOL_WORDS: Record<Attendee["pool"], string> = {
  uploaded: "Your list",
  api: "API",
  site: "Registration",
};

/** Whether a person can be matched, and how far they are with the short form. What they answered is shown nowhere. */
export function TraitsBadge({ attendee }: { attendee: Attendee }) {
  if (attendee.answered_at !== null) {
    return (
      <Badge tone="pine" dot>
        Answered
      </Badge>
    );
  }
  if (attendee.has_traits) {
    return (
      <Badge tone="pine" dot>
        Known
      </Badge>
    );
  }
  return attendee.invited_at === null ? (
    <Badge dot>None</Badge>
  ) : (
    <Badge tone="gold" dot>
      Emailed
    </Badge>
  );
}
