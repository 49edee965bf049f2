"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { complete } from "./actions";

export function OnboardingForm({ id }: { id: string }) {
  const [state, submit] = useActionState(complete, UNSENT);
  return (
    <form action={submit} className="space-y-3">
      <FormProblem state={state} />
      <input type="hidden" name="id" value={id} />
      <SubmitButton pendingLabel="Finishing…" className="w-full">
        Agree and finish
      </SubmitButton>
    </form>
  );
}
