"use client";

import { cx } from "class-variance-authority";
import { useId, useState } from "react";
import { type Draft, errorFor, faultOf, questionOf, usualErrors } from "@/app/research/new/draft";
import { Button } from "@/components/ui/button";
import { Input, Label } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { MILLI } from "@/lib/differential-privacy/scale";
import { epsilonFor } from "@/lib/research/insights/release-terms";
import { epsilonWords, unitOf } from "@/lib/research/insights/words";

interface ErrorFieldProps {
  draft: Draft;
  change: (next: Draft) => void;
  error: string | undefined;
}

/**
 * How far each count may be off, and what that costs: either is chosen, and the other follows. Both come from public terms, so
 * the browser computes them.
 */
export function ErrorField({ draft, change, error }: ErrorFieldProps) {
  const id = useId();
  const [epsilon, setEpsilon] = useState("");
  const question = questionOf(draft);
  const unit = unitOf(draft.measure);
  const choose = (value: number | string) => {
    setEpsilon("");
    change({ ...draft, error: String(value) });
  };
  const milli = Math.round(Number(epsilon) * MILLI);
  const bought = epsilon.trim() === "" || !(milli > 0) ? null : errorFor(question, milli);
  return (
    <div className="space-y-5">
      <FormField
        label={`Error of each count, in ${unit}`}
        hint="The true count is within it 19 times out of 20."
        error={faultOf(draft) === "error" ? "Enter a whole number from 1 to 1,000,000." : error}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            value={draft.error}
            onChange={({ target }) => choose(target.value)}
            className="sm:max-w-44"
          />
        )}
      </FormField>
      <fieldset>
        <legend className="text-sm font-medium">What other errors cost</legend>
        <div className="mt-2 grid grid-cols-2 gap-2 sm:grid-cols-3">
          {usualErrors(question.source).map((value) => {
            const cost = epsilonFor(question, value);
            const chosen = draft.error === String(value);
            return (
              <button
                key={value}
                type="button"
                aria-pressed={chosen}
                onClick={() => choose(value)}
                className={cx(
                  "flex min-h-11 cursor-pointer items-baseline justify-between gap-2 rounded-lg border px-3 py-2 text-sm tabular-nums transition-colors",
                  chosen ? "border-plum bg-plum-soft text-plum" : "border-line hover:border-plum",
                )}
              >
                <span className="font-medium">±{value.toLocaleString("en-US")}</span>
                <span className={chosen ? undefined : "text-muted"}>
                  {cost === null ? "too small" : `ε ${epsilonWords(cost)}`}
                </span>
              </button>
            );
          })}
        </div>
      </fieldset>
      <div className="space-y-1.5">
        <Label htmlFor={id}>
          Or spend this much <span className="ml-1.5 font-normal text-muted">in ε</span>
        </Label>
        <div className="flex flex-wrap items-center gap-2.5">
          <Input
            id={id}
            inputMode="decimal"
            autoComplete="off"
            placeholder="0.25"
            value={epsilon}
            onChange={({ target }) => setEpsilon(target.value)}
            className="max-w-32"
          />
          <Button
            type="button"
            kind="quiet"
            size="small"
            aria-disabled={bought === null}
            onClick={() => {
              if (bought !== null) choose(bought);
            }}
          >
            {bought === null ? "Use its error" : `Use ±${bought.toLocaleString("en-US")}`}
          </Button>
        </div>
      </div>
    </div>
  );
}
