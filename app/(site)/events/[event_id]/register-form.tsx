"use client";

import { useActionState } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { registerForEvent } from "../actions";
import { BoxError, GroupFields, NameField } from "./details-fields";

export interface MatchText {
  version: string;
  says: string;
}

interface RegisterFormProps {
  eventId: string;
  name: string;
  groups: readonly string[];
  /** The consent that is asked for; null for a person without answers, whom no one can match. */
  matchText: MatchText | null;
  /** The code of a friend's link. */
  friends: string | null;
  /** What the button says: to take a seat, to wait in line, or to ask the organizer. */
  label: string;
}

/** One step: a first name and a few boxes. */
export function RegisterForm({ eventId, name, groups, matchText, friends, label }: RegisterFormProps) {
  const [state, submit] = useActionState(registerForEvent, UNSENT);
  const adult = errorOf(state, "adult");
  const checked = (box: string) => state.values[box] === "on";
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <BoxError id="friends-error" text={errorOf(state, "friends_token")} />
      <input type="hidden" name="event_id" value={eventId} />
      {friends !== null && <input type="hidden" name="friends_token" value={friends} />}
      <NameField state={state} name={name} />
      <GroupFields state={state} groups={groups} group={null} seeks={[]} />
      {matchText !== null && (
        <>
          <input type="hidden" name="consent_version" value={matchText.version} />
          <NativeCheckbox
            name="agrees_to_match"
            label="Match me at this event"
            hint={<MatchHint says={matchText.says} />}
            defaultChecked={checked("agrees_to_match")}
          />
          <NativeCheckbox
            name="agrees_to_preview"
            label="Show my first name to people I’m to meet"
            hint="Once matches are published, each of you sees the other’s first name and why you were paired. Only if you both agree."
            defaultChecked={checked("agrees_to_preview")}
          />
        </>
      )}
      <div className="space-y-1.5">
        <NativeCheckbox
          name="adult"
          required
          label="I’m 18 or older"
          defaultChecked={checked("adult")}
          aria-describedby={adult === undefined ? undefined : "adult-error"}
        />
        <BoxError id="adult-error" text={adult} />
      </div>
      <SubmitButton pendingLabel="Registering…" className="w-full">
        {label}
      </SubmitButton>
    </form>
  );
}

/** The text of the consent, and what its bands are. */
export function MatchHint({ says }: { says: string }) {
  return (
    <>
      {says} A band is five points wide, such as 70 to 75. The organizer never sees your answers, and neither
      do other guests.
    </>
  );
}
