"use client";

import { useActionState } from "react";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { Time } from "@/components/ui/time";
import type { OpenInvitation } from "@/lib/people/together/list-pairs";
import { withdrawInvitation } from "./actions";

/** Links that wait to be opened. What they lead to is shown nowhere again. */
export function OpenInvitations({ invitations }: { invitations: readonly OpenInvitation[] }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-card">
      {invitations.map((invitation) => (
        <Row key={invitation.id} {...invitation} />
      ))}
    </ul>
  );
}

function Row({ id, createdAt, expiresAt }: OpenInvitation) {
  const [{ result }, submit] = useActionState(withdrawInvitation, UNSENT);
  return (
    <li className="px-5 py-3">
      <form action={submit} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <input type="hidden" name="invitation_id" value={id} />
        <p className="text-sm">
          Made <Time at={createdAt} />, works until <Time at={expiresAt} format="absolute" />
        </p>
        <SubmitButton kind="bare" size="small" pendingLabel="Withdrawing…">
          Withdraw
          <span className="sr-only"> the invitation</span>
        </SubmitButton>
      </form>
      {result !== null && !result.ok && (
        <p role="alert" className="text-sm text-ember">
          {result.problem.detail}
        </p>
      )}
    </li>
  );
}
