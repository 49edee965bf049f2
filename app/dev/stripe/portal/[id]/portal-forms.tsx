"use client";

import { type ReactNode, useActionState } from "react";
import { CardFields } from "@/app/dev/stripe/card-fields";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { addCard, cancel, chooseCard, removeCard, resume } from "./actions";

export function AddCardForm({ id, problem }: { id: string; problem: string | null }) {
  const [state, submit] = useActionState(addCard, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      {problem !== null && state.result === null && <ErrorNotice>{problem}</ErrorNotice>}
      <input type="hidden" name="id" value={id} />
      <CardFields state={state} />
      <SubmitButton pendingLabel="Saving…" className="w-full sm:w-auto">
        Save card
      </SubmitButton>
    </form>
  );
}

interface CardButtonsProps {
  id: string;
  method: string;
  /** Such as "Visa ending in 4242": so that each button says which card it is about. */
  name: string;
}

/** For a card that is not the one paid with. */
export function CardButtons({ id, method, name }: CardButtonsProps) {
  const [chosen, choose] = useActionState(chooseCard, UNSENT);
  const [removed, remove] = useActionState(removeCard, UNSENT);
  return (
    <div className="flex flex-wrap gap-2">
      <FormProblem state={chosen} />
      <FormProblem state={removed} />
      <form action={choose}>
        <Hidden id={id} payment_method={method} />
        <SubmitButton kind="quiet" size="small" pendingLabel="Saving…">
          Use this card<span className="sr-only"> ({name})</span>
        </SubmitButton>
      </form>
      <form action={remove}>
        <Hidden id={id} payment_method={method} />
        <SubmitButton kind="bare" size="small" pendingLabel="Removing…">
          Remove<span className="sr-only"> {name}</span>
        </SubmitButton>
      </form>
    </div>
  );
}

function Hidden(fields: Record<string, string>) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

const REASONS = [
  ["", "Rather not say"],
  ["too_expensive", "It is too expensive"],
  ["missing_features", "It lacks something I need"],
  ["switched_service", "I changed to another service"],
  ["unused", "I do not use it enough"],
  ["customer_service", "Support was not what I expected"],
  ["too_complex", "It is too complicated"],
  ["low_quality", "Its quality is too low"],
  ["other", "Another reason"],
] as const;

interface CancelFormProps {
  id: string;
  subscription: string;
  asksWhy: boolean;
  back: ReactNode;
}

export function CancelForm({ id, subscription, asksWhy, back }: CancelFormProps) {
  const [state, submit] = useActionState(cancel, UNSENT);
  return (
    <form action={submit} className="space-y-5">
      <FormProblem state={state} />
      <Hidden id={id} subscription={subscription} />
      {asksWhy && (
        <>
          <FormField label="Why do you leave?" optional error={errorOf(state, "feedback")}>
            {(control) => (
              <Select {...control} name="feedback" defaultValue="">
                {REASONS.map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          <FormField label="Anything to add?" optional error={errorOf(state, "comment")}>
            {(control) => <Textarea {...control} name="comment" maxLength={500} rows={3} />}
          </FormField>
        </>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" kind="danger">
          Cancel subscription
        </Button>
        {back}
      </div>
    </form>
  );
}

export function ResumeForm({ id, subscription }: { id: string; subscription: string }) {
  const [state, submit] = useActionState(resume, UNSENT);
  return (
    <form action={submit} className="space-y-3">
      <FormProblem state={state} />
      <Hidden id={id} subscription={subscription} />
      <SubmitButton kind="quiet" size="small" pendingLabel="Resuming…">
        Keep the subscription
      </SubmitButton>
    </form>
  );
}
