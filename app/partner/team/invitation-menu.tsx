"use client";

import { useRouter } from "next/navigation";
import { resend, withdraw } from "@/app/partner/team/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { Invitation } from "@/lib/partners/schemas";

/** Send it again, or withdraw it. */
export function InvitationMenu({ invitation }: { invitation: Invitation }) {
  const router = useRouter();
  const { run, pending, problem } = useAction(resend, ({ email }) => {
    toast(`Sent to ${email} again`, { description: "The link before no longer works." });
    router.refresh();
  });
  const { id, email } = invitation;
  return (
    <span className="inline-flex flex-wrap justify-end gap-x-1.5 md:flex-nowrap">
      {problem !== null && (
        <span role="alert" className="self-center text-xs text-ember">
          {problem.detail}
        </span>
      )}
      <Button
        kind="bare"
        size="small"
        aria-label={`Send the invitation of ${email} again`}
        aria-disabled={pending}
        onClick={() => {
          if (!pending) run({ invitation_id: id });
        }}
      >
        {pending ? "Sending…" : "Send again"}
      </Button>
      <ConfirmDialog
        trigger={
          <Button kind="bare" size="small" aria-label={`Withdraw the invitation of ${email}`}>
            Withdraw
          </Button>
        }
        title={`Withdraw the invitation of ${email}?`}
        description="Its link stops working. You can invite them again."
        confirmLabel="Withdraw"
        pendingLabel="Withdrawing…"
        action={() => withdraw({ invitation_id: id })}
        onDone={() => {
          toast(`The invitation of ${email} is withdrawn`);
          router.refresh();
        }}
      />
    </span>
  );
}
