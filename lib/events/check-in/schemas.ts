import type { EVENT_STATUSES } from "@/lib/events/events/schemas";

export interface Ticket {
  /** What the QR code says. It opens the door, so it stands in no log and no address. */
  text: string;
  /** The code as an SVG document, black on white. */
  svg: string;
  /** What can be typed in instead, such as K7QM-2F9X. */
  number: string;
  /** Whom it is for, where the organizer knows a name. */
  name: string | null;
  event: {
    id: string;
    name: string;
    starts_at: string;
    ends_at: string;
    time_zone: string;
    venue: string | null;
    address: string | null;
    city: string | null;
    status: (typeof EVENT_STATUSES)[number];
  };
}
