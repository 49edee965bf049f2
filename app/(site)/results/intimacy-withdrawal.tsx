"use client";

import { Undo2 } from "lucide-react";
import { useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { stopIntimacy } from "./actions";
import { AskFirst } from "./ask-first";

/** For a person who agreed to be asked about intimacy: the way back, for finished results too. */
export function IntimacyWithdrawal() {
  const [state, submit] = useActionState(stopIntimacy, UNSENT);
  return (
    <AskFirst
      label={
        <>
          <Undo2 aria-hidden size={16} /> Erase what I said about intimacy
        </>
      }
      confirmLabel="Erase those answers"
      pendingLabel="Erasing…"
      state={state}
      action={submit}
    >
      Your answers about intimacy are erased, and those three traits become unknown in all your results.
      Everything else stays. This can’t be undone.
    </AskFirst>
  );
}
