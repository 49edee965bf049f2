import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { Registration } from "@/lib/events/registrations/schemas";

type Status = Registration["status"];

/** How the portal names the states of a registration. */
export const STATUS_WORDS: Record<Status, { word: string; tone: BadgeTone; none: string }> = {
  requested: { word: "To approve", tone: "gold", none: "No one is waiting for your approval." },
  waiting: { word: "In line", tone: "plain", none: "No one is in line." },
  offered: { word: "Seat offered", tone: "plum", none: "No seat is held for anyone at the moment." },
  registered: { word: "Has a seat", tone: "pine", none: "No one has a seat by registering yet." },
  confirmed: { word: "Coming", tone: "pine", none: "No one has confirmed yet." },
  declined: { word: "Declined", tone: "ember", none: "You have declined no one." },
  cancelled: { word: "Cancelled", tone: "plain", none: "No one has cancelled." },
  released: { word: "Released", tone: "plain", none: "No seat was released." },
};

export function RegistrationBadge({ status }: Pick<Registration, "status">) {
  const { word, tone } = STATUS_WORDS[status];
  return (
    <Badge tone={tone} dot>
      {word}
    </Badge>
  );
}
