"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { connect, connectOwn } from "../../actions";

interface ConnectFormProps {
  /** Whoever asks is signed in to the account already. */
  own: boolean;
  hasPassword: boolean;
  site: string;
  next: string;
  brandName: string;
}

export function ConnectForm({ own, hasPassword, site, next, brandName }: ConnectFormProps) {
  const [state, submit] = useActionState(own ? connectOwn : connect, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="next" value={own ? "/account/security" : next} />
      {hasPassword && (
        <FormText
          name="current_password"
          label={`Your ${brandName} password`}
          type="password"
          autoComplete="current-password"
          required
          state={state}
        />
      )}
      <SubmitButton pendingLabel="Connecting…" className="w-full">
        {`Connect ${site}`}
      </SubmitButton>
    </form>
  );
}
