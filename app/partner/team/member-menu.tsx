"use client";

import { Ellipsis, UserCog, UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { changeRole, remove } from "@/app/partner/team/actions";
import { RoleChoice } from "@/app/partner/team/role-choice";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { ErrorNotice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { Member, MemberRole } from "@/lib/partners/teams/schemas";

/** What can be done with a member. */
export function MemberMenu({ member, roles }: { member: Member; roles: readonly MemberRole[] }) {
  const [asked, setAsked] = useState<"role" | "remove" | null>(null);
  const router = useRouter();
  const openOf = (dialog: "role" | "remove") => ({
    open: asked === dialog,
    onOpenChange: (open: boolean) => setAsked(open ? dialog : null),
  });
  return (
    <>
      <DropdownMenu
        trigger={
          <Button kind="bare" size="icon" aria-label={`Actions for ${member.name}`}>
            <Ellipsis aria-hidden size={18} />
          </Button>
        }
      >
        <MenuItem icon={<UserCog />} onSelect={() => setAsked("role")}>
          Change role
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<UserMinus />} tone="ember" onSelect={() => setAsked("remove")}>
          Remove
        </MenuItem>
      </DropdownMenu>
      <Dialog
        title={`Role of ${member.name}`}
        description="In force from their next click. Invitations they could not send any more are withdrawn."
        {...openOf("role")}
      >
        <RoleForm member={member} roles={roles} close={() => setAsked(null)} />
      </Dialog>
      <ConfirmDialog
        title={`Remove ${member.name}?`}
        description="They lose access at once, and their access tokens and open invitations end. API keys belong to the team and go on working: rotate those they know."
        confirmLabel="Remove"
        pendingLabel="Removing…"
        action={() => remove({ user_id: member.user_id })}
        onDone={() => {
          toast(`${member.name} is removed`);
          router.refresh();
        }}
        {...openOf("remove")}
      />
    </>
  );
}

function RoleForm({
  member,
  roles,
  close,
}: {
  member: Member;
  roles: readonly MemberRole[];
  close: () => void;
}) {
  const [role, setRole] = useState<MemberRole>(member.role);
  const router = useRouter();
  const { run, pending, problem } = useAction(changeRole, () => {
    toast(`${member.name} is ${role} now`);
    close();
    router.refresh();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!pending) run({ user_id: member.user_id, role });
  };
  return (
    <form onSubmit={submit} className="space-y-5">
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <RoleChoice roles={roles} value={role} onChange={setRole} />
      <DialogSubmit pending={pending} pendingLabel="Saving…">
        Change role
      </DialogSubmit>
    </form>
  );
}
