import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { Event } from "@/lib/events/events/schemas";

const STATUS: Record<Event["status"], { tone: BadgeTone; word: string }> = {
  draft: { tone: "plain", word: "Draft" },
  published: { tone: "pine", word: "Published" },
  matched: { tone: "plum", word: "Matched" },
  finished: { tone: "plain", word: "Finished" },
  cancelled: { tone: "ember", word: "Cancelled" },
};

/** How far an event is. */
export function EventStatusBadge({ status }: Pick<Event, "status">) {
  const { tone, word } = STATUS[status];
  return (
    <Badge tone={tone} dot>
      {word}
    </Badge>
  );
}

/** Says that an event is for trying things out. Nothing is shown for a live one. */
export function TestBadge({ mode }: Pick<Event, "mode">) {
  return mode === "test" ? <Badge tone="gold">test</Badge> : null;
}
