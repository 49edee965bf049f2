"use client";

import { useActionState } from "react";
import { errorOf, FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { acceptInvitation } from "../actions";
import { IntimacyBox } from "../intimacy-box";

interface AcceptFormProps {
  friend: string;
  name: string;
  asksIntimacy: boolean;
}

/** The invited person's key. */
export function AcceptForm({ friend, name, asksIntimacy }: AcceptFormProps) {
  const [state, submit] = useActionState(acceptInvitation, UNSENT);
  const error = errorOf(state, "agreed");
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <FormText
        name="name"
        label={`Your name, as ${friend} sees it`}
        state={state}
        defaultValue={name}
        required
        maxLength={40}
        autoComplete="given-name"
      />
      <div className="space-y-1.5">
        <NativeCheckbox
          name="agreed"
          required
          label={`Compare my result with ${friend}’s`}
          hint="We both see the same report. I can leave at any time, and then it’s gone for both of us."
          aria-describedby={error === undefined ? undefined : "agreed-error"}
        />
        {error !== undefined && (
          <p id="agreed-error" role="alert" className="text-sm text-ember">
            {error}
          </p>
        )}
      </div>
      {asksIntimacy && <IntimacyBox />}
      <SubmitButton pendingLabel="Accepting…" className="w-full sm:w-auto sm:min-w-40">
        Accept
      </SubmitButton>
    </form>
  );
}
