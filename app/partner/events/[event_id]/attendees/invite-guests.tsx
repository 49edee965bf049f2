"use client";

import { useRouter } from "next/navigation";
import { inviteAttendees } from "@/app/partner/events/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast-store";
import type { Event } from "@/lib/events/events/schemas";

interface InviteGuestsProps {
  eventId: string;
  status: Event["status"];
  mode: Event["mode"];
  counts: { first: number; again: number; answered: number; without_email: number };
  mayInvite: boolean;
}

const people = (count: number) => `${count.toLocaleString("en-US")} ${count === 1 ? "guest" : "guests"}`;

/** Emails the short form to guests whom we know nothing of. */
export function InviteGuests({ eventId, status, mode, counts, mayInvite }: InviteGuestsProps) {
  const router = useRouter();
  const { first, again, answered, without_email } = counts;
  const waiting = first + again;
  if (waiting + answered === 0) return null;
  const words = [
    ...(answered > 0 ? [`${people(answered)} answered the short form.`] : []),
    ...(first > 0 ? [`${people(first)} with an email have no traits yet.`] : []),
    ...(again > 0 ? [`${people(again)} have not answered the last email.`] : []),
    ...(without_email > 0 ? [`${people(without_email)} without traits have no email.`] : []),
  ].join(" ");
  if (waiting === 0 || !mayInvite) return <Notice>{words}</Notice>;
  if (mode === "test") return <Notice>{words} Test events email no one.</Notice>;
  if (status === "draft") return <Notice>{words} You can email them once the event is published.</Notice>;
  return (
    <Notice
      action={
        <ConfirmDialog
          trigger={
            <Button kind="quiet" size="small">
              Email the short form
            </Button>
          }
          title={`Email ${people(waiting)}?`}
          description="Each gets a personal link to a short form that takes about four minutes. You see who answered, never what. A guest gets at most three emails, two days apart."
          kind="primary"
          confirmLabel="Send emails"
          pendingLabel="Sending…"
          action={() => inviteAttendees({ event_id: eventId, again: again > 0 })}
          onDone={() => {
            toast("Emails are on their way");
            router.refresh();
          }}
        />
      }
    >
      {words}
    </Notice>
  );
}
