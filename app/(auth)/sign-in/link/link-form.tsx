"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { followLink } from "../../actions";
import { MailedSecret } from "../../mailed-secret";

export function LinkForm({ next }: { next: string }) {
  const [state, submit] = useActionState(followLink, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="next" value={next} />
      <MailedSecret
        name="token"
        label="Code from the mail"
        guide={{
          empty: "Open the link from our mail, or paste its code here.",
          filled: "Press the button to use the link from our mail.",
        }}
        state={state}
      />
      <SubmitButton pendingLabel="Signing in…" className="w-full" data-next>
        Sign in
      </SubmitButton>
    </form>
  );
}
