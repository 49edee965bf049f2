"use client";

import { useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { stopCounting } from "./actions";

/** For somebody who agreed to count in the averages: the way back, as easy as the way in. */
export function NormsConsent() {
  const [state, submit] = useActionState(stopCounting, UNSENT);
  return (
    <form action={submit} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p>Your traits count in the averages, without your name.</p>
      <SubmitButton kind="quiet" size="small" pendingLabel="Stopping…">
        Stop counting me
      </SubmitButton>
      {state.result !== null && !state.result.ok && (
        <p role="alert" className="w-full text-ember">
          {state.result.problem.detail}
        </p>
      )}
    </form>
  );
}
