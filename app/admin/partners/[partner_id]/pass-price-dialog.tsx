"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmYourself } from "@/app/admin/confirm-yourself";
import { setPassPrice } from "@/app/admin/partners/actions";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface PassPriceDialogProps {
  partnerId: string;
  /** In US cents. */
  priceMinor: number;
  /** The range within which a price may be, in words. */
  range: string;
}

/** Sets what an event pass costs a partner, with a reason. */
export function PassPriceDialog(props: PassPriceDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size="small">
          Set price
        </Button>
      }
      title="Set the price of an event pass"
      description="For passes that this partner buys from now on. A checkout that is open keeps its price."
      open={open}
      onOpenChange={setOpen}
    >
      <PriceForm {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function PriceForm({ partnerId, priceMinor, range, close }: PassPriceDialogProps & { close: () => void }) {
  const router = useRouter();
  const [dollars, setDollars] = useState(String(priceMinor / 100));
  const [reason, setReason] = useState("");
  const { run, pending, problem, errorOf } = useAction(setPassPrice, () => {
    close();
    toast("Price set");
    router.refresh();
  });
  const input = {
    partner_id: partnerId,
    price_minor: Math.round(Number(dollars.replaceAll(/[$,\s]/g, "")) * 100),
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
      <FormField label="Price in US dollars" hint={range} error={errorOf("price_minor")}>
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
        Set price
      </DialogSubmit>
    </form>
  );
}
