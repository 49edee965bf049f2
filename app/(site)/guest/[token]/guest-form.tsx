"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { ErrorNotice } from "@/components/ui/error-notice";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import { answerForm } from "./actions";

interface GuestFormProps {
  token: string;
  organizer: string;
  statements: readonly { id: string; text: string }[];
}

const VALUES = [1, 2, 3, 4, 5] as const;
const WORDS = ["Not at all", "Hardly", "Partly", "Mostly", "Fully"] as const;

/** The short form of a guest without an account: all statements on one page, sent once. */
export function GuestForm({ token, organizer, statements }: GuestFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [answers, setAnswers] = useState<ReadonlyMap<string, number>>(new Map());
  const [missed, setMissed] = useState(false);
  const [ofAge, setOfAge] = useState(false);
  const [agrees, setAgrees] = useState(false);
  const { run, pending, problem, errorOf } = useAction(answerForm, () => {
    scrollTo({ top: 0 });
    router.refresh();
  });
  const open = statements.filter(({ id }) => !answers.has(id)).length;
  useEffect(() => {
    if (missed) form.current?.querySelector<HTMLElement>("fieldset[data-open] input")?.focus();
  }, [missed]);
  return (
    <form
      ref={form}
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (pending) return;
        setMissed(false);
        if (open > 0) {
          setMissed(true);
          return;
        }
        run({
          token,
          answers: [...answers].map(([statement_id, value]) => ({ statement_id, value })),
          of_age: ofAge,
          agrees,
        });
      }}
    >
      <div className="space-y-1.5">
        <h2 className="text-xl font-semibold tracking-tight">Meet people who suit you</h2>
        <p className="text-muted">
          {statements.length} statements, about four minutes. There are no right answers: choose what fits you
          most days.
        </p>
      </div>
      <ol className="space-y-4">
        {statements.map(({ id, text }) => (
          <li key={id}>
            <fieldset
              data-open={answers.has(id) ? undefined : ""}
              className="rounded-2xl border border-line bg-card p-4 sm:p-5"
            >
              <legend className="float-left mb-3 w-full font-medium text-pretty">{text}</legend>
              <div className="clear-both grid grid-cols-5 gap-1.5">
                {VALUES.map((value) => (
                  <label
                    key={value}
                    className="flex min-h-14 cursor-pointer flex-col items-center justify-center gap-1 rounded-lg border border-edge px-1 py-1.5 text-center text-xs text-muted transition-colors hover:border-plum has-checked:border-plum has-checked:bg-plum-soft has-checked:text-plum has-focus-visible:outline-2 has-focus-visible:outline-plum"
                  >
                    <input
                      type="radio"
                      name={id}
                      value={value}
                      className="sr-only"
                      checked={answers.get(id) === value}
                      onChange={() => setAnswers((before) => new Map(before).set(id, value))}
                    />
                    <span aria-hidden className="text-sm font-semibold tabular-nums">
                      {value}
                    </span>
                    <span className="leading-tight">{WORDS[value - 1]}</span>
                  </label>
                ))}
              </div>
              {missed && !answers.has(id) && (
                <p role="alert" className="clear-both pt-2 text-sm text-ember">
                  Choose one of five.
                </p>
              )}
            </fieldset>
          </li>
        ))}
      </ol>
      <div className="space-y-4 rounded-2xl border border-line bg-card p-5">
        <Check label="I am 18 or older." checked={ofAge} error={errorOf("of_age")} onChange={setOfAge} />
        <Check
          label={`Use my answers to find out whom I should meet at this event. ${organizer} sees that I answered, never what. They are deleted a year after the event, or when I leave the guest list.`}
          checked={agrees}
          error={errorOf("agrees")}
          onChange={setAgrees}
        />
      </div>
      {missed && open > 0 && (
        <ErrorNotice>
          {open} {open === 1 ? "statement is" : "statements are"} unanswered.
        </ErrorNotice>
      )}
      {problem !== null && errorOf("of_age") === undefined && errorOf("agrees") === undefined && (
        <ErrorNotice>{problem.detail}</ErrorNotice>
      )}
      <SubmitButton pending={pending} pendingLabel="Sending…">
        Send my answers
      </SubmitButton>
    </form>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  error: string | undefined;
  onChange: (checked: boolean) => void;
}

function Check({ label, checked, error, onChange }: CheckProps) {
  return (
    <div className="space-y-1">
      <NativeCheckbox
        label={label}
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        aria-invalid={error === undefined ? undefined : true}
      />
      {error !== undefined && (
        <p role="alert" className="text-sm text-ember">
          {error}
        </p>
      )}
    </div>
  );
}
