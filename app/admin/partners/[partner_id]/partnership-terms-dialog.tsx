"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmYourself } from "@/app/admin/confirm-yourself";
import { setPartnershipTerms } from "@/app/admin/partners/actions";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { PartnershipTerms } from "@/lib/events/partnerships/schemas";
import { formatMoney } from "@/lib/money/format-money";
import { PARTNERSHIP_EVENTS, PARTNERSHIP_PRICE } from "@/lib/plans/tiers";

interface PartnershipTermsDialogProps {
  partnerId: string;
  terms: PartnershipTerms;
}

/** Sets what a month of the event partnership costs a partner and includes, with a reason. */
export function PartnershipTermsDialog(props: PartnershipTermsDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size="small">
          Set terms
        </Button>
      }
      title="Set the terms of the event partnership"
      description="For months that this partner buys from now on. What is bought keeps its terms."
      open={open}
      onOpenChange={setOpen}
    >
      <TermsForm {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function TermsForm({ partnerId, terms, close }: PartnershipTermsDialogProps & { close: () => void }) {
  const router = useRouter();
  const [dollars, setDollars] = useState(String(terms.monthly_price_minor / 100));
  const [events, setEvents] = useState(String(terms.events_per_month));
  const [reason, setReason] = useState("");
  const { run, pending, problem, errorOf } = useAction(setPartnershipTerms, () => {
    close();
    toast("Terms set");
    router.refresh();
  });
  const { least, most } = PARTNERSHIP_PRICE;
  const input = {
    partner_id: partnerId,
    monthly_price_minor: Math.round(Number(dollars.replaceAll(/[$,\s]/g, "")) * 100),
    events_per_month: Number(events),
    reason,
  };
  const unconfirmed = problem?.code === "confirm_yourself";
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run(input);
      }}
    >
      {unconfirmed && <ConfirmYourself onConfirmed={() => run(input)} />}
      {problem !== null && !unconfirmed && problem.errors.length === 0 && (
        <ErrorNotice>{problem.detail}</ErrorNotice>
      )}
      <FormField
        label="Price of a month in US dollars"
        hint={`From ${formatMoney(least, "USD")} to ${formatMoney(most, "USD")}.`}
        error={errorOf("monthly_price_minor")}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            className="tabular-nums"
            value={dollars}
            onChange={({ target }) => setDollars(target.value)}
          />
        )}
      </FormField>
      <FormField
        label="Live events a month"
        hint={`From ${PARTNERSHIP_EVENTS.least} to ${PARTNERSHIP_EVENTS.most}.`}
        error={errorOf("events_per_month")}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            className="tabular-nums"
            value={events}
            onChange={({ target }) => setEvents(target.value)}
          />
        )}
      </FormField>
      <FormField label="Reason" hint="The partner can read it in its audit log." error={errorOf("reason")}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </FormField>
      <DialogSubmit pending={pending} pendingLabel="Saving…">
        Set terms
      </DialogSubmit>
    </form>
  );
}
