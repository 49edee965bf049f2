"use client";

import { type ReactNode, useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { FirstKey } from "@/components/accounts/first-key";
import { SubmitButton } from "@/components/ui/submit-button";
import { finishSignUp } from "../../actions";
import { AuthCard } from "../../auth-card";
import { MailedSecret } from "../../mailed-secret";

interface VerifyFormProps {
  /** In a browser other than the one that signed up. */
  askPassword: boolean;
  appUrl: string;
  brandName: string;
  footer: ReactNode;
}

export function VerifyForm({ askPassword, appUrl, brandName, footer }: VerifyFormProps) {
  const [state, submit] = useActionState(finishSignUp, UNSENT);
  if (state.result?.ok)
    return <FirstKey title={`Welcome to ${brandName}`} {...state.result.value} appUrl={appUrl} />;
  return (
    <AuthCard
      title="Check your mail"
      intro="We have sent you a mail. It holds a code, unless the address has an account already; then it says so."
      footer={footer}
    >
      <form action={submit} noValidate className="space-y-5">
        <FormProblem state={state} />
        <MailedSecret
          name="code"
          label="Code from the mail"
          hint="Twelve letters and digits."
          state={state}
        />
        {askPassword && (
          <FormText
            name="password"
            label="Password"
            type="password"
            autoComplete="current-password"
            hint="The one you chose when you signed up: it shows that it was you."
            required
            data-next
            state={state}
          />
        )}
        <SubmitButton pendingLabel="Making your account…" className="w-full" data-next>
          Create my account
        </SubmitButton>
      </form>
    </AuthCard>
  );
}
