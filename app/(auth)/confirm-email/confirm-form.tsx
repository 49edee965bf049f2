"use client";

import Link from "next/link";
import { useActionState, useEffect, useRef } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { confirmEmail } from "../actions";
import { MailedSecret } from "../mailed-secret";

export function ConfirmForm() {
  const [state, submit] = useActionState(confirmEmail, UNSENT);
  const outcome = useRef<HTMLParagraphElement>(null);
  const email = state.result?.ok === true ? state.result.value.email : null;
  useEffect(() => {
    if (email !== null) outcome.current?.focus();
  }, [email]);
  if (email !== null) {
    return (
      <div role="status">
        <Notice
          tone="pine"
          action={
            <Link prefetch={false} href="/account/profile" className="link">
              Your account
            </Link>
          }
        >
          <p ref={outcome} tabIndex={-1} className="wrap-anywhere">
            The address of your account is now <strong className="font-semibold">{email}</strong>.
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
        label="Code from the mail"
        guide={{
          empty: "Open the link from our mail, or paste its code here.",
          filled: "Press the button to make this the address of your account.",
        }}
        state={state}
      />
      <SubmitButton pendingLabel="Confirming…" className="w-full" data-next>
        Confirm this address
      </SubmitButton>
    </form>
  );
}
