import type { Metadata } from "next";
import Link from "next/link";
import { PeopleParts } from "@/app/(site)/events/[event_id]/people/people-parts";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { openGuestLink } from "@/lib/events/invitations/open-guest-link";
import { answerGuest, block, chooseContact, rate, report, unblock } from "./actions";

/** Nothing about the event stands here: a title is kept in histories and shown by chat apps. */
export const metadata: Metadata = {
  title: "People at this event",
  robots: { index: false, follow: false, noarchive: true },
  referrer: "same-origin",
};

/** The people of an event for a guest whom the organizer brought, behind their personal link. */
export default async function GuestPeoplePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { ctx } = await visit();
  const guest = await orNotFound(openGuestLink(ctx, { token }));
  return (
    <div className="mx-auto max-w-3xl px-4 pt-6 pb-16 sm:px-6 sm:pt-10">
      <p className="mb-6 text-sm">
        <Link prefetch={false} href={`/guest/${token}`} className="link">
          Back to your invitation
        </Link>
      </p>
      <PeopleParts
        guest={guest}
        hidden={{ token }}
        actions={{ answer: answerGuest, contact: chooseContact, rate, report, block, unblock }}
        registration={null}
      />
    </div>
  );
}
