import { Badge } from "@/components/ui/badge";
import type { Attendee } from "@/lib/events/events/schemas";

/** How a person came to an event. */
export const POOL_WORDS: Record<Attendee["pool"], string> = {
  uploaded: "Your list",
  api: "API",
  site: "Registration",
};

/** Whether a person can be matched. */
export function TraitsBadge({ attendee }: { attendee: Attendee }) {
  return attendee.has_traits ? (
    <Badge tone="pine" dot>
      Known
    </Badge>
  ) : (
    <Badge dot>None</Badge>
  );
}
