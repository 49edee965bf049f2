"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeResult } from "../actions";

export function DeleteResult({ resultId }: { resultId: string }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button type="button" kind="bare" size="small">
          <Trash2 aria-hidden size={16} /> Delete this result
        </Button>
      }
      title="Delete this result?"
      description="The result and the answers it came from are removed for good. This can’t be undone."
      confirmLabel="Delete result"
      pendingLabel="Deleting…"
      action={async () => {
        const result = await removeResult({ result_id: resultId });
        return result.ok ? { ok: true, value: null } : result;
      }}
      onDone={() => router.push("/results")}
    />
  );
}
