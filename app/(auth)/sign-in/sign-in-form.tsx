"use client";

import { useActionState } from "react";
import { signIn } from "../actions";
import { FormField, FormProblem, SubmitButton } from "../form-parts";

export function SignInForm({ next }: { next: string }) {
  const [state, submit, pending] = useActionState(signIn, { result: null, values: {} });
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="next" value={next} />
      <FormField name="email" label="E-mail" type="email" autoComplete="username" required state={state} />
      <FormField
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        state={state}
      />
      <SubmitButton pending={pending} doing="Signing in…">
        Sign in
      </SubmitButton>
    </form>
  );
}
