"use client";

import { useActionState } from "react";
import { CardFields } from "@/app/dev/stripe/card-fields";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { payByCard, payByKept } from "./actions";

interface PayPanelProps {
  id: string;
  /** Such as "Pay $5,000.00". */
  label: string;
  card: { brand: string; last4: string } | null;
}

/** Pays an open invoice: with the card on file, or with another, which then takes its place. */
export function PayPanel({ id, label, card }: PayPanelProps) {
  if (card === null) return <CardForm id={id} label={label} />;
  return (
    <div className="space-y-4">
      <KeptForm id={id} label={label} card={card} />
      <details className="rounded-lg border border-line px-4 py-2">
        <summary className="cursor-pointer py-2 font-medium">Pay with another card</summary>
        <div className="pt-3 pb-3">
          <CardForm id={id} label={label} />
        </div>
      </details>
    </div>
  );
}

function KeptForm({ id, label, card }: PayPanelProps & { card: NonNullable<PayPanelProps["card"]> }) {
  const [state, submit] = useActionState(payByKept, UNSENT);
  const refused = errorOf(state, "number");
  return (
    <form action={submit} className="space-y-4">
      <FormProblem state={state} />
      {refused !== undefined && <ErrorNotice>{refused}</ErrorNotice>}
      <input type="hidden" name="id" value={id} />
      <p className="text-sm text-muted">
        Card on file: <span className="capitalize">{card.brand}</span> ending in{" "}
        <span className="font-mono">{card.last4}</span>
      </p>
      <SubmitButton pendingLabel="Processing…" className="w-full">
        {label}
      </SubmitButton>
    </form>
  );
}

function CardForm({ id, label }: Omit<PayPanelProps, "card">) {
  const [state, submit] = useActionState(payByCard, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="id" value={id} />
      <CardFields state={state} />
      <SubmitButton pendingLabel="Processing…" className="w-full">
        {label}
      </SubmitButton>
    </form>
  );
}
