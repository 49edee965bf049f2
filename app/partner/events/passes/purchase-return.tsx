"use client";

import { useConfirmation } from "@/app/partner/billing/use-confirmation";
import type { ActionResult } from "@/components/ui/action-result";
import { Notice } from "@/components/ui/error-notice";

interface PurchaseReturnProps<T> {
  sessionId: string;
  /** Both must stay the same functions. */
  read: (id: string) => Promise<ActionResult<T>>;
  isAnswer: (value: T) => boolean;
  /** What is so once the payment is confirmed. */
  done: string;
}

/** For a person who comes back from paying: says whether what they bought is there, and updates by itself. */
export function PurchaseReturn<T>({ sessionId, read, isAnswer, done }: PurchaseReturnProps<T>) {
  const { state } = useConfirmation(sessionId, read, isAnswer);
  if (state === "unknown") return null;
  return (
    <div role="status">
      {state === "told" && <Notice tone="pine">{done}</Notice>}
      {state === "waiting" && (
        <Notice tone="plum">Waiting for the payment to be confirmed. This page updates by itself.</Notice>
      )}
      {state === "long" && (
        <Notice tone="gold">
          The confirmation takes longer than usual. You do not need to wait. What you bought is added as soon
          as it comes.
        </Notice>
      )}
    </div>
  );
}
