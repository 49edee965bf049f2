"use client";

import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { applyCode, removeCode } from "./actions";

export function CodeForm({ id }: { id: string }) {
  const [state, submit] = useActionState(applyCode, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-2">
      <FormProblem state={state} />
      <input type="hidden" name="id" value={id} />
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <FormText name="code" label="Promotion code" autoComplete="off" state={state} />
        </div>
        <SubmitButton kind="quiet" pendingLabel="Applying…" className="mt-[1.625rem]">
          Apply
        </SubmitButton>
      </div>
    </form>
  );
}

export function RemoveCodeForm({ id, code }: { id: string; code: string }) {
  const [state, submit] = useActionState(removeCode, UNSENT);
  return (
    <form action={submit} className="inline">
      <FormProblem state={state} />
      <input type="hidden" name="id" value={id} />
      <SubmitButton kind="bare" size="small" pendingLabel="Removing…" aria-label={`Remove ${code}`}>
        Remove
      </SubmitButton>
    </form>
  );
}
