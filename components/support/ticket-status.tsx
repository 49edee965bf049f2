import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { TicketStatus } from "@/lib/partners/support/ticket-terms";

const LOOK: Record<TicketStatus, { tone: BadgeTone; partner: string; staff: string }> = {
  open: { tone: "plum", partner: "waiting for us", staff: "our turn" },
  waiting: { tone: "gold", partner: "waiting for you", staff: "waiting for partner" },
  solved: { tone: "pine", partner: "solved", staff: "solved" },
  closed: { tone: "plain", partner: "closed", staff: "closed" },
};

/** A ticket's status in the words of who reads it. */
export function TicketStatusBadge({ status, reader }: { status: TicketStatus; reader: "partner" | "staff" }) {
  const look = LOOK[status];
  return (
    <Badge tone={look.tone} dot>
      {look[reader]}
    </Badge>
  );
}
