"use client";

import { type ReactNode, useActionState } from "react";
import { useFormStatus } from "react-dom";
import { UNSENT } from "@/app/form-state";
import { startWithAnswer } from "./assessment/actions";

/** The form around it: all that the home page has to load for it to answer at once, so its looks are given from outside. */
export function FirstStatementForm({ children }: { children: ReactNode }) {
  const [{ result }, submit] = useActionState(startWithAnswer, UNSENT);
  return (
    <form action={submit}>
      {result !== null && !result.ok && <p role="alert">{result.problem.detail}</p>}
      {children}
    </form>
  );
}

export function Sending({ children }: { children: ReactNode }) {
  return useFormStatus().pending ? "Saving your first answer…" : children;
}
