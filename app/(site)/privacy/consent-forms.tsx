"use client";

import { useActionState } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { grant, withdraw } from "./actions";

interface GrantFormProps {
  purpose: string;
  title: string;
  /** The text that is shown above it. */
  version: string;
  adults: boolean;
}

export function GrantForm({ purpose, title, version, adults }: GrantFormProps) {
  const [state, submit] = useActionState(grant, UNSENT);
  const error = errorOf(state, "adult");
  return (
    <form action={submit} className="space-y-3">
      <FormProblem state={state} />
      <input type="hidden" name="purpose" value={purpose} />
      <input type="hidden" name="version" value={version} />
      {adults && (
        <div className="space-y-1.5">
          <NativeCheckbox
            name="adult"
            label="I’m 18 or older"
            aria-describedby={error === undefined ? undefined : `${purpose}-adult-error`}
          />
          {error !== undefined && (
            <p id={`${purpose}-adult-error`} role="alert" className="text-sm text-ember">
              {error}
            </p>
          )}
        </div>
      )}
      <SubmitButton kind="quiet" size="small" pendingLabel="Turning on…" aria-label={`Turn on: ${title}`}>
        Turn on
      </SubmitButton>
    </form>
  );
}

interface WithdrawFormProps {
  purpose: string;
  title: string;
  /** What follows. */
  withdrawing: string;
}

export function WithdrawForm({ purpose, title, withdrawing }: WithdrawFormProps) {
  const [state, submit] = useActionState(withdraw, UNSENT);
  return (
    <form action={submit} className="space-y-3">
      <FormProblem state={state} />
      <input type="hidden" name="purpose" value={purpose} />
      <p className="text-sm text-muted">If you turn it off: {withdrawing}</p>
      <SubmitButton kind="quiet" size="small" pendingLabel="Turning off…" aria-label={`Turn off: ${title}`}>
        Turn off
      </SubmitButton>
    </form>
  );
}
