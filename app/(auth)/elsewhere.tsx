"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { signInElsewhere } from "./actions";

interface ElsewhereProps {
  sites: readonly { id: string; name: string }[];
  next: string;
}

/** The other sites that one can sign in through; nothing where none is set up. */
export function Elsewhere({ sites, next }: ElsewhereProps) {
  const [state, submit] = useActionState(signInElsewhere, UNSENT);
  if (sites.length === 0) return null;
  return (
    <div className="space-y-3">
      <FormProblem state={state} />
      {sites.map(({ id, name }) => (
        <form key={id} action={submit}>
          <input type="hidden" name="provider" value={id} />
          <input type="hidden" name="next" value={next} />
          <SubmitButton kind="quiet" pendingLabel={`Going to ${name}…`} className="w-full">
            Continue with {name}
          </SubmitButton>
        </form>
      ))}
      <p className="flex items-center gap-3 py-2 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
    </div>
  );
}
