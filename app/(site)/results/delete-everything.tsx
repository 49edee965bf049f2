"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeEverything } from "./actions";

export function DeleteEverything() {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button type="button" kind="bare" size="small">
          <Trash2 aria-hidden size={16} /> Delete all my answers
        </Button>
      }
      title="Delete all your answers?"
      description="All results, open assessments and stories, and what you told us about yourself are removed for good. This can’t be undone."
      confirmLabel="Delete everything"
      pendingLabel="Deleting…"
      action={async () => {
        const result = await removeEverything({});
        if (!result.ok) return result;
        forgetKeptAnswers();
        return { ok: true, value: null };
      }}
      onDone={() => router.refresh()}
    />
  );
}

/** Answers that waited on this device to be sent belong to what was deleted. */
function forgetKeptAnswers(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("soulmate.answers.")) localStorage.removeItem(key);
    }
  } catch {
    // Private windows may have no storage.
  }
}
