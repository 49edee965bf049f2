"use client";

import { useActionState } from "react";
import { errorOf, FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { FirstKey } from "@/components/accounts/first-key";
import { Card } from "@/components/ui/card";
import { Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { makePartner } from "./actions";

export function NewPartnerForm({ email, appUrl }: { email: string; appUrl: string }) {
  const [state, submit] = useActionState(makePartner, UNSENT);
  if (state.result?.ok)
    return (
      <FirstKey title="Your company is set up" {...state.result.value} next="/partner" appUrl={appUrl} />
    );
  return (
    <Card className="p-6 sm:p-9">
      <h1 className="text-2xl font-semibold tracking-tight">Your company</h1>
      <p className="mt-2 text-muted">
        You own it and invite others. Its mail goes to <span className="wrap-anywhere">{email}</span>.
      </p>
      <form action={submit} noValidate className="mt-6 space-y-5">
        <FormProblem state={state} />
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
        <SubmitButton pendingLabel="Setting up…" className="w-full">
          Set up
        </SubmitButton>
      </form>
    </Card>
  );
}
