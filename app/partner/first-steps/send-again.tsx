"use client";

import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { useAction } from "@/components/ui/use-action";
import { mailVerification } from "./actions";

export function SendAgain() {
  const { run, pending, problem, value } = useAction(mailVerification);
  return (
    <div className="space-y-2 pt-2">
      <Button
        kind="quiet"
        size="small"
        aria-disabled={pending}
        onClick={() => {
          if (!pending) run({});
        }}
      >
        {pending ? "Sending…" : "Send the mail again"}
      </Button>
      <p role="status" className="text-sm text-muted">
        {value !== null && problem === null && `A mail is on its way to ${value.email}.`}
      </p>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
    </div>
  );
}
