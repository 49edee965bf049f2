"use client";

import { useRouter } from "next/navigation";
import { endSigningKey } from "@/app/partner/security/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";

export function RevokeSigningKey({ id, name, isLast }: { id: string; name: string; isLast: boolean }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button kind="bare" size="small" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
      title={`Revoke “${name}”?`}
      description={
        isLast
          ? "Its signatures are refused within a second. It is your last: API keys that require signatures stop working until there is another. This cannot be undone."
          : "Its signatures are refused within a second. This cannot be undone."
      }
      confirmLabel="Revoke signing key"
      pendingLabel="Revoking…"
      action={() => endSigningKey({ key_id: id })}
      onDone={() => {
        toast(`“${name}” is revoked`);
        router.refresh();
      }}
    />
  );
}
