"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { readTokenPurchase } from "@/app/partner/billing/tokens/actions";
import { Notice } from "@/components/ui/error-notice";

const ASK_EVERY_MS = 1_500;
/** Then it still comes, but nobody should stare at it. */
const PATIENCE_MS = 60_000;

const count = new Intl.NumberFormat("en-US");

type Waiting = { state: "waiting" | "long" | "unknown" } | { state: "credited"; tokens: number };

/** For whoever comes back from paying: says honestly whether the tokens are there, and updates by itself. */
export function PurchaseReturn({ sessionId }: { sessionId: string }) {
  const router = useRouter();
  const [waiting, setWaiting] = useState<Waiting>({ state: "waiting" });

  useEffect(() => {
    const since = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const ask = async () => {
      const result = await readTokenPurchase({ checkout_session_id: sessionId }).catch(() => null);
      if (left) return;
      if (result?.ok && result.value.credited_at !== null) {
        setWaiting({ state: "credited", tokens: result.value.tokens });
        router.refresh();
        return;
      }
      if (result !== null && !result.ok && result.problem.code === "not_found") {
        return setWaiting({ state: "unknown" });
      }
      if (Date.now() - since > PATIENCE_MS) setWaiting({ state: "long" });
      timer = setTimeout(ask, ASK_EVERY_MS);
    };
    void ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [sessionId, router]);

  if (waiting.state === "unknown") return null;
  return (
    <div role="status">
      {waiting.state === "credited" && (
        <Notice tone="pine">Thank you: {count.format(waiting.tokens)} AI tokens are in your wallet.</Notice>
      )}
      {waiting.state === "waiting" && (
        <Notice tone="plum">Waiting for the payment to be confirmed. This page updates by itself.</Notice>
      )}
      {waiting.state === "long" && (
        <Notice tone="gold">
          The confirmation takes longer than usual. You need not wait: the tokens are added as soon as it
          comes.
        </Notice>
      )}
    </div>
  );
}
