import { CalendarHeart, MapPin } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { localSpan, zoneWords } from "@/components/events/event-words";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { guestStatements } from "@/lib/events/invitations/answer-guest-form";
import { getGuestInvitation } from "@/lib/events/invitations/get-guest-invitation";
import { openGuestLink } from "@/lib/events/invitations/open-guest-link";
import { DeclineButton } from "./decline-button";
import { GuestForm } from "./guest-form";

interface GuestPageProps {
  params: Promise<{ token: string }>;
}

/** Nothing about the event stands here: a title is kept in histories and shown by chat apps. */
export const metadata: Metadata = {
  title: "Your invitation",
  robots: { index: false, follow: false, noarchive: true },
  referrer: "same-origin",
};

/** What a person whom an organizer brought can do about it, behind their personal link. */
export default async function GuestPage({ params }: GuestPageProps) {
  const { token } = await params;
  const { ctx } = await visit();
  const invitation = await orNotFound(
    openGuestLink(ctx, { token }).then((guest) => getGuestInvitation(guest)),
  );
  const { event, organizer, name, answered_at, open } = invitation;
  const place = [event.venue, event.address, event.city].filter((part) => part !== null).join(", ");
  return (
    <div className="mx-auto max-w-2xl space-y-8 px-4 py-10 sm:px-6 sm:py-14">
      <header className="space-y-3">
        <p className="text-muted">
          {name === null ? (
            "Hello"
          ) : (
            <>
              Hello <bdi>{name}</bdi>
            </>
          )}
          , <bdi>{organizer}</bdi> invites you to
        </p>
        <h1 className="font-display text-3xl font-semibold tracking-tight text-balance wrap-anywhere sm:text-4xl">
          <bdi>{event.name}</bdi>
        </h1>
        <ul className="space-y-1.5 text-muted">
          <li className="flex gap-2.5">
            <CalendarHeart aria-hidden size={18} className="mt-0.5 shrink-0 text-plum" />
            {localSpan(event.local_starts_at, event.local_ends_at)}, {zoneWords(event.time_zone)}
          </li>
          {place !== "" && (
            <li className="flex gap-2.5">
              <MapPin aria-hidden size={18} className="mt-0.5 shrink-0 text-plum" />
              <bdi>{place}</bdi>
            </li>
          )}
        </ul>
      </header>
      {event.status === "cancelled" ? (
        <Notice tone="ember">This event was cancelled.</Notice>
      ) : !open ? (
        <Notice>This event is over. Thank you for being there.</Notice>
      ) : answered_at === null ? (
        <GuestForm token={token} organizer={organizer} statements={asked()} />
      ) : (
        <>
          <Notice tone="pine">
            Thank you. Your answers help us find people who suit you there. {organizer} sees that you
            answered, never what.
          </Notice>
          <details className="group">
            <summary className="cursor-pointer text-sm font-medium text-plum">Answer again</summary>
            <div className="pt-5">
              <GuestForm token={token} organizer={organizer} statements={asked()} />
            </div>
          </details>
        </>
      )}
      {event.status !== "cancelled" && (
        <p>
          <Link prefetch={false} href={`/guest/${token}/people`} className="link">
            {open ? "See whom you’ll meet" : "Say whom you’d like to see again"}
          </Link>
        </p>
      )}
      <Card className="space-y-3 p-5 sm:p-6">
        <h2 className="font-semibold">Not for you?</h2>
        <p className="text-sm text-muted">
          Leave the guest list, and we delete everything that we keep about you for this event: your name,
          your email and your answers. {organizer} reads that a guest declined.
        </p>
        <DeclineButton token={token} />
      </Card>
    </div>
  );
}

const asked = () => guestStatements().map(({ id, text }) => ({ id, text }));
