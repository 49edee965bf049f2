"use client";

import { readTokenPurchase } from "@/app/partner/billing/tokens/actions";
import { useConfirmation } from "@/app/partner/billing/use-confirmation";
import { Notice } from "@/components/ui/error-notice";

const count = new Intl.NumberFormat("en-US");

const read = (checkout_session_id: string) => readTokenPurchase({ checkout_session_id });
const isAnswer = ({ credited_at }: { credited_at: string | null }) => credited_at !== null;

/** For whoever comes back from paying: says honestly whether the tokens are there, and updates by itself. */
export function PurchaseReturn({ sessionId }: { sessionId: string }) {
  const confirmation = useConfirmation(sessionId, read, isAnswer);

  if (confirmation.state === "unknown") return null;
  return (
    <div role="status">
      {confirmation.state === "told" && (
        <Notice tone="pine">
          Thank you: {count.format(confirmation.value.tokens)} AI tokens are in your wallet.
        </Notice>
      )}
      {confirmation.state === "waiting" && (
        <Notice tone="plum">Waiting for the payment to be confirmed. This page updates by itself.</Notice>
      )}
      {confirmation.state === "long" && (
        <Notice tone="gold">
          The confirmation takes longer than usual. You need not wait: the tokens are added as soon as it
          comes.
        </Notice>
      )}
    </div>
  );
}
