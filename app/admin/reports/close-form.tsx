"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { close } from "./actions";

/** What was done about a report, which closes it. */
export function CloseForm({ reportId }: { reportId: string }) {
  const [state, submit] = useActionState(close, UNSENT);
  return (
    <form action={submit} className="space-y-3">
      <FormProblem state={state} />
      <input type="hidden" name="report_id" value={reportId} />
      <FormText
        name="note"
        label="What did you do?"
        hint="Other admins read this. Guests and organizers don’t."
        maxLength={500}
        required
        state={state}
      />
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton name="state" value="handled" pendingLabel="Closing…" size="small">
          Close as handled
        </SubmitButton>
        <SubmitButton name="state" value="dismissed" pendingLabel="Closing…" kind="quiet" size="small">
          Nothing to do
        </SubmitButton>
      </div>
    </form>
  );
}
