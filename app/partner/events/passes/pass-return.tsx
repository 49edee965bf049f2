"use client";

import { useConfirmation } from "@/app/partner/billing/use-confirmation";
import { readPassPurchase } from "@/app/partner/events/passes/actions";
import { Notice } from "@/components/ui/error-notice";

const read = (checkout_session_id: string) => readPassPurchase({ checkout_session_id });
const isAnswer = ({ paid_at }: { paid_at: string | null }) => paid_at !== null;

/** For a person who comes back from paying: says whether the pass is there, and updates by itself. */
export function PassReturn({ sessionId }: { sessionId: string }) {
  const { state } = useConfirmation(sessionId, read, isAnswer);
  if (state === "unknown") return null;
  return (
    <div role="status">
      {state === "told" && <Notice tone="pine">Thank you. Your event pass is ready to use.</Notice>}
      {state === "waiting" && (
        <Notice tone="plum">Waiting for the payment to be confirmed. This page updates by itself.</Notice>
      )}
      {state === "long" && (
        <Notice tone="gold">
          The confirmation takes longer than usual. You do not need to wait. The pass is added as soon as it
          comes.
        </Notice>
      )}
    </div>
  );
}
