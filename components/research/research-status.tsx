import { Badge, type BadgeTone } from "@/components/ui/badge";

type Status = "asked" | "quoted" | "accepted" | "declined" | "delivered";

const LOOK: Record<Status, { tone: BadgeTone; partner: string; staff: string }> = {
  asked: { tone: "plum", partner: "Waiting for our quote", staff: "Needs a quote" },
  quoted: { tone: "gold", partner: "Quote to answer", staff: "Quoted" },
  accepted: { tone: "plum", partner: "In progress", staff: "To deliver" },
  declined: { tone: "plain", partner: "Declined", staff: "Declined" },
  delivered: { tone: "pine", partner: "Delivered", staff: "Delivered" },
};

/** Where a request for custom research stands, in the words of its reader. */
export function ResearchStatus({ status, reader }: { status: Status; reader: "partner" | "staff" }) {
  const look = LOOK[status];
  return (
    <Badge tone={look.tone} dot>
      {look[reader]}
    </Badge>
  );
}
