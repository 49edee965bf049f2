"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmYourself } from "@/app/admin/confirm-yourself";
import { deliverResearch, quoteResearch } from "@/app/admin/research/actions";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface RequestProps {
  researchId: string;
  title: string;
}

/** Offers custom research for a price a year. */
export function QuoteDialog(props: RequestProps & { suggestedUsd: number }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size="small">
          Quote
        </Button>
      }
      title="Quote custom research"
      description={
        <>
          The partner reads it in its ticket for “<bdi>{props.title}</bdi>”, and accepts or declines it.
        </>
      }
      open={open}
      onOpenChange={setOpen}
    >
      <QuoteForm {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

const number = (typed: string) => Number(typed.replaceAll(/[$,\s]/g, ""));

function QuoteForm({
  researchId,
  suggestedUsd,
  close,
}: RequestProps & { suggestedUsd: number; close: () => void }) {
  const router = useRouter();
  const [dollars, setDollars] = useState(String(suggestedUsd));
  const [days, setDays] = useState("30");
  const [text, setText] = useState("");
  const { run, pending, problem, errorOf } = useAction(quoteResearch, () => {
    close();
    toast("Quote sent");
    router.refresh();
  });
  const input = { research_id: researchId, amount_usd: number(dollars), valid_days: number(days), text };
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
        label="Price a year in US dollars"
        hint="From $50,000 to $200,000."
        error={errorOf("amount_usd")}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className="tabular-nums"
            value={dollars}
            onChange={({ target }) => setDollars(target.value)}
          />
        )}
      </FormField>
      <FormField label="Valid for how many days" hint="From 7 to 90." error={errorOf("valid_days")}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={days}
            onChange={({ target }) => setDays(target.value)}
          />
        )}
      </FormField>
      <FormField label="What is included" error={errorOf("text")}>
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            maxLength={5_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </FormField>
      <DialogSubmit pending={pending} pendingLabel="Sending…">
        Send quote
      </DialogSubmit>
    </form>
  );
}

/** Says that an accepted request was delivered. */
export function DeliverDialog(props: RequestProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size="small">
          Deliver
        </Button>
      }
      title="Deliver the report"
      description="The partner gets an email and reads this in its ticket, which is then solved."
      open={open}
      onOpenChange={setOpen}
    >
      <DeliverForm {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function DeliverForm({ researchId, close }: RequestProps & { close: () => void }) {
  const router = useRouter();
  const [note, setNote] = useState("");
  const { run, pending, problem, errorOf } = useAction(deliverResearch, () => {
    close();
    toast("Report delivered");
    router.refresh();
  });
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run({ research_id: researchId, note });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Where the report is" error={errorOf("note")}>
        {(control) => (
          <Input {...control} maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        )}
      </FormField>
      <DialogSubmit pending={pending} pendingLabel="Sending…">
        Deliver report
      </DialogSubmit>
    </form>
  );
}
