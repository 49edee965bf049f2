"use client";

import { useActionState } from "react";
import { CompanyFields } from "@/app/(auth)/company-fields";
import { AcceptTerms } from "@/app/accept-terms";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { PASSWORD_HINT } from "@/app/password-hint";
import type { TermsToAccept } from "@/app/terms-to-accept";
import { SubmitButton } from "@/components/ui/submit-button";
import { signUp } from "../actions";

interface SignUpFormProps {
  next: string;
  /** Whether somebody joins a team, signs up for themselves, or brings a company. */
  joins: "team" | "nobody" | "own";
  /** The address that an invitation is for. */
  email: string | undefined;
  terms: TermsToAccept;
}

export function SignUpForm({ next, joins, email, terms }: SignUpFormProps) {
  const [state, submit] = useActionState(signUp, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="joins" value={joins} />
      <FormText name="name" label="Your name" autoComplete="name" required maxLength={100} state={state} />
      <FormText
        name="email"
        label={joins === "nobody" ? "Email" : "Work e-mail"}
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
      {joins === "own" && <CompanyFields state={state} />}
      <AcceptTerms terms={terms} state={state} />
      <SubmitButton pendingLabel="Sending your code…" className="w-full">
        Continue
      </SubmitButton>
    </form>
  );
}
