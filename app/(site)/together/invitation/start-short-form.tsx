"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { AgeCheck } from "../../age-check";
import { start } from "../../assessment/actions";

/** For who was invited and has no result yet: the short form, which leads back here. */
export function StartShortForm() {
  const [state, submit] = useActionState(start, UNSENT);
  return (
    <form action={submit} className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="form" value="short" />
      <AgeCheck state={state} />
      <SubmitButton pendingLabel="Getting ready…" className="w-full sm:w-auto">
        Start the short form
      </SubmitButton>
    </form>
  );
}
