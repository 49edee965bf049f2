"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { ConfirmYourself } from "@/app/admin/confirm-yourself";
import { change } from "@/app/admin/partners/actions";
import { inWords } from "@/app/admin/words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

export interface ContractTerms {
  partner_id: string;
  tier: string;
  subscription_status: string;
  per_minute: number | null;
  per_day: number | null;
}

interface ContractDialogProps {
  terms: ContractTerms;
  tiers: readonly { name: string; perMinute: number; perDay: number }[];
}

/** Changes tier, subscription and a partner's own limits, with a reason. */
export function ContractDialog({ terms, tiers }: ContractDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={<Button kind="quiet">Change contract</Button>}
      title="Change the contract"
      description="In force everywhere within a second. The partner is not told by this; its log says what changed and why."
      open={open}
      onOpenChange={setOpen}
    >
      <ContractForm terms={terms} tiers={tiers} close={() => setOpen(false)} />
    </Dialog>
  );
}

function ContractForm({ terms, tiers, close }: ContractDialogProps & { close: () => void }) {
  const router = useRouter();
  const [tier, setTier] = useState(terms.tier);
  const { run, pending, problem, errorOf } = useAction(change, () => {
    close();
    toast("The contract is changed");
    router.refresh();
  });
  const form = useRef<HTMLFormElement>(null);
  const unconfirmed = problem?.code === "confirm_yourself";
  const chosen = tiers.find(({ name }) => name === tier);
  const limits = [
    ["per_minute", "Calls a minute", chosen?.perMinute],
    ["per_day", "Calls a day", chosen?.perDay],
  ] as const;
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        const fields = Object.fromEntries(new FormData(event.currentTarget));
        if (!pending) run({ ...fields, partner_id: terms.partner_id });
      }}
      className="space-y-4"
    >
      {unconfirmed && <ConfirmYourself onConfirmed={() => form.current?.requestSubmit()} />}
      {problem !== null && !unconfirmed && problem.errors.length === 0 && (
        <ErrorNotice>{problem.detail}</ErrorNotice>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="Tier" error={errorOf("tier")}>
          {(control) => (
            <Select {...control} name="tier" value={tier} onChange={(event) => setTier(event.target.value)}>
              {tiers.map(({ name }) => (
                <option key={name} value={name}>
                  {inWords(name)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label="Subscription" error={errorOf("subscription_status")}>
          {(control) => (
            <Select {...control} name="subscription_status" defaultValue={terms.subscription_status}>
              {["none", "active", "past_due", "cancelled"].map((status) => (
                <option key={status} value={status}>
                  {inWords(status)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        {limits.map(([name, label, usual]) => (
          <FormField
            key={name}
            label={label}
            optional
            error={errorOf(name)}
            hint={`Empty: the tier's ${usual?.toLocaleString("en-US") ?? "own"}.`}
          >
            {(control) => (
              <Input {...control} name={name} inputMode="numeric" defaultValue={terms[name] ?? ""} />
            )}
          </FormField>
        ))}
      </div>
      <FormField
        label="Reason"
        error={errorOf("reason")}
        hint="At least ten characters. The partner can read it."
      >
        {(control) => <Textarea {...control} name="reason" maxLength={500} required />}
      </FormField>
      <DialogSubmit pending={pending} pendingLabel="Changing…">
        Change contract
      </DialogSubmit>
    </form>
  );
}
