"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { withdrawChange } from "@/app/partner/billing/actions";
import { useHush } from "@/app/partner/billing/follow-payments";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";

interface WithdrawChangeProps {
  /** What the change waits for. */
  invoiceId: string;
  from: string;
  to: string;
  /** When the present plan ends, where it has been cancelled: the change would have taken that back. */
  endsAt: string | null;
}

/** Withdraws the change of plan that waits, after asking. */
export function WithdrawChange({ invoiceId, from, to, endsAt }: WithdrawChangeProps) {
  const router = useRouter();
  const hush = useHush();
  const [open, setOpen] = useState(false);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button type="button" kind="quiet" size="small">
          Keep the present plan
        </Button>
      }
      title={`Keep ${from}?`}
      description={`The change to ${to} is withdrawn and its invoice is void: nothing is charged. ${
        endsAt === null
          ? "You can ask for it again at any time."
          : `${from} stays cancelled and ends on ${endsAt}.`
      }`}
      confirmLabel={`Keep ${from}`}
      pendingLabel="Withdrawing…"
      dismissLabel="Not now"
      kind="primary"
      action={() => withdrawChange({ invoice_id: invoiceId })}
      onDone={() => {
        hush(invoiceId);
        toast(`You stay on ${from}`, { description: "The change is withdrawn. Nothing was charged." });
        router.refresh();
      }}
    />
  );
}
