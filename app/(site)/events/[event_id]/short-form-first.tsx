"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { AgeCheck } from "../../age-check";
import { startForEvent } from "../actions";

/** For a person without a result: the short form, which leads back to the event. */
export function ShortFormFirst({ eventId, friends }: { eventId: string; friends: string | null }) {
  const [state, submit] = useActionState(startForEvent, UNSENT);
  return (
    <form action={submit} className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="event_id" value={eventId} />
      {friends !== null && <input type="hidden" name="friends" value={friends} />}
      <input type="hidden" name="form" value="short" />
      <AgeCheck state={state} />
      <SubmitButton pendingLabel="Getting ready…" className="w-full">
        Start the short form
      </SubmitButton>
    </form>
  );
}
