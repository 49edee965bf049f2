"use client";

import { useActionState } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { type FormState, UNSENT } from "@/app/form-state";
import { Button } from "@/components/ui/button";
import { NativeCheckbox } from "@/components/ui/native-checkbox";

interface IntimacyConsentFormProps {
  action: (before: FormState<null>, form: FormData) => Promise<FormState<null>>;
  /** What the answers belong to: the name of its id, and the id. */
  idName: "assessment_id" | "quest_id";
  id: string;
  /** What is agreed to, after "I’m 18 or older, and". */
  agreement: string;
  agreeLabel: string;
  declineLabel: string;
}

/** Asks an adult for the consent of its own that questions about intimacy need. Declining needs nothing. */
export function IntimacyConsentForm({
  action,
  idName,
  id,
  agreement,
  agreeLabel,
  declineLabel,
}: IntimacyConsentFormProps) {
  const [state, submit, sending] = useActionState(action, UNSENT);
  const error = errorOf(state, "adult");
  return (
    <form action={submit} className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name={idName} value={id} />
      <div className="space-y-1.5">
        <NativeCheckbox
          name="adult"
          label={`I’m 18 or older, and ${agreement}`}
          aria-describedby={error === undefined ? undefined : "adult-error"}
        />
        {error !== undefined && (
          <p id="adult-error" role="alert" className="text-sm text-ember">
            {error}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" name="choice" value="agreed" aria-disabled={sending}>
          {agreeLabel}
        </Button>
        <Button type="submit" name="choice" value="declined" kind="quiet" aria-disabled={sending}>
          {declineLabel}
        </Button>
      </div>
    </form>
  );
}
