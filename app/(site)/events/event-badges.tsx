import { Badge } from "@/components/ui/badge";
import type { PublicEvent } from "@/lib/events/discovery/present-public-event";

/** What a card says beside an event's name. */
export function EventBadges({
  event: { state, sponsor, preMatched, unlisted },
}: {
  event: Pick<PublicEvent, "state" | "sponsor" | "preMatched" | "unlisted">;
}) {
  const badges = [
    state === "cancelled" && (
      <Badge key="cancelled" tone="ember">
        Cancelled
      </Badge>
    ),
    state === "over" && <Badge key="over">Over</Badge>,
    state === "running" && (
      <Badge key="running" tone="pine" dot>
        Happening now
      </Badge>
    ),
    sponsor !== null && (
      <Badge key="sponsored" tone="gold">
        Sponsored
      </Badge>
    ),
    preMatched && (
      <Badge key="matched" tone="plum">
        Pre-matched
      </Badge>
    ),
    unlisted && <Badge key="unlisted">Unlisted</Badge>,
  ].filter((badge) => badge !== false);
  return badges.length === 0 ? null : <p className="flex flex-wrap gap-1.5">{badges}</p>;
}
