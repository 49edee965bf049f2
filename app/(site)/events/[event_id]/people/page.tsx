import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/or-not-found";
import { requireUser } from "@/app/session";
import { findGuest } from "@/lib/events/registrations/find-guest";
import { answerGuest, block, chooseContact, rate, report, unblock } from "./actions";
import { PeopleParts } from "./people-parts";

export const metadata: Metadata = { title: "People at this event", robots: { index: false } };

export default async function PeoplePage({ params }: { params: Promise<{ event_id: string }> }) {
  const { event_id } = await params;
  const { ctx } = await requireUser();
  const guest = await orNotFound(findGuest(ctx, { event_id }));
  return (
    <div className="mx-auto max-w-3xl px-4 pt-6 pb-16 sm:px-6 sm:pt-10">
      <p className="mb-6 text-sm">
        <Link prefetch={false} href={`/events/${event_id}`} className="link">
          Back to the event
        </Link>
      </p>
      <PeopleParts
        guest={guest}
        hidden={{ event_id }}
        actions={{ answer: answerGuest, contact: chooseContact, rate, report, block, unblock }}
        registration={`/events/${event_id}`}
      />
    </div>
  );
}
