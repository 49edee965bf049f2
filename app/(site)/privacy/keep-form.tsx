"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { keepEverything } from "./actions";

/** The way back from a deletion, while there is one. */
export function KeepForm() {
  const [state, submit] = useActionState(keepEverything, UNSENT);
  return (
    <form action={submit} className="space-y-3">
      <FormProblem state={state} />
      <SubmitButton pendingLabel="Cancelling…">Keep my data</SubmitButton>
    </form>
  );
}
