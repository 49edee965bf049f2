"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect, useState } from "react";
import { readPurchase } from "@/app/partner/billing/actions";
import { Notice } from "@/components/ui/error-notice";

const ASK_EVERY_MS = 1_500;
/** Then it still comes, but nobody should stare at it. */
const PATIENCE_MS = 60_000;

type Waiting = "waiting" | "long" | "confirmed" | "expired" | "unknown";

/** For whoever comes back from paying: says honestly how far it has come, and updates by itself. */
export function CheckoutReturn({ sessionId }: { sessionId: string }) {
  const router = useRouter();
  const [state, setState] = useState<Waiting>("waiting");

  useEffect(() => {
    const since = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const ask = async () => {
      const result = await readPurchase({ session_id: sessionId }).catch(() => null);
      if (left) return;
      if (result?.ok && result.value.state !== "waiting") {
        // Together, so that nobody reads of a plan in force beside the old one.
        startTransition(() => {
          router.refresh();
          setState(result.value.state);
        });
        return;
      }
      if (result !== null && !result.ok && result.problem.code === "not_found") return setState("unknown");
      if (Date.now() - since > PATIENCE_MS) setState("long");
      timer = setTimeout(ask, ASK_EVERY_MS);
    };
    void ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [sessionId, router]);

  if (state === "unknown") return null;
  return (
    <div role="status">
      {state === "confirmed" && <Notice tone="pine">Thank you: your plan is in force.</Notice>}
      {state === "expired" && (
        <Notice tone="gold">This checkout has expired and nothing was charged. Choose a plan anew.</Notice>
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
