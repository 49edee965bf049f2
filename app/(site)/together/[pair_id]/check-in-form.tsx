"use client";

import { CircleAlert } from "lucide-react";
import { useActionState } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { type FormState, UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { CHECK_IN_ANSWERS, CHECK_IN_QUESTIONS } from "@/lib/people/together/check-in-questions";
import { checkIn } from "../actions";

/** Seven statements about the two of them, in plain radio buttons. */
export function CheckInForm({ pairId, again }: { pairId: string; again: boolean }) {
  const [state, submit] = useActionState(checkIn, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-6">
      <FormProblem state={state} />
      <input type="hidden" name="pair_id" value={pairId} />
      {CHECK_IN_QUESTIONS.map((question) => (
        <Question key={question.id} {...question} state={state} />
      ))}
      <SubmitButton pendingLabel="Sending…" className="w-full sm:w-auto">
        {again ? "Change my answers" : "Send my answers"}
      </SubmitButton>
    </form>
  );
}

interface QuestionProps {
  id: string;
  text: string;
  state: FormState<unknown>;
}

function Question({ id, text, state }: QuestionProps) {
  const error = errorOf(state, id);
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${id}-error`} className="space-y-2.5">
      <legend className="font-medium">{text}</legend>
      <div className="grid grid-cols-5 gap-1.5 sm:gap-2">
        {CHECK_IN_ANSWERS.map((label, index) => (
          <label
            key={label}
            className="flex min-h-16 cursor-pointer flex-col items-center justify-center gap-1.5 rounded-xl border border-edge px-1 py-2 text-center text-xs leading-tight transition-colors hover:border-plum has-checked:border-plum has-checked:bg-plum-soft"
          >
            <input
              type="radio"
              name={id}
              value={index + 1}
              defaultChecked={state.values[id] === String(index + 1)}
              className="size-4 accent-plum"
            />
            {label}
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="flex gap-2 text-sm">
          <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-ember" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
