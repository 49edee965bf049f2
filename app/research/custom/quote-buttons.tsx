"use client";

import { useRouter } from "next/navigation";
import { answerQuote } from "@/app/research/custom/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";

/** Accepts or declines a quote. */
export function QuoteButtons({ researchId, price }: { researchId: string; price: string }) {
  const router = useRouter();
  return (
    <span className="inline-flex flex-wrap gap-2">
      <ConfirmDialog
        trigger={<Button size="small">Accept</Button>}
        title="Accept this quote?"
        description={`Your company orders the research for ${price} a year. We send the invoice and begin.`}
        confirmLabel={`Accept ${price} a year`}
        pendingLabel="Accepting…"
        kind="primary"
        action={() => answerQuote({ research_id: researchId, accept: true })}
        onDone={() => {
          toast("Quote accepted");
          router.refresh();
        }}
      />
      <ConfirmDialog
        trigger={
          <Button kind="quiet" size="small">
            Decline
          </Button>
        }
        title="Decline this quote?"
        description="The request is settled then. You can ask again at any time."
        confirmLabel="Decline quote"
        pendingLabel="Declining…"
        action={() => answerQuote({ research_id: researchId, accept: false })}
        onDone={() => {
          toast("Quote declined");
          router.refresh();
        }}
      />
    </span>
  );
}
