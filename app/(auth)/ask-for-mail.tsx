"use client";

import { MailCheck } from "lucide-react";
import { useActionState, useEffect, useRef } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { mailLink, mailReset } from "./actions";

interface AskForMailProps {
  purpose: "link" | "reset";
  next?: string;
  label: string;
}

const ACTIONS = { link: mailLink, reset: mailReset } as const;
const SAYS = {
  link: "a link to sign in is on its way. It is valid for 15 minutes.",
  reset: "a link to choose a new password is on its way. It is valid for an hour.",
} as const;

/** Asks for a mail. Its answer is the same whether there is such an account or not. */
export function AskForMail({ purpose, next, label }: AskForMailProps) {
  const [state, submit] = useActionState(ACTIONS[purpose], UNSENT);
  const outcome = useRef<HTMLParagraphElement>(null);
  const asked = state.result?.ok === true ? state.result.value.email : null;
  useEffect(() => {
    if (asked !== null) outcome.current?.focus();
  }, [asked]);
  if (asked !== null) {
    return (
      <div role="status" className="flex gap-3 rounded-lg bg-pine-soft px-4 py-3.5">
        <MailCheck aria-hidden size={20} className="mt-0.5 shrink-0 text-pine" />
        <p ref={outcome} tabIndex={-1} className="min-w-0 wrap-anywhere">
          If there is an account for <strong className="font-semibold">{asked}</strong>, {SAYS[purpose]}
        </p>
      </div>
    );
  }
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <FormText name="email" label="E-mail" type="email" autoComplete="username" required state={state} />
      <SubmitButton pendingLabel="Sending…" className="w-full">
        {label}
      </SubmitButton>
    </form>
  );
}
