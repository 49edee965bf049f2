"use client";

import { useRouter } from "next/navigation";
import { withdrawFinding } from "@/app/research/findings/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";

/** Takes a finding from the public. */
export function WithdrawButton({ findingId, title }: { findingId: string; title: string }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button kind="quiet" size="small">
          Withdraw
        </Button>
      }
      title="Withdraw this finding?"
      description={
        <>
          “<bdi>{title}</bdi>” will no longer show its figures. Its address stays and says that it was
          withdrawn. Files that people have downloaded stay with them.
        </>
      }
      confirmLabel="Withdraw finding"
      pendingLabel="Withdrawing…"
      action={() => withdrawFinding({ finding_id: findingId })}
      onDone={() => {
        toast("Finding withdrawn");
        router.refresh();
      }}
    />
  );
}
