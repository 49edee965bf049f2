"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { RESULT_DEPTHS } from "@/app/shared/share-words";
import { SubmitButton } from "@/components/ui/submit-button";
import { shareOwnResult } from "../../../sharing/actions";
import { LastsField, NameField, ShowsFields } from "../../../sharing/choice-fields";
import { LinkAddress } from "../../../sharing/link-address";

interface ShareResultFormProps {
  resultId: string;
  /** Of this rendering of the form: sent twice it makes one link. */
  formId: string;
  intimacyHint: string | null;
}

export function ShareResultForm({ resultId, formId, intimacyHint }: ShareResultFormProps) {
  const [state, submit] = useActionState(shareOwnResult, UNSENT);
  const made = state.result?.ok === true ? state.result.value : null;
  return (
    <div>
      <div role="status">
        {made !== null && (
          <div className="mb-6 space-y-3 rounded-2xl bg-pine-soft p-4 sm:p-5">
            <p className="font-semibold">Your link is ready</p>
            <p className="text-sm">
              Everyone who has it sees what you chose. It’s in your list below, where you can revoke it.
            </p>
            <LinkAddress id="made" url={made.url} />
          </div>
        )}
      </div>
      <form action={submit} noValidate className="space-y-6">
        <FormProblem state={state} />
        <input type="hidden" name="result_id" value={resultId} />
        <input type="hidden" name="form_id" value={formId} />
        <ShowsFields depths={RESULT_DEPTHS} state={state} withGroups intimacyHint={intimacyHint} />
        <div className="grid gap-6 sm:grid-cols-2">
          <NameField state={state} label="Your name on the page" />
          <LastsField state={state} />
        </div>
        <SubmitButton pendingLabel="Making the link…" className="w-full sm:w-auto">
          {made === null ? "Make the link" : "Make another link"}
        </SubmitButton>
      </form>
    </div>
  );
}
