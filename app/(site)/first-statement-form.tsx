"use client";

import { type ReactNode, useActionState } from "react";
import { useFormStatus } from "react-dom";
import { UNSENT } from "@/app/form-state";
import { startWithAnswer } from "./assessment/actions";

/** The form around it: all that the home page has to load for it to answer at once. */
export function FirstStatementForm({ children }: { children: ReactNode }) {
  const [{ result }, submit] = useActionState(startWithAnswer, UNSENT);
  return (
    <form action={submit} className="space-y-4 rounded-3xl border border-line bg-card p-5 sm:p-7">
      {result !== null && !result.ok && (
        <p role="alert" className="text-ember">
          {result.problem.detail}
        </p>
      )}
      {children}
    </form>
  );
}

export function Sending({ children }: { children: ReactNode }) {
  return useFormStatus().pending ? "Saving your first answer…" : children;
}
