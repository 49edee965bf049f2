"use client";

import { useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { putInvitationAway } from "../actions";

export function PutAway() {
  const [, submit] = useActionState(putInvitationAway, UNSENT);
  return (
    <form action={submit}>
      <SubmitButton kind="bare" size="small" pendingLabel="Closing…">
        Not now
      </SubmitButton>
    </form>
  );
}
