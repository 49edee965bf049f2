"use client";

import { useActionState } from "react";
import { acceptOpened } from "@/app/(auth)/invitation/actions";
import { ErrorNotice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";

export function AcceptForm({ companyName }: { companyName: string }) {
  const [state, submit, pending] = useActionState(acceptOpened, { result: null, values: {} });
  return (
    <form action={submit} className="space-y-4">
      {state.result !== null && !state.result.ok && <ErrorNotice>{state.result.problem.detail}</ErrorNotice>}
      <SubmitButton pending={pending} pendingLabel="Joining…" className="w-full whitespace-normal">
        Join {companyName}
      </SubmitButton>
    </form>
  );
}
