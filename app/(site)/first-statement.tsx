"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { startWithAnswer } from "./assessment/actions";

const CHOICES = [
  { value: 1, label: "Not like me at all", size: "size-11 sm:size-12" },
  { value: 2, label: "Not much like me", size: "size-10" },
  { value: 3, label: "In between", size: "size-8" },
  { value: 4, label: "Quite like me", size: "size-10" },
  { value: 5, label: "Very much like me", size: "size-11 sm:size-12" },
] as const;

/** The first statement of the short form, to answer right here: one tap and the assessment has begun. */
export function FirstStatement({ text }: { text: string }) {
  const [state, submit, sending] = useActionState(startWithAnswer, UNSENT);
  return (
    <form action={submit} className="space-y-4 rounded-3xl border border-line bg-card p-5 sm:p-7">
      <FormProblem state={state} />
      <fieldset aria-busy={sending}>
        <legend className="text-xl font-semibold tracking-tight">“{text}”</legend>
        <div className="mt-5 flex items-center justify-between sm:gap-4">
          {CHOICES.map(({ value, label, size }) => (
            <button
              key={value}
              type="submit"
              name="value"
              value={value}
              aria-label={label}
              title={label}
              className="flex h-14 min-w-0 flex-1 cursor-pointer items-center justify-center rounded-full sm:max-w-14"
            >
              <span
                className={`${size} shrink-0 rounded-full border-2 transition-colors ${value < 3 ? "border-ember hover:bg-ember-soft" : value > 3 ? "border-pine hover:bg-pine-soft" : "border-edge hover:bg-sunken"}`}
              />
            </button>
          ))}
        </div>
        <div aria-hidden className="mt-1 flex justify-between text-sm text-muted">
          <span>Not me</span>
          <span>Very me</span>
        </div>
      </fieldset>
      <p className="text-sm text-muted">
        {sending
          ? "Saving your first answer…"
          : "Tap to start. By answering you confirm that you’re 16 or older."}
      </p>
    </form>
  );
}
