"use client";

import { FormText } from "@/app/form-parts";
import type { FormState } from "@/app/form-state";

/** The four fields of a card, and which numbers do what. */
export function CardFields({ state }: { state: FormState<unknown> }) {
  return (
    <fieldset className="space-y-4">
      <legend className="sr-only">Card</legend>
      <FormText
        name="number"
        label="Card number"
        inputMode="numeric"
        autoComplete="off"
        placeholder="4242 4242 4242 4242"
        required
        state={state}
      />
      <div className="grid grid-cols-2 gap-4">
        <FormText
          name="expiry"
          label="Expires"
          inputMode="numeric"
          autoComplete="off"
          placeholder="12 / 34"
          required
          state={state}
        />
        <FormText
          name="cvc"
          label="Security code"
          inputMode="numeric"
          autoComplete="off"
          placeholder="123"
          required
          state={state}
        />
      </div>
      <FormText name="name" label="Name on card" autoComplete="off" required state={state} />
      <TestCards />
    </fieldset>
  );
}

const CARDS = [
  ["4242 4242 4242 4242", "pays"],
  ["4000 0000 0000 0002", "is declined"],
  ["4000 0000 0000 3220", "asks for authentication"],
  ["4000 0000 0000 0341", "can be saved, later payments fail"],
] as const;

function TestCards() {
  return (
    <details className="rounded-lg border border-line bg-sunken px-3.5 py-2.5 text-sm">
      <summary className="cursor-pointer py-1 font-medium">Numbers to try</summary>
      <dl className="mt-2 space-y-1.5 pb-1">
        {CARDS.map(([number, does]) => (
          <div key={number} className="flex flex-wrap gap-x-3">
            <dt className="font-mono whitespace-nowrap">{number}</dt>
            <dd className="text-muted">{does}</dd>
          </div>
        ))}
      </dl>
      <p className="pt-2 pb-1 text-muted">Any date to come, any code. Other numbers are refused.</p>
    </details>
  );
}
