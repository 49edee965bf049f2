"use client";

import { useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { answerAgain, topUp } from "../../assessment/actions";

interface AskMoreFormProps {
  kind: "again" | "more";
  assessmentId: string;
  label: string;
}

/** Asks for more statements, or for those again that fit least. */
export function AskMoreForm({ kind, assessmentId, label }: AskMoreFormProps) {
  const [state, submit] = useActionState(kind === "again" ? answerAgain : topUp, UNSENT);
  return (
    <form action={submit} className="space-y-2">
      <input type="hidden" name="assessment_id" value={assessmentId} />
      <SubmitButton kind={kind === "again" ? "primary" : "quiet"} pendingLabel="Choosing statements…">
        {label}
      </SubmitButton>
      {state.result !== null && !state.result.ok && (
        <p role="alert" className="text-sm text-ember">
          {state.result.problem.detail}
        </p>
      )}
    </form>
  );
}
