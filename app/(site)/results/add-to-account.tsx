"use client";

import { useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { addToAccount } from "./actions";

/** Somebody signed in whose browser holds results from before: perhaps theirs, perhaps another person's. */
export function AddToAccount() {
  const [state, submit] = useActionState(addToAccount, UNSENT);
  return (
    <form
      action={submit}
      className="flex flex-wrap items-center justify-between gap-4 rounded-2xl bg-plum-soft p-5 sm:px-7"
    >
      <p className="max-w-md text-sm">
        This browser has answers that belong to no account. If they’re yours, add them to your results.
      </p>
      <SubmitButton pendingLabel="Adding…" size="small">
        Add to my account
      </SubmitButton>
      {state.result !== null && !state.result.ok && (
        <p role="alert" className="w-full text-sm text-ember">
          {state.result.problem.detail}
        </p>
      )}
    </form>
  );
}
