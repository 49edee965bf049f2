"use client";

import { useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { revokeLink } from "./actions";

const WORDS = {
  revoke: { label: "Revoke", pending: "Revoking…" },
  decline: { label: "Decline", pending: "Declining…" },
  withdraw: { label: "Take it back", pending: "Taking it back…" },
  remove: { label: "Remove", pending: "Removing…" },
} as const;

/** Ends a link, at once and for good. */
export function RevokeForm({ linkId, does }: { linkId: string; does: keyof typeof WORDS }) {
  const [{ result }, submit] = useActionState(revokeLink, UNSENT);
  const { label, pending } = WORDS[does];
  return (
    <form action={submit}>
      <input type="hidden" name="link_id" value={linkId} />
      <SubmitButton kind="quiet" size="small" pendingLabel={pending}>
        {label}
        <span className="sr-only"> this link</span>
      </SubmitButton>
      {result !== null && !result.ok && (
        <p role="alert" className="text-ember">
          {result.problem.detail}
        </p>
      )}
    </form>
  );
}
