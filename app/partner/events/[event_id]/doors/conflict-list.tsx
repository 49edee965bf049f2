"use client";

import { Check, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorNotice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { CheckIn, CheckInConflict } from "@/lib/events/check-in/schemas";
import { settleCheckIn, undoCheckIn } from "./actions";
import { doorWords, guestWords, METHOD_WORDS, venueTime } from "./check-in-words";

interface ConflictListProps {
  conflicts: readonly CheckInConflict[];
  zone: string;
  mayWrite: boolean;
}

/** Guests who were checked in twice, for a person to look at. */
export function ConflictList({ conflicts, zone, mayWrite }: ConflictListProps) {
  return (
    <ul aria-label="Conflicts" className="grid gap-3 lg:grid-cols-2">
      {conflicts.map((conflict) => (
        <li key={conflict.second.id}>
          <ConflictCard conflict={conflict} zone={zone} mayWrite={mayWrite} />
        </li>
      ))}
    </ul>
  );
}

interface ConflictCardProps {
  conflict: CheckInConflict;
  zone: string;
  mayWrite: boolean;
}

function ConflictCard({ conflict, zone, mayWrite }: ConflictCardProps) {
  const router = useRouter();
  const { attendee, first, second } = conflict;
  const name = guestWords(attendee);
  const input = { event_id: second.event_id, check_in_id: second.id };
  const done = (words: string) => () => {
    toast(words);
    router.refresh();
  };
  const settle = useAction(settleCheckIn, done("Conflict settled"));
  const undo = useAction(undoCheckIn, done("Check-in undone"));
  const problem = settle.problem ?? undo.problem;
  const isBusy = settle.pending || undo.pending;
  return (
    <Card className="space-y-4 p-4 sm:p-5">
      <h3 className="font-semibold wrap-anywhere">
        <bdi>{name}</bdi> was checked in twice
      </h3>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <dl className="grid gap-3 text-sm sm:grid-cols-2">
        <Entry term="First" checkIn={first} zone={zone} />
        <Entry term="Second" checkIn={second} zone={zone} />
      </dl>
      {mayWrite && (
        <div className="flex flex-wrap gap-2.5">
          <Button
            size="small"
            kind="quiet"
            aria-disabled={isBusy}
            aria-label={`Keep both check-ins of ${name}`}
            onClick={() => !isBusy && settle.run(input)}
          >
            <Check aria-hidden size={15} /> Same guest, keep
          </Button>
          <Button
            size="small"
            kind="quiet"
            aria-disabled={isBusy}
            aria-label={`Undo the second check-in of ${name}`}
            onClick={() => !isBusy && undo.run(input)}
          >
            <Undo2 aria-hidden size={15} /> Undo the second
          </Button>
        </div>
      )}
    </Card>
  );
}

function Entry({ term, checkIn, zone }: { term: string; checkIn: CheckIn; zone: string }) {
  return (
    <div className="rounded-xl bg-sunken p-3">
      <dt className="text-muted">{term}</dt>
      <dd>
        <span className="font-medium wrap-anywhere">
          <bdi>{doorWords(checkIn)}</bdi>
        </span>
        <br />
        <time dateTime={checkIn.at}>{venueTime(checkIn.at, zone)}</time>
        <br />
        <span className="text-muted">{METHOD_WORDS[checkIn.method]}</span>
      </dd>
    </div>
  );
}
