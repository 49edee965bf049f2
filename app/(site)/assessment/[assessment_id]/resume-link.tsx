"use client";

import { type ReactNode, useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { CopyButton } from "@/components/ui/copy-button";
import { makeResumeLink } from "../actions";

/** Makes a link by which another device can go on. */
export function ResumeLink({ icon }: { icon: ReactNode }) {
  const [state, submit, pending] = useActionState(makeResumeLink, UNSENT);
  const { result } = state;
  if (result?.ok) {
    return (
      <div className="w-full space-y-2">
        <p>Open this link on your other device. It works once, within 7 days.</p>
        <p className="flex items-center gap-3 rounded-lg bg-sunken px-3 py-2">
          <code id="resume-link" className="min-w-0 flex-1 font-mono text-xs break-all text-ink">
            {result.value.url}
          </code>
          <CopyButton from="resume-link" label="Copy the link" on="page" />
        </p>
      </div>
    );
  }
  return (
    <form action={submit}>
      <button
        type="submit"
        aria-disabled={pending}
        className="inline-flex min-h-9 cursor-pointer items-center gap-2 rounded-md hover:text-ink"
      >
        {icon} {pending ? "Making a link…" : "Continue on another device"}
      </button>
      {result !== null && !result.ok && (
        <p role="alert" className="mt-1 text-ember">
          {result.problem.detail}
        </p>
      )}
    </form>
  );
}
