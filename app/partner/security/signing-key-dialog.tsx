"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { makeSigningKey } from "@/app/partner/security/actions";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SecretReveal } from "@/components/ui/secret-reveal";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { NewSigningKey } from "@/lib/partners/api-keys/schemas";

/** Makes a signing key; an HMAC secret is shown, once. */
export function SigningKeyDialog() {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ id: string; name: string; secret: string } | null>(null);
  const router = useRouter();
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setMade(null);
  };
  const take = ({ id, name, secret }: NewSigningKey) => {
    router.refresh();
    if (secret !== null) return setMade({ id, name, secret });
    change(false);
    toast(`“${name}” is ready`, { description: "Name its id as keyid." });
  };
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size="small">
          <Plus aria-hidden size={16} /> Create signing key
        </Button>
      }
      title={made === null ? "Create a signing key" : `“${made.name}” is ready`}
      description={
        made === null ? "What your programs sign their requests with, beside the API key." : undefined
      }
      open={open}
      onOpenChange={change}
      dismissible={made === null}
    >
      {made === null ? (
        <SigningKeyForm onMade={take} />
      ) : (
        <>
          <p className="mb-4 text-sm text-muted">
            Its id, which signatures name as keyid:{" "}
            <code className="font-mono break-all text-ink">{made.id}</code>
          </p>
          <SecretReveal
            label="Signing secret"
            secret={made.secret}
            note="Copy it now and keep it where secrets are kept: we keep it sealed, so it cannot be shown again."
          />
          <DialogActions>
            <Button type="button" onClick={() => change(false)}>
              I have copied it
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function SigningKeyForm({ onMade }: { onMade: (key: NewSigningKey) => void }) {
  const [algorithm, setAlgorithm] = useState<"hmac-sha256" | "ed25519">("hmac-sha256");
  const { run, pending, problem, errorOf } = useAction(makeSigningKey, onMade);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    run({
      name: form.get("name"),
      algorithm,
      ...(algorithm === "ed25519" ? { public_key: form.get("public_key") } : {}),
    });
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Name" error={errorOf("name")} hint="The system that signs: “Payments service”.">
        {(control) => <Input {...control} name="name" maxLength={100} autoComplete="off" required />}
      </FormField>
      <div className="space-y-2">
        <p className="text-sm font-medium">Algorithm</p>
        <SegmentedControl
          label="Algorithm"
          value={algorithm}
          onChange={setAlgorithm}
          options={[
            { value: "hmac-sha256", label: "HMAC-SHA256" },
            { value: "ed25519", label: "Ed25519" },
          ]}
        />
        <p className="text-sm text-muted">
          {algorithm === "hmac-sha256"
            ? "A secret that both sides know. We make it and show it once."
            : "You make the pair and keep its private half. We learn the public half only."}
        </p>
      </div>
      {algorithm === "ed25519" && (
        <FormField
          label="Public key"
          error={errorOf("public_key")}
          hint="PEM, as of openssl pkey -pubout, or base64 of its 32 bytes."
        >
          {(control) => (
            <Textarea
              {...control}
              name="public_key"
              spellCheck={false}
              autoCapitalize="none"
              className="font-mono text-sm"
            />
          )}
        </FormField>
      )}
      <DialogSubmit pending={pending} pendingLabel="Creating…">
        Create signing key
      </DialogSubmit>
    </form>
  );
}
