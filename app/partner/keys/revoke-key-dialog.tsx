"use client";

import { useRouter } from "next/navigation";
import { revokeKey } from "@/app/partner/keys/actions";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";

interface RevokeKeyDialogProps {
  apiKey: Pick<ApiKey, "id" | "name" | "prefix" | "mode">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RevokeKeyDialog({ apiKey, open, onOpenChange }: RevokeKeyDialogProps) {
  const router = useRouter();
  const { id, name, prefix, mode } = apiKey;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Revoke “${name}”?`}
      description={`The ${mode} key ${prefix}… is refused everywhere within a second. This cannot be undone.`}
      confirmLabel="Revoke key"
      pendingLabel="Revoking…"
      {...(mode === "live" ? { confirmWord: name } : {})}
      action={() => revokeKey({ key_id: id })}
      onDone={() => {
        toast(`“${name}” is revoked`);
        router.refresh();
      }}
    />
  );
}
