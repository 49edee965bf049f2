"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { type FormState, UNSENT } from "@/app/form-state";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

interface AuthenticationFormProps {
  id: string;
  action: (before: FormState<null>, form: FormData) => Promise<FormState<null>>;
}

/** 3-D Secure, as the bank's page would ask: two answers, each of which leads on. */
export function AuthenticationForm({ id, action }: AuthenticationFormProps) {
  const [state, submit, pending] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="space-y-3">
      <FormProblem state={state} />
      <input type="hidden" name="id" value={id} />
      <SubmitButton name="answer" value="authorise" pendingLabel="Processing…" className="w-full">
        Authorise
      </SubmitButton>
      <Button
        type="submit"
        name="answer"
        value="fail"
        kind="quiet"
        className="w-full"
        aria-disabled={pending}
        onClick={(event) => {
          if (pending) event.preventDefault();
        }}
      >
        Fail
      </Button>
    </form>
  );
}
