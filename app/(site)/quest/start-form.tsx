"use client";

import { useActionState } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { start } from "./actions";

export function StartForm() {
  const [state, submit] = useActionState(start, UNSENT);
  const error = errorOf(state, "old_enough");
  return (
    <form action={submit} className="space-y-5">
      <FormProblem state={state} />
      <div className="space-y-1.5">
        <NativeCheckbox
          name="old_enough"
          required
          label="I’m 16 or older"
          aria-describedby={error === undefined ? undefined : "age-error"}
        />
        {error !== undefined && (
          <p id="age-error" role="alert" className="text-sm text-ember">
            {error}
          </p>
        )}
      </div>
      <SubmitButton pendingLabel="Untying the boat…" className="min-w-48">
        Begin
      </SubmitButton>
    </form>
  );
}
