"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { deleteSavedQuery } from "@/app/research/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";

/** Deletes a saved query, after asking. */
export function DeleteSaved({ id, name }: { id: string; name: string }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button type="button" kind="bare" size="icon" aria-label={`Delete ${name}`}>
          <Trash2 aria-hidden size={16} />
        </Button>
      }
      title="Delete this saved query?"
      description="Your team no longer sees it. Answers that you got with it stay in the history."
      confirmLabel="Delete query"
      pendingLabel="Deleting…"
      action={() => deleteSavedQuery({ saved_query_id: id })}
      onDone={() => {
        toast("Query deleted");
        router.refresh();
      }}
    />
  );
}
