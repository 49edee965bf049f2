"use client";

import { readPurchase } from "@/app/partner/billing/actions";
import { useConfirmation } from "@/app/partner/billing/use-confirmation";
import { Notice } from "@/components/ui/error-notice";

const read = (session_id: string) => readPurchase({ session_id });
const isAnswer = ({ state }: { state: string }) => state !== "waiting";

/** For whoever comes back from paying: says honestly how far it has come, and updates by itself. */
export function CheckoutReturn({ sessionId }: { sessionId: string }) {
  const confirmation = useConfirmation(sessionId, read, isAnswer);
  const state = confirmation.state === "told" ? confirmation.value.state : confirmation.state;

  if (state === "unknown") return null;
  return (
    <div role="status">
      {state === "confirmed" && <Notice tone="pine">Thank you: your plan is in force.</Notice>}
      {state === "expired" && (
        <Notice tone="gold">This checkout has expired and nothing was charged. Choose a plan anew.</Notice>
      )}
      {state === "trial_used" && (
        <Notice tone="gold">
          You or your card already had a trial, so this one did not start. Nothing was charged. Choose the
          plan again to start it without a trial.
        </Notice>
      )}
      {state === "waiting" && (
        <Notice tone="plum">Waiting for the payment to be confirmed. This page updates by itself.</Notice>
      )}
      {state === "long" && (
        <Notice tone="gold">
          The confirmation takes longer than usual. You need not wait: your plan begins as soon as it comes,
          and we mail you.
        </Notice>
      )}
    </div>
  );
}
