"use client";

import { sendVerification } from "@/app/partner/settings/actions";
import { Button } from "@/components/ui/button";
import { useAction } from "@/components/ui/use-action";

/** Has the verification mail sent again, and says so in its place. */
export function VerifyButton() {
  const { run, pending, problem, value } = useAction(sendVerification);
  return (
    <span aria-live="polite" className="inline-flex flex-wrap items-center gap-3">
      {value !== null ? (
        <span>Sent. The link is valid for two days.</span>
      ) : (
        <>
          {problem !== null && <span>{problem.detail}</span>}
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
        </>
      )}
    </span>
  );
}
