"use client";

import { Heart, MessageCircle } from "lucide-react";
import { useActionState, useId } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import type { GuestActions } from "@/components/events/guest-actions";
import { HiddenFields } from "@/components/events/guest-forms";
import { Card } from "@/components/ui/card";
import { Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import type { MetGuest } from "@/lib/events/meetings/get-meetings";

interface MetPeopleProps {
  people: readonly MetGuest[];
  isOpen: boolean;
  /** The day on which answers close, in words. */
  closes: string;
  actions: GuestActions;
  hidden: Readonly<Record<string, string>>;
}

/** The people of one's tables, with yes and no. Mutual ones come first. */
export function MetPeople({ people, isOpen, closes, actions, hidden }: MetPeopleProps) {
  const mutual = people.filter((person) => person.mutual !== null);
  const others = people.filter((person) => person.mutual === null);
  return (
    <>
      {mutual.length > 0 && (
        <section aria-labelledby="mutual" className="space-y-4">
          <h2 id="mutual" className="text-xl font-semibold tracking-tight">
            You both said yes
          </h2>
          <ul className="space-y-3">
            {mutual.map((person) => (
              <li key={person.id}>
                <MutualCard person={person} actions={actions} hidden={hidden} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="met" className="space-y-4">
        <h2 id="met" className="text-xl font-semibold tracking-tight">
          People from your tables
        </h2>
        {others.length === 0 ? (
          <p className="text-muted">
            {mutual.length > 0
              ? "That’s everyone you met."
              : "We don’t know of anyone you met here. That happens when you had no seat in the plan, or were not checked in at the door."}
          </p>
        ) : (
          <>
            <p className="text-sm text-muted">
              {isOpen
                ? `You can change your mind until ${closes}. Your answers count, without names, in the figures of this event and on our scorecard.`
                : `Answers closed on ${closes}.`}
            </p>
            <ul className="space-y-3">
              {others.map((person) => (
                <li key={person.id}>
                  <MetCard person={person} isOpen={isOpen} actions={actions} hidden={hidden} />
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </>
  );
}

interface PersonCardProps {
  person: MetGuest;
  actions: GuestActions;
  hidden: Readonly<Record<string, string>>;
}

const nameOf = ({ name, rounds }: MetGuest) => name ?? `The guest of round ${rounds.join(" and ")}`;

function MutualCard({ person, actions, hidden }: PersonCardProps) {
  const contact = person.mutual?.contact ?? null;
  return (
    <Card className="space-y-3 border-pine bg-pine-soft p-5">
      <div className="flex items-start gap-3">
        <span
          aria-hidden
          className="flex size-10 shrink-0 items-center justify-center rounded-full bg-card text-pine [&>svg]:size-5"
        >
          <Heart />
        </span>
        <div className="min-w-0">
          <h3 className="text-lg leading-tight font-semibold wrap-anywhere">{nameOf(person)}</h3>
          <p className="mt-1 flex items-start gap-2">
            <MessageCircle aria-hidden size={18} className="mt-0.5 shrink-0" />
            <span className="wrap-anywhere">
              {contact ?? "No contact yet. Leave yours below, so that they can write to you."}
            </span>
          </p>
        </div>
      </div>
      <TroubleForms person={person} actions={actions} hidden={hidden} />
    </Card>
  );
}

function MetCard({ person, isOpen, actions, hidden }: PersonCardProps & { isOpen: boolean }) {
  const [state, submit] = useActionState(actions.answer, UNSENT);
  const name = nameOf(person);
  return (
    <Card className="space-y-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h3 className="text-lg leading-tight font-medium wrap-anywhere">{name}</h3>
          <p className="text-sm text-muted">
            {person.rounds.length === 1 ? "Round" : "Rounds"} {person.rounds.join(" and ")}
          </p>
        </div>
        {isOpen ? (
          <form action={submit} className="flex gap-2">
            <HiddenFields fields={{ ...hidden, other_id: person.id }} />
            {(["yes", "no"] as const).map((answer) => (
              <button
                key={answer}
                type="submit"
                name="answer"
                value={answer}
                aria-pressed={person.answer === answer}
                aria-label={answer === "yes" ? `Yes, see ${name} again` : `No, not ${name}`}
                className="min-h-11 min-w-20 cursor-pointer rounded-full border border-edge bg-card px-5 font-medium transition-colors hover:border-plum aria-pressed:border-plum aria-pressed:bg-plum aria-pressed:text-on-plum"
              >
                {answer === "yes" ? "Yes" : "No"}
              </button>
            ))}
          </form>
        ) : (
          <p className="text-sm text-muted">
            {person.answer === null ? "You gave no answer." : `You said ${person.answer}.`}
          </p>
        )}
      </div>
      <FormProblem state={state} />
      <TroubleForms person={person} actions={actions} hidden={hidden} />
    </Card>
  );
}

const REASONS = [
  ["harassment", "They harassed me or someone else"],
  ["unsafe", "I felt unsafe"],
  ["false_identity", "They were not who they said they are"],
  ["other", "Something else"],
] as const;

/** Report and block, folded away until they are needed. They work without scripts, too. */
function TroubleForms({ person, actions, hidden }: PersonCardProps) {
  const [reported, report] = useActionState(actions.report, UNSENT);
  const [blocked, block] = useActionState(actions.block, UNSENT);
  const name = nameOf(person);
  const id = useId();
  return (
    <details className="text-sm">
      <summary className="inline-flex min-h-9 cursor-pointer items-center text-muted underline underline-offset-4 hover:text-ink">
        Report or block<span className="sr-only"> {name}</span>
      </summary>
      <div className="mt-3 space-y-6 rounded-2xl bg-sunken p-4">
        {reported.result?.ok === true ? (
          <p role="status">Thank you. We read every report.</p>
        ) : (
          <form action={report} className="space-y-4" aria-labelledby={`${id}-report`}>
            <p id={`${id}-report`} className="font-medium">
              Tell us what happened
            </p>
            <FormProblem state={reported} />
            <HiddenFields fields={{ ...hidden, other_id: person.id }} />
            <FormField label="What is it about?" error={errorOf(reported, "reason")}>
              {(control) => (
                <Select {...control} name="reason" defaultValue={reported.values.reason ?? "harassment"}>
                  {REASONS.map(([value, label]) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </FormField>
            <FormField label="In your words" optional error={errorOf(reported, "details")}>
              {(control) => (
                <Textarea
                  {...control}
                  name="details"
                  maxLength={1_000}
                  rows={3}
                  defaultValue={reported.values.details}
                />
              )}
            </FormField>
            <NativeCheckbox name="block" defaultChecked label="Block them as well" />
            <SubmitButton pendingLabel="Sending…" kind="danger" size="small">
              Send report
            </SubmitButton>
            <p className="text-muted">
              It goes to the people who run this site. The organizer and {name} do not see it.
            </p>
          </form>
        )}
        <form action={block} className="space-y-3 border-t border-line pt-4">
          <FormProblem state={blocked} />
          <HiddenFields fields={{ ...hidden, other_id: person.id }} />
          <p className="text-muted">
            Blocking hides you from each other here, and you won’t share a table at later events. They don’t
            find out.
          </p>
          <SubmitButton pendingLabel="Blocking…" kind="quiet" size="small">
            Block {name}
          </SubmitButton>
        </form>
      </div>
    </details>
  );
}
