"use client";

import { useRouter } from "next/navigation";
import { close, reopen } from "@/app/partner/support/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { TicketStatus } from "@/lib/partners/support/ticket-terms";

/** Closes a ticket, or opens it again: either can be undone, so neither asks. */
export function StatusButton({ ticketId, status }: { ticketId: string; status: TicketStatus }) {
  const router = useRouter();
  const settled = status === "solved" || status === "closed";
  const { run, pending } = useAction(
    async (again: boolean) => {
      const result = await (again ? reopen : close)({ ticket_id: ticketId });
      if (!result.ok)
        toast("The ticket was not changed", { tone: "ember", description: result.problem.detail });
      return result;
    },
    (ticket) => {
      toast(ticket.status === "closed" ? "The ticket is closed" : "The ticket is open again");
      router.refresh();
    },
  );
  return (
    <>
      {settled && (
        <Button type="button" kind="quiet" aria-disabled={pending} onClick={() => !pending && run(true)}>
          Reopen ticket
        </Button>
      )}
      {status !== "closed" && (
        <Button type="button" kind="quiet" aria-disabled={pending} onClick={() => !pending && run(false)}>
          Close ticket
        </Button>
      )}
    </>
  );
}
