"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { AgeCheck } from "../age-check";
import { start } from "./actions";

export function StartForm() {
  const [state, submit] = useActionState(start, UNSENT);
  return (
    <form action={submit} className="space-y-5">
      <FormProblem state={state} />
      <AgeCheck state={state} />
      <SubmitButton pendingLabel="Untying the boat…" className="min-w-48">
        Begin
      </SubmitButton>
    </form>
  );
}
