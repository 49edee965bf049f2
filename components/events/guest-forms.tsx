"use client";

import { useActionState } from "react";
import { errorOf, FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import type { GuestAction } from "@/components/events/guest-actions";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { OwnRating } from "@/lib/events/meetings/rate-event";
import type { GuestChoices } from "@/lib/events/meetings/update-choices";

export function HiddenFields({ fields }: { fields: Readonly<Record<string, string>> }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

interface FormProps {
  action: GuestAction;
  hidden: Readonly<Record<string, string>>;
}

const CHOICE =
  "size-5 shrink-0 cursor-pointer appearance-none rounded-full border border-edge bg-card transition-colors checked:border-[6px] checked:border-plum hover:border-plum";

/** Which contact a guest gives to those with whom a yes is mutual. */
export function ContactForm({ choices, action, hidden }: FormProps & { choices: GuestChoices }) {
  const [state, submit] = useActionState(action, UNSENT);
  const chosen = state.values.contact ?? choices.contact;
  const options = [
    ...(choices.email === null ? [] : [["email", `My email: ${choices.email}`] as const]),
    ["line", "Something else"] as const,
    ["none", "Nothing for now"] as const,
  ];
  return (
    <section aria-labelledby="contact">
      <Card className="p-5 sm:p-7">
        <form action={submit} className="space-y-5">
          <div className="space-y-1">
            <h2 id="contact" className="text-xl font-semibold tracking-tight">
              How can they reach you?
            </h2>
            <p className="text-sm text-muted">
              Only someone with whom you both said yes sees this. No one else does, and not before.
            </p>
          </div>
          <FormProblem state={state} />
          <HiddenFields fields={hidden} />
          <fieldset className="space-y-3" key={chosen}>
            <legend className="sr-only">Your contact</legend>
            {options.map(([value, label]) => (
              <label key={value} className="flex min-h-6 cursor-pointer items-start gap-3">
                <input
                  type="radio"
                  name="contact"
                  value={value}
                  defaultChecked={chosen === value}
                  className={CHOICE}
                />
                <span className="min-w-0 wrap-anywhere">{label}</span>
              </label>
            ))}
            {errorOf(state, "contact") !== undefined && (
              <p className="text-sm text-ember">{errorOf(state, "contact")}</p>
            )}
          </fieldset>
          <FormText
            name="line"
            label="What they’ll see, if you chose something else"
            hint="A phone number, a name on a messenger, an address."
            optional
            maxLength={120}
            defaultValue={choices.line ?? ""}
            state={state}
          />
          {!choices.isRegistered && (
            <fieldset className="space-y-3">
              <legend className="mb-3 text-sm font-medium">
                Before the event, may people at your tables see your first name and what you share, if they
                agree, too?
              </legend>
              {(["yes", "no"] as const).map((value) => (
                <label key={value} className="flex min-h-6 cursor-pointer items-start gap-3">
                  <input
                    type="radio"
                    name="agrees_to_preview"
                    value={value}
                    defaultChecked={choices.agreesToPreview === (value === "yes")}
                    className={CHOICE}
                  />
                  {value === "yes" ? "Yes" : "No, keep it a surprise"}
                </label>
              ))}
            </fieldset>
          )}
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
            {state.result?.ok === true && (
              <p role="status" className="text-sm text-pine">
                Saved.
              </p>
            )}
          </div>
        </form>
      </Card>
    </section>
  );
}

const STARS = ["One star", "Two stars", "Three stars", "Four stars", "Five stars"] as const;

/** How it was, for the organizer, who gets no names. */
export function RatingForm({ rating, action, hidden }: FormProps & { rating: OwnRating | null }) {
  const [state, submit] = useActionState(action, UNSENT);
  const chosen = Number(state.values.stars ?? rating?.stars ?? 0);
  return (
    <section aria-labelledby="rating">
      <Card className="p-5 sm:p-7">
        <form action={submit} className="space-y-5">
          <div className="space-y-1">
            <h2 id="rating" className="text-xl font-semibold tracking-tight">
              How was it?
            </h2>
            <p className="text-sm text-muted">
              The organizer sees the average and the sentences once five guests have rated. They never see
              names.
            </p>
          </div>
          <FormProblem state={state} />
          <HiddenFields fields={hidden} />
          <fieldset key={chosen}>
            <legend className="sr-only">Stars</legend>
            <div className="flex gap-2">
              {STARS.map((label, at) => (
                <label
                  key={label}
                  className="flex size-11 cursor-pointer items-center justify-center rounded-full border border-edge font-medium transition-colors hover:border-plum has-checked:border-plum has-checked:bg-plum has-checked:text-on-plum has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
                >
                  <input
                    type="radio"
                    name="stars"
                    value={at + 1}
                    defaultChecked={chosen === at + 1}
                    aria-label={label}
                    className="sr-only"
                  />
                  <span aria-hidden>{at + 1}</span>
                </label>
              ))}
            </div>
            {errorOf(state, "stars") !== undefined && (
              <p className="mt-2 text-sm text-ember">{errorOf(state, "stars")}</p>
            )}
          </fieldset>
          <FormText
            name="sentence"
            label="In a sentence"
            optional
            maxLength={300}
            defaultValue={rating?.sentence ?? ""}
            state={state}
          />
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton pendingLabel="Sending…">
              {rating === null ? "Send rating" : "Change rating"}
            </SubmitButton>
            {state.result?.ok === true && (
              <p role="status" className="text-sm text-pine">
                Thank you.
              </p>
            )}
          </div>
        </form>
      </Card>
    </section>
  );
}

export function UnblockForm({ blockId, action, hidden }: FormProps & { blockId: string }) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="space-y-2">
      <FormProblem state={state} />
      <HiddenFields fields={{ ...hidden, block_id: blockId }} />
      <SubmitButton pendingLabel="Unblocking…" kind="quiet" size="small">
        Unblock
      </SubmitButton>
    </form>
  );
}
