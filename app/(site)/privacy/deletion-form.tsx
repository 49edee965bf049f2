"use client";

import { useActionState } from "react";
import { ConfirmPassword } from "@/app/account/confirm-password";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { askForDeletion } from "./actions";

export function DeletionForm({ hasPassword, hasAccount }: { hasPassword: boolean; hasAccount: boolean }) {
  const [state, submit] = useActionState(askForDeletion, UNSENT);
  const error = errorOf(state, "sure");
  return (
    <form action={submit} noValidate className="max-w-md space-y-4">
      <FormProblem state={state} />
      <ConfirmPassword has={hasPassword} state={state} />
      <div className="space-y-1.5">
        <NativeCheckbox
          name="sure"
          label={hasAccount ? "Delete my account and everything in it" : "Delete everything that I answered"}
          aria-describedby={error === undefined ? undefined : "sure-error"}
        />
        {error !== undefined && (
          <p id="sure-error" role="alert" className="text-sm text-ember">
            {error}
          </p>
        )}
      </div>
      <SubmitButton kind="danger" pendingLabel="Asking…">
        Delete everything
      </SubmitButton>
    </form>
  );
}
