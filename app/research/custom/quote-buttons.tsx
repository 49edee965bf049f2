"use client";

import { useRouter } from "next/navigation";
import { answerQuote } from "@/app/research/custom/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";

interface QuoteButtonsProps {
  researchId: string;
  /** The quote as it is shown: the answer is for this one alone. */
  quoteUsd: number;
  updatedAt: string;
  price: string;
}

/** Accepts or declines a quote. */
export function QuoteButtons({ researchId, quoteUsd, updatedAt, price }: QuoteButtonsProps) {
  const router = useRouter();
  const shown = { research_id: researchId, quote_usd: quoteUsd, updated_at: updatedAt };
  return (
    <span className="inline-flex flex-wrap gap-2">
      <ConfirmDialog
        trigger={<Button size="small">Accept</Button>}
        title="Accept this quote?"
        description={`Your company orders the research for ${price} a year. We send the invoice and begin.`}
        confirmLabel={`Accept ${price} a year`}
        pendingLabel="Accepting…"
        kind="primary"
        action={() => answerQuote({ ...shown, accept: true })}
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
        action={() => answerQuote({ ...shown, accept: false })}
        onDone={() => {
          toast("Quote declined");
          router.refresh();
        }}
      />
    </span>
  );
}
