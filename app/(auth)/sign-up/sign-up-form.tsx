"use client";

import { useActionState } from "react";
import { errorOf, FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { PASSWORD_HINT } from "@/app/password-hint";
import { Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { signUp } from "../actions";

interface SignUpFormProps {
  next: string;
  invited: boolean;
  /** The address that an invitation is for. */
  email: string | undefined;
}

export function SignUpForm({ next, invited, email }: SignUpFormProps) {
  const [state, submit] = useActionState(signUp, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="joins" value={invited ? "team" : "own"} />
      <FormText name="name" label="Your name" autoComplete="name" required maxLength={100} state={state} />
      <FormText
        name="email"
        label="Work e-mail"
        type="email"
        autoComplete="username"
        defaultValue={email}
        required
        maxLength={254}
        state={state}
      />
      <FormText
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={PASSWORD_HINT}
        required
        state={state}
      />
      {!invited && (
        <>
          <FormText
            name="company_name"
            label="Company"
            autoComplete="organization"
            required
            maxLength={200}
            state={state}
          />
          <FormField label="What will you build?" optional error={errorOf(state, "use_case")}>
            {(control) => (
              <Textarea
                {...control}
                name="use_case"
                rows={2}
                maxLength={2_000}
                defaultValue={state.values.use_case}
                className="min-h-20"
              />
            )}
          </FormField>
        </>
      )}
      <SubmitButton pendingLabel="Sending your code…" className="w-full">
        Go on
      </SubmitButton>
    </form>
  );
}
