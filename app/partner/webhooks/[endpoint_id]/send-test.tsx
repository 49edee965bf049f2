"use client";

import { LoaderCircle, Send } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { useAction } from "@/components/ui/use-action";
import type { Delivery } from "@/lib/partners/webhooks/schemas";
import { readDelivery, testEndpoint } from "../actions";

const ASK_MS = 600;
/** Longer than an attempt may take. */
const GIVE_UP_MS = 25_000;

/** Sends a test event and shows, a moment later, how it went. */
export function SendTest({ endpointId }: { endpointId: string }) {
  const router = useRouter();
  const [outcome, setOutcome] = useState<Delivery | null>(null);
  const [waitedLong, setWaitedLong] = useState(false);
  const { run, pending, problem } = useAction<{ endpoint_id: string }, Delivery>(testEndpoint, setOutcome);
  const waiting = outcome?.status === "pending" && !waitedLong;

  useEffect(() => {
    if (outcome?.status !== "pending") return;
    const started = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    const ask = async () => {
      const answer = await readDelivery({ endpoint_id: endpointId, delivery_id: outcome.id }).catch(
        () => null,
      );
      if (gone) return;
      if (answer?.ok && answer.value.status !== "pending") {
        setOutcome(answer.value);
        router.refresh();
      } else if (Date.now() - started > GIVE_UP_MS) setWaitedLong(true);
      else timer = setTimeout(ask, ASK_MS);
    };
    timer = setTimeout(ask, ASK_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [outcome, endpointId, router]);

  return (
    <div className="space-y-3">
      <Button
        size="small"
        kind="quiet"
        aria-disabled={pending || waiting}
        onClick={() => {
          if (pending || waiting) return;
          setWaitedLong(false);
          run({ endpoint_id: endpointId });
        }}
      >
        {pending || waiting ? (
          <LoaderCircle aria-hidden size={16} className="-ml-1 motion-safe:animate-spin" />
        ) : (
          <Send aria-hidden size={16} className="-ml-1" />
        )}
        {pending || waiting ? "Sending…" : "Send test event"}
      </Button>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <div role="status">
        {outcome !== null && !waiting && !pending && problem === null && (
          <Outcome delivery={outcome} endpointId={endpointId} />
        )}
      </div>
    </div>
  );
}

function Outcome({ delivery, endpointId }: { delivery: Delivery; endpointId: string }) {
  const details = (
    <Link
      prefetch={false}
      href={`/partner/webhooks/${endpointId}/${delivery.id}`}
      className="font-medium whitespace-nowrap"
    >
      See it
    </Link>
  );
  if (delivery.status === "delivered") {
    return (
      <Notice tone="pine" action={details}>
        Delivered: your endpoint answered {delivery.last_status}.
      </Notice>
    );
  }
  return (
    <Notice tone={delivery.status === "failed" ? "ember" : "gold"} action={details}>
      {delivery.status === "failed"
        ? `Not delivered. ${delivery.last_error ?? ""}`
        : "It is still waiting for its turn."}
    </Notice>
  );
}
