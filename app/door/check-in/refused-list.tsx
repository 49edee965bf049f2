"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Refused } from "./door-session";

const WORDS: Record<NonNullable<Refused["reason"]>, string> = {
  unknown_attendee: "gave their seat back, and is not on the list any more",
  invalid_ticket: "showed a ticket that is not valid",
  unknown_check_in: "could not be undone",
  id_taken: "was recorded twice in different ways",
  closed: "was recorded after the door had closed",
};

/** What a phone recorded without network and the server did not accept: a person needs to know. */
export function RefusedList({ refused, onDismiss }: { refused: readonly Refused[]; onDismiss: () => void }) {
  if (refused.length === 0) return null;
  return (
    <section
      role="alert"
      aria-label="Not accepted"
      className="mx-4 mt-4 space-y-2 rounded-xl border-2 border-ember bg-ember-soft p-4"
    >
      <h2 className="flex items-center gap-2 font-semibold text-ember">
        <TriangleAlert aria-hidden size={18} /> Not accepted
      </h2>
      <ul className="list-disc space-y-1 pl-5">
        {refused.map(({ id, name, reason }) => (
          <li key={id}>
            <strong>{name}</strong> {reason === null ? "was not accepted" : WORDS[reason]}.
          </li>
        ))}
      </ul>
      <Button kind="quiet" size="small" onClick={onDismiss} className="min-h-11">
        Dismiss
      </Button>
    </section>
  );
}
