"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { finishExtra } from "../../actions";

export function FinishForm({ assessmentId }: { assessmentId: string }) {
  const [state, submit] = useActionState(finishExtra, UNSENT);
  return (
    <form action={submit} className="space-y-4">
      <FormProblem state={state} />
      <input type="hidden" name="assessment_id" value={assessmentId} />
      <SubmitButton pendingLabel="Updating…">Update my result</SubmitButton>
    </form>
  );
}
