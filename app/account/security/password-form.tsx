"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { PASSWORD_HINT } from "@/app/password-hint";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { newPassword } from "../actions";
import { ConfirmPassword } from "../confirm-password";

export function PasswordForm({ hasPassword }: { hasPassword: boolean }) {
  const [state, submit] = useActionState(newPassword, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      {state.result?.ok && (
        <div role="status">
          <Notice tone="pine">Your password is changed, and every other browser is signed out.</Notice>
        </div>
      )}
      <ConfirmPassword has={hasPassword} state={state} />
      <FormText
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint={PASSWORD_HINT}
        required
        state={state}
      />
      <SubmitButton pendingLabel="Saving…">{hasPassword ? "Change password" : "Set a password"}</SubmitButton>
    </form>
  );
}
