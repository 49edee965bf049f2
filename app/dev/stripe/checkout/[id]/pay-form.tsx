"use client";

import { useActionState } from "react";
import { CardFields } from "@/app/dev/stripe/card-fields";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { pay } from "./actions";

interface PayFormProps {
  id: string;
  /** Known already, and only shown. */
  email: string | null;
  wantsCard: boolean;
  submitLabel: string;
  problem: string | null;
}

export function PayForm({ id, email, wantsCard, submitLabel, problem }: PayFormProps) {
  const [state, submit] = useActionState(pay, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      {problem !== null && state.result === null && <ErrorNotice>{problem}</ErrorNotice>}
      <input type="hidden" name="id" value={id} />
      {email === null ? (
        <FormText name="email" label="E-mail" type="email" autoComplete="email" required state={state} />
      ) : (
        <p className="text-sm">
          <span className="block font-medium">E-mail</span>
          <span className="wrap-anywhere text-muted">{email}</span>
        </p>
      )}
      {wantsCard && <CardFields state={state} />}
      <SubmitButton pendingLabel="Processing…" className="w-full">
        {submitLabel}
      </SubmitButton>
    </form>
  );
}
