"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { cancel, resume } from "@/app/partner/billing/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface CancelPlanProps {
  tier: string;
  /** What the contract allows goes on. */
  byContract: boolean;
  endsAt: string;
  /** The plan that a change waits to lead to, which is dropped; null where none waits. */
  drops: string | null;
}

/** Ends the plan with its period, after asking. */
export function CancelPlan({ tier, byContract, endsAt, drops }: CancelPlanProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button type="button" kind="quiet" size="small">
          Cancel plan
        </Button>
      }
      title={`Cancel ${tier}?`}
      description={`It goes on until ${endsAt} and is not charged again. ${
        byContract
          ? "What your contract allows stays as it is."
          : "Then live calls are refused; test keys go on working, and nothing of yours is deleted."
      } Until that day you can take it back.${
        drops === null ? "" : ` The change to ${drops}, which waits for your consent, is dropped.`
      }`}
      confirmLabel="Cancel plan"
      pendingLabel="Cancelling…"
      dismissLabel="Not now"
      action={() => cancel({})}
      onDone={() => {
        toast("The plan is cancelled", { description: `It goes on until ${endsAt}.` });
        router.refresh();
      }}
    />
  );
}

/** Takes the cancellation back. */
export function ResumePlan({ tier }: { tier: string }) {
  const router = useRouter();
  const { run, pending } = useAction(
    async () => {
      const result = await resume({});
      if (!result.ok)
        toast("The plan was not resumed", { tone: "ember", description: result.problem.detail });
      return result;
    },
    () => {
      toast(`${tier} goes on`);
      router.refresh();
    },
  );
  return (
    <Button
      type="button"
      size="small"
      aria-disabled={pending}
      onClick={() => {
        if (!pending) run(undefined);
      }}
    >
      {pending ? "Resuming…" : "Keep the plan"}
    </Button>
  );
}
