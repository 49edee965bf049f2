"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { REPORT_DEPTHS } from "@/app/shared/share-words";
import { SubmitButton } from "@/components/ui/submit-button";
import { askToShareReport } from "../../../sharing/actions";
import { LastsField, NameField, ShowsFields } from "../../../sharing/choice-fields";

interface ShareReportFormProps {
  pairId: string;
  friend: string;
  /** Of this rendering of the form: sent twice it makes one link. */
  formId: string;
  intimacyHint: string | null;
}

/** The first key of a link to two people's report: the other turns the second. */
export function ShareReportForm({ pairId, friend, formId, intimacyHint }: ShareReportFormProps) {
  const [state, submit] = useActionState(askToShareReport, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-6">
      <FormProblem state={state} />
      <input type="hidden" name="pair_id" value={pairId} />
      <input type="hidden" name="form_id" value={formId} />
      <ShowsFields depths={REPORT_DEPTHS} state={state} withGroups={false} intimacyHint={intimacyHint} />
      <div className="grid gap-6 sm:grid-cols-2">
        <NameField state={state} label="Your name on the page" />
        <LastsField state={state} />
      </div>
      <SubmitButton pendingLabel="Asking…" className="w-full wrap-anywhere whitespace-normal sm:w-auto">
        Ask {friend} to share this
      </SubmitButton>
    </form>
  );
}
