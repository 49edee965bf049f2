"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { updateKey } from "@/app/partner/keys/actions";
import { KeyFields, type KeyRules, readKeyForm } from "@/app/partner/keys/key-form";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";

interface EditKeyDialogProps {
  apiKey: ApiKey;
  rules: KeyRules;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function EditKeyDialog({ apiKey, rules, open, onOpenChange }: EditKeyDialogProps) {
  return (
    <Dialog
      title={`Edit “${apiKey.name}”`}
      description="In force everywhere within a second."
      open={open}
      onOpenChange={onOpenChange}
    >
      <EditForm apiKey={apiKey} rules={rules} close={() => onOpenChange(false)} />
    </Dialog>
  );
}

function EditForm({ apiKey, rules, close }: { apiKey: ApiKey; rules: KeyRules; close: () => void }) {
  const router = useRouter();
  const { run, pending, problem } = useAction(updateKey, ({ name }) => {
    toast(`“${name}” is changed`);
    close();
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = readKeyForm(new FormData(event.currentTarget), apiKey);
    run({ key_id: apiKey.id, changes: changed(apiKey, form) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <KeyFields rules={rules} problem={problem} before={apiKey} />
      <DialogSubmit pending={pending} pendingLabel="Saving…">
        Save changes
      </DialogSubmit>
    </form>
  );
}

/** Only what is new is sent, so that the audit log names what was changed; the name goes along where nothing is. */
function changed(before: ApiKey, after: ReturnType<typeof readKeyForm>) {
  const fields = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof after]),
  );
  return fields.length === 0 ? { name: after.name } : Object.fromEntries(fields);
}
