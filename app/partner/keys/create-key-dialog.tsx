"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { createKey } from "@/app/partner/keys/actions";
import { KeyFields, type KeyRules, readKeyForm } from "@/app/partner/keys/key-form";
import { NewKeyShown } from "@/app/partner/keys/new-key-shown";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { useAction } from "@/components/ui/use-action";

/** Makes a key and shows it, once. */
export function CreateKeyDialog({ rules }: { rules: KeyRules }) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ key: string; mode: "test" | "live"; name: string } | null>(null);
  const router = useRouter();
  const change = (next: boolean) => {
    setOpen(next);
    // Forgotten by the page the moment the dialog closes.
    if (!next) setMade(null);
  };
  return (
    <Dialog
      trigger={
        <Button>
          <Plus aria-hidden size={18} /> Create key
        </Button>
      }
      title={made === null ? "Create an API key" : `“${made.name}” is ready`}
      description={made === null ? "The key itself is shown once, when it is made." : undefined}
      open={open}
      onOpenChange={change}
      dismissible={made === null}
    >
      {made === null ? (
        <CreateForm
          rules={rules}
          onMade={(key) => {
            setMade(key);
            router.refresh();
          }}
        />
      ) : (
        <NewKeyShown made={made} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}

function CreateForm({
  rules,
  onMade,
}: {
  rules: KeyRules;
  onMade: (made: { key: string; mode: "test" | "live"; name: string }) => void;
}) {
  const { run, pending, problem } = useAction(createKey, onMade);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (!pending) run({ ...readKeyForm(form), mode: form.get("mode") });
  };
  return (
    <form onSubmit={submit} noValidate>
      <KeyFields rules={rules} problem={problem} />
      <DialogSubmit pending={pending} pendingLabel="Creating…">
        Create key
      </DialogSubmit>
    </form>
  );
}
