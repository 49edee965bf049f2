"use client";

import { useActionState } from "react";
import { MailedSecret } from "@/app/(auth)/mailed-secret";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { followResumeLink } from "../actions";

export function ResumeForm() {
  const [state, submit] = useActionState(followResumeLink, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <MailedSecret
        name="token"
        label="Code from your link"
        guide={{
          empty: "Open the link that you made on your other device, or paste its last part here.",
          filled: "Your answers so far are one step away.",
        }}
        state={state}
      />
      <SubmitButton pendingLabel="Opening…" data-next="">
        Continue
      </SubmitButton>
    </form>
  );
}
