"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { agreeToLink } from "./actions";
import { NameField } from "./choice-fields";

/** The second key of a link to two people's report. */
export function AgreeForm({ linkId }: { linkId: string }) {
  const [state, submit] = useActionState(agreeToLink, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-4">
      <FormProblem state={state} />
      <input type="hidden" name="link_id" value={linkId} />
      <NameField state={state} label="Your name on the page" />
      <SubmitButton pendingLabel="Agreeing…" size="small">
        Agree to share this
      </SubmitButton>
    </form>
  );
}
