"use client";

import { Ellipsis, MailX, Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { resend, withdraw } from "@/app/partner/team/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import type { Invitation } from "@/lib/partners/teams/schemas";

/** Send it again, or withdraw it. */
export function InvitationMenu({ invitation: { id, email } }: { invitation: Invitation }) {
  const [asked, setAsked] = useState<"resend" | "withdraw" | null>(null);
  const router = useRouter();
  const openOf = (dialog: "resend" | "withdraw") => ({
    open: asked === dialog,
    onOpenChange: (open: boolean) => setAsked(open ? dialog : null),
  });
  return (
    <>
      <DropdownMenu
        trigger={
          <Button kind="bare" size="icon" aria-label={`Actions for ${email}`}>
            <Ellipsis aria-hidden size={18} />
          </Button>
        }
      >
        <MenuItem icon={<Send />} onSelect={() => setAsked("resend")}>
          Send again
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<MailX />} tone="ember" onSelect={() => setAsked("withdraw")}>
          Withdraw
        </MenuItem>
      </DropdownMenu>
      <ConfirmDialog
        title={`Send ${email} a new link?`}
        description="It is valid for seven days. The link before stops working."
        kind="primary"
        confirmLabel="Send again"
        pendingLabel="Sending…"
        action={() => resend({ invitation_id: id })}
        onDone={() => {
          toast(`Sent to ${email} again`);
          router.refresh();
        }}
        {...openOf("resend")}
      />
      <ConfirmDialog
        title={`Withdraw the invitation of ${email}?`}
        description="Its link stops working. You can invite them again."
        confirmLabel="Withdraw"
        pendingLabel="Withdrawing…"
        action={() => withdraw({ invitation_id: id })}
        onDone={() => {
          toast(`The invitation of ${email} is withdrawn`);
          router.refresh();
        }}
        {...openOf("withdraw")}
      />
    </>
  );
}
