"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { replay } from "../../actions";

interface ReplayButtonProps {
  endpointId: string;
  deliveryId: string;
}

/** Sends the event again and goes on to that delivery. */
export function ReplayButton({ endpointId, deliveryId }: ReplayButtonProps) {
  const router = useRouter();
  const { run, pending, problem } = useAction(
    () => replay({ endpoint_id: endpointId, delivery_id: deliveryId }),
    (delivery) => {
      toast("Sent again");
      router.push(`/partner/webhooks/${endpointId}/${delivery.id}`);
    },
  );
  return (
    <div className="space-y-3">
      <Button
        size="small"
        kind="quiet"
        aria-disabled={pending}
        onClick={() => {
          if (!pending) run(undefined);
        }}
      >
        <RotateCw aria-hidden size={16} className="-ml-1" /> {pending ? "Sending…" : "Replay"}
      </Button>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
    </div>
  );
}
