"use client";

import { RotateCw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { remove, retry } from "@/app/admin/jobs/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

/** What can be done with a job that failed. */
export function JobActions({ jobId, name }: { jobId: string; name: string }) {
  const router = useRouter();
  const { run, pending } = useAction(
    async (input: { job_id: string }) => {
      const result = await retry(input);
      if (!result.ok) toast("The job was not retried", { tone: "ember", description: result.problem.detail });
      return result;
    },
    () => {
      toast(`${name} runs again`);
      router.refresh();
    },
  );
  return (
    <span className="inline-flex gap-2">
      <Button
        kind="quiet"
        size="small"
        aria-disabled={pending}
        aria-label={`Retry job ${jobId}`}
        onClick={() => {
          if (!pending) run({ job_id: jobId });
        }}
      >
        <RotateCw aria-hidden size={15} /> {pending ? "Retrying…" : "Retry"}
      </Button>
      <ConfirmDialog
        trigger={
          <Button kind="bare" size="icon" aria-label={`Remove job ${jobId}`}>
            <Trash2 aria-hidden size={16} />
          </Button>
        }
        title="Remove this job?"
        description={`${name} will not be tried again: what it was to do is not done. This cannot be undone.`}
        confirmLabel="Remove job"
        pendingLabel="Removing…"
        action={() => remove({ job_id: jobId })}
        onDone={() => {
          toast("The job is removed");
          router.refresh();
        }}
      />
    </span>
  );
}
