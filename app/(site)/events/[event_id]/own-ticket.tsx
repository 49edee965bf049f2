import { currentUser } from "@/app/session";
import { TicketQr } from "@/components/events/ticket-qr";
import { getTicket } from "@/lib/events/check-in/get-ticket";
import type { PublicEvent } from "@/lib/events/discovery/present-public-event";
import { findGuest } from "@/lib/events/registrations/find-guest";
import { NotFound } from "@/lib/platform/errors";

/** The ticket of a reader with a seat, while it opens a door; nothing for everyone else. */
export async function OwnTicket({ event }: { event: PublicEvent }) {
  const signedIn = await currentUser();
  if (signedIn === null || signedIn.impersonation !== null) return null;
  if (event.state !== "coming" && event.state !== "running") return null;
  try {
    const guest = await findGuest(signedIn.ctx, { event_id: event.id });
    const ticket = await getTicket(guest);
    return (
      <section id="ticket" aria-label="Your ticket" className="scroll-mt-4">
        <TicketQr ticket={ticket} />
      </section>
    );
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
