"use client";

import { Trash2 } from "lucide-react";
import { useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { removeResult } from "../actions";
import { AskFirst } from "../ask-first";

export function DeleteResult({ resultId }: { resultId: string }) {
  const [state, submit] = useActionState(removeResult, UNSENT);
  return (
    <AskFirst
      label={
        <>
          <Trash2 aria-hidden size={16} /> Delete this result
        </>
      }
      confirmLabel="Delete result"
      pendingLabel="Deleting…"
      state={state}
      action={submit}
      fields={{ result_id: resultId }}
    >
      The result and the answers it came from are removed for good. This can’t be undone.
    </AskFirst>
  );
}
