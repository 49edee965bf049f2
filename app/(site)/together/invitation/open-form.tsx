"use client";

import { useActionState } from "react";
import { MailedSecret } from "@/app/(auth)/mailed-secret";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { openInvitation } from "../actions";

/** Takes the code out of the link; without scripts it is pasted. */
export function OpenForm() {
  const [state, submit] = useActionState(openInvitation, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <MailedSecret
        name="token"
        label="Code from your link"
        guide={{
          empty: "Open the link that your friend sent you, or paste the part after the # here.",
          filled: "A friend would like to compare with you. See who it is and what it means first.",
        }}
        state={state}
      />
      <SubmitButton pendingLabel="Opening…" data-next="">
        Open the invitation
      </SubmitButton>
    </form>
  );
}
