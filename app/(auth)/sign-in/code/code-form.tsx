"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { enterCode } from "../../actions";

export function CodeForm({ next }: { next: string }) {
  const [state, submit] = useActionState(enterCode, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="next" value={next} />
      <FormText
        name="code"
        label="Code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        required
        maxLength={80}
        className="font-mono tracking-widest"
        state={state}
      />
      <SubmitButton pendingLabel="Checking…" className="w-full">
        Sign in
      </SubmitButton>
    </form>
  );
}
