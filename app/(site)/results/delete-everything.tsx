"use client";

import { Trash2 } from "lucide-react";
import { useActionState, useState, useTransition } from "react";
import { UNSENT } from "@/app/form-state";
import { removeEverything } from "./actions";
import { AskFirst } from "./ask-first";

export function DeleteEverything() {
  const [sent, submit] = useActionState(removeEverything, UNSENT);
  const [state, setState] = useState(sent);
  const [deleting, start] = useTransition();
  return (
    <AskFirst
      label={
        <>
          <Trash2 aria-hidden size={16} /> Delete all my answers
        </>
      }
      confirmLabel="Delete everything"
      pendingLabel="Deleting…"
      state={state}
      action={submit}
      pending={deleting}
      onSubmit={(event) => {
        event.preventDefault();
        start(async () => {
          const after = await removeEverything(UNSENT, new FormData());
          // The page reloads without this form, so what waits on the device goes first.
          if (after.result?.ok) forgetKeptAnswers();
          else setState(after);
        });
      }}
    >
      All results, open assessments and stories, and what you told us about yourself are removed for good.
      This can’t be undone.
    </AskFirst>
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
