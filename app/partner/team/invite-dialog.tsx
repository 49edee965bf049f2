"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { invite } from "@/app/partner/team/actions";
import { RoleChoice } from "@/app/partner/team/role-choice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { MemberRole } from "@/lib/partners/teams/schemas";

/** Invites somebody by mail. */
export function InviteDialog({ roles }: { roles: readonly MemberRole[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button>
          <UserPlus aria-hidden size={18} /> Invite
        </Button>
      }
      title="Invite somebody"
      description="They get a mail with a link that is valid for seven days, for their address alone."
      open={open}
      onOpenChange={setOpen}
    >
      <InviteForm roles={roles} close={() => setOpen(false)} />
    </Dialog>
  );
}

function InviteForm({ roles, close }: { roles: readonly MemberRole[]; close: () => void }) {
  const [role, setRole] = useState<MemberRole>("developer");
  const router = useRouter();
  const { run, pending, problem, errorOf } = useAction(invite, ({ email }) => {
    toast(`${email} is invited`);
    close();
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!pending) run({ email: new FormData(event.currentTarget).get("email"), role });
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="E-mail" error={errorOf("email")}>
        {(control) => <Input {...control} type="email" name="email" autoComplete="off" required />}
      </FormField>
      <RoleChoice roles={roles} value={role} onChange={setRole} />
      <DialogSubmit pending={pending} pendingLabel="Inviting…">
        Send invitation
      </DialogSubmit>
    </form>
  );
}
