"use client";

import { useActionState } from "react";
import { CompanyFields } from "@/app/(auth)/company-fields";
import { AcceptTerms } from "@/app/accept-terms";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import type { TermsToAccept } from "@/app/terms-to-accept";
import { FirstKey } from "@/components/accounts/first-key";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { makePartner } from "./actions";

interface NewPartnerFormProps {
  email: string;
  appUrl: string;
  terms: TermsToAccept;
}

export function NewPartnerForm({ email, appUrl, terms }: NewPartnerFormProps) {
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
        <CompanyFields state={state} />
        <AcceptTerms terms={terms} state={state} />
        <SubmitButton pendingLabel="Setting up…" className="w-full">
          Set up
        </SubmitButton>
      </form>
    </Card>
  );
}
