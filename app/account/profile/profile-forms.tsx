"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { askToChangeEmail, rename } from "../actions";
import { ConfirmPassword } from "../confirm-password";

export function NameForm({ name }: { name: string }) {
  const [state, submit] = useActionState(rename, UNSENT);
  const saved = state.result?.ok === true ? state.result.value.name : null;
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      {saved !== null && (
        <div role="status">
          <Notice tone="pine">Saved.</Notice>
        </div>
      )}
      <FormText
        key={saved}
        name="name"
        label="Name"
        autoComplete="name"
        required
        maxLength={100}
        defaultValue={saved ?? name}
        state={state}
      />
      <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
    </form>
  );
}

export function EmailForm({ hasPassword }: { hasPassword: boolean }) {
  const [state, submit] = useActionState(askToChangeEmail, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      {state.result?.ok && (
        <div role="status">
          <Notice tone="pine">
            <span className="wrap-anywhere">
              We have sent a mail to {state.result.value.email}. Open its link to finish.
            </span>
          </Notice>
        </div>
      )}
      <FormText
        name="email"
        label="New e-mail"
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        state={state}
      />
      <ConfirmPassword has={hasPassword} state={state} />
      <SubmitButton pendingLabel="Sending…">Change e-mail</SubmitButton>
    </form>
  );
}
