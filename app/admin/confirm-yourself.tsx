"use client";

import { useState } from "react";
import { confirm } from "@/app/admin/actions";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { useAction } from "@/components/ui/use-action";

/** Asks an admin for a code before something that matters, within the form that was refused for want of it. */
export function ConfirmYourself({ onConfirmed }: { onConfirmed: () => void }) {
  const [code, setCode] = useState("");
  const { run, pending, problem, errorOf } = useAction(confirm, onConfirmed);
  const submit = () => {
    if (!pending) run({ code });
  };
  return (
    <div className="space-y-3 rounded-lg bg-gold-soft px-3.5 py-3">
      <FormField
        label="Confirm that it is you"
        hint="A code from your authenticator app. It holds for ten minutes."
        error={errorOf("code") ?? problem?.detail}
      >
        {(control) => (
          <Input
            {...control}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              submit();
            }}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={80}
            autoFocus
            className="font-mono tracking-widest"
          />
        )}
      </FormField>
      <Button type="button" kind="quiet" aria-disabled={pending} onClick={submit}>
        {pending ? "Checking…" : "Confirm and continue"}
      </Button>
    </div>
  );
}
