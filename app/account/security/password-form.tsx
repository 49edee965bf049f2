"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { PASSWORD_HINT } from "@/app/password-hint";
import { Notice } from "@/components/ui/error-notice";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { newPassword } from "../actions";
import { ConfirmPassword } from "../confirm-password";

interface PasswordFormProps {
  hasPassword: boolean;
  /** How many access tokens could be revoked with it. */
  activeTokens: number;
}

export function PasswordForm({ hasPassword, activeTokens }: PasswordFormProps) {
  const [state, submit] = useActionState(newPassword, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      {state.result?.ok && (
        <div role="status">
          <Notice tone="pine">
            {state.result.value.revoked_tokens === 0
              ? "Your password is changed, and every other browser is signed out."
              : "Your password is changed, every other browser is signed out, and your access tokens are revoked."}
          </Notice>
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
      {activeTokens > 0 && (
        <NativeCheckbox
          name="revoke_tokens"
          label={
            activeTokens === 1 ? "Revoke my access token too" : `Revoke my ${activeTokens} access tokens too`
          }
          hint={`Scripts that use ${activeTokens === 1 ? "it" : "them"} stop working. Do it if somebody else may have been in your account.`}
        />
      )}
      <SubmitButton pendingLabel="Saving…">{hasPassword ? "Change password" : "Set a password"}</SubmitButton>
    </form>
  );
}
