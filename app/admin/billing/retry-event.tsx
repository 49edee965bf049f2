"use client";

import { useRouter } from "next/navigation";
import { retryEvent } from "@/app/admin/billing/actions";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

export function RetryEvent({ eventId }: { eventId: string }) {
  const router = useRouter();
  const { run, pending } = useAction(
    async () => {
      const result = await retryEvent({ event_id: eventId });
      if (!result.ok) toast("It was not tried again", { tone: "ember", description: result.problem.detail });
      return result;
    },
    () => {
      toast("It is tried again now");
      router.refresh();
    },
  );
  return (
    <Button
      type="button"
      kind="quiet"
      size="small"
      aria-label={`Try ${eventId} again`}
      aria-disabled={pending}
      onClick={() => {
        if (!pending) run(undefined);
      }}
    >
      {pending ? "Queuing…" : "Try again"}
    </Button>
  );
}
