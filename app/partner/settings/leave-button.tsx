"use client";

import { leave } from "@/app/partner/settings/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export function LeaveButton({ companyName }: { companyName: string }) {
  return (
    <ConfirmDialog
      trigger={<Button kind="danger">Leave team</Button>}
      title={`Leave ${companyName}?`}
      description="You lose access at once, and your access tokens for this team end. Only an owner or admin can invite you back."
      confirmLabel="Leave team"
      pendingLabel="Leaving…"
      action={() => leave({})}
    />
  );
}
