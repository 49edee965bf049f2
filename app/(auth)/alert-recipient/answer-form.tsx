"use client";

import { useActionState, useEffect, useRef } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { MailedSecret } from "../mailed-secret";
import { answerAlerts } from "./actions";

/** Where somebody outside the team agrees to get alerts, or declines. */
export function AnswerForm() {
  const [state, submit] = useActionState(answerAlerts, UNSENT);
  const outcome = useRef<HTMLParagraphElement>(null);
  const answered = state.result?.ok === true ? state.result.value : null;
  useEffect(() => {
    if (answered !== null) outcome.current?.focus();
  }, [answered]);
  if (answered !== null) {
    const { company_name, email, confirmed } = answered;
    return (
      <div role="status">
        <Notice tone={confirmed ? "pine" : "plum"}>
          <p ref={outcome} tabIndex={-1} className="wrap-anywhere">
            {confirmed ? "We send" : "We send no"} alerts of {company_name} to{" "}
            <strong className="font-semibold">{email}</strong>. To change your answer, open the link from our
            email again.
          </p>
        </Notice>
      </div>
    );
  }
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <MailedSecret
        name="token"
        label="Code from the email"
        guide={{
          empty: "Open the link from our email, or paste its code here.",
          filled: "The company that our email names wants to send you alerts about its account.",
        }}
        state={state}
      />
      <div className="flex flex-col gap-3 sm:flex-row">
        <SubmitButton name="answer" value="confirm" pendingLabel="Sending…" className="flex-1" data-next>
          Get alerts
        </SubmitButton>
        <SubmitButton name="answer" value="decline" kind="quiet" pendingLabel="Sending…" className="flex-1">
          Decline
        </SubmitButton>
      </div>
    </form>
  );
}
