"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { PASSWORD_HINT } from "@/app/password-hint";
import { SubmitButton } from "@/components/ui/submit-button";
import { choosePassword } from "../actions";
import { MailedSecret } from "../mailed-secret";

export function ResetForm() {
  const [state, submit] = useActionState(choosePassword, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <MailedSecret name="token" label="Code from the mail" state={state} />
      <FormText
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint={PASSWORD_HINT}
        required
        data-next
        state={state}
      />
      <SubmitButton pendingLabel="Saving…" className="w-full">
        Save and sign in
      </SubmitButton>
    </form>
  );
}
