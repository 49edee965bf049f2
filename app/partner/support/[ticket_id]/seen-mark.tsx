"use client";

import { useEffect } from "react";
import { markSeen } from "@/app/partner/support/actions";

/** Notes that somebody looks. Not done while the page is rendered: a browser may fetch a page that nobody sees. */
export function SeenMark({ ticketId }: { ticketId: string }) {
  useEffect(() => {
    // It stays unread when this fails, which is no harm.
    markSeen({ ticket_id: ticketId }).catch(() => undefined);
  }, [ticketId]);
  return null;
}
