"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { AgeCheck } from "../age-check";
import { start } from "./actions";

interface StartFormProps {
  shortCount: number;
  longCount: number;
  /** Whether there is a result already. */
  again: boolean;
  chosen: "short" | "long";
}

export function StartForm({ shortCount, longCount, again, chosen }: StartFormProps) {
  const [state, submit] = useActionState(start, UNSENT);
  const picked = state.values.form ?? chosen;
  const forms = [
    { value: "short", title: "Short", text: `${shortCount} statements, about 4 minutes` },
    { value: "long", title: "Long", text: `${longCount} statements, about 8 minutes, more precise` },
  ] as const;
  return (
    <form action={submit} className="space-y-6">
      <FormProblem state={state} />
      <fieldset className="space-y-3">
        <legend className="mb-3 text-lg font-semibold">{again ? "Take it again" : "Choose a form"}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {forms.map(({ value, title, text }) => (
            <label
              key={value}
              className="flex cursor-pointer items-start gap-3 rounded-xl border border-edge p-4 transition-colors hover:border-plum has-checked:border-plum has-checked:bg-plum-soft"
            >
              <input
                type="radio"
                name="form"
                value={value}
                defaultChecked={picked === value}
                className="mt-1 size-4 accent-plum"
              />
              <span>
                <span className="block font-medium">{title}</span>
                <span className="block text-sm text-muted">{text}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <AgeCheck state={state} />
      <SubmitButton pendingLabel="Getting ready…" className="w-full sm:w-auto sm:min-w-48">
        Start
      </SubmitButton>
    </form>
  );
}
