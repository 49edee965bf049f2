import { Ban, CalendarClock, MapPin } from "lucide-react";
import { Card } from "@/components/ui/card";
import type { Ticket } from "@/lib/events/check-in/schemas";

interface TicketQrProps {
  ticket: Ticket;
}

/** An evening that ends after midnight says its second day too, by the clocks of the venue. */
function spanOf({ starts_at, ends_at, time_zone }: Ticket["event"]): { day: string; time: string } {
  const [start, end] = [new Date(starts_at), new Date(ends_at)];
  const day = new Intl.DateTimeFormat("en-US", {
    timeZone: time_zone,
    weekday: "long",
    month: "long",
    day: "numeric",
    year: "numeric",
  });
  const time = new Intl.DateTimeFormat("en-US", {
    timeZone: time_zone,
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
  return { day: day.format(start), time: time.formatRange(start, end) };
}

const OVER = { cancelled: "This event was cancelled.", finished: "This event is over." } as const;

/** A guest's ticket. The code stays black on white in either theme, because cameras want it so. */
export function TicketQr({ ticket }: TicketQrProps) {
  const { event, name, number, svg } = ticket;
  const { day, time } = spanOf(event);
  const place = [event.venue, event.address, event.city].filter((part) => part !== null).join(", ");
  const over = event.status === "cancelled" || event.status === "finished" ? OVER[event.status] : null;
  return (
    <Card className="mx-auto w-full max-w-sm overflow-hidden print:shadow-none">
      <div className="space-y-3 bg-plum-soft px-6 pt-6 pb-5">
        <p className="text-sm font-medium text-plum">
          {name === null ? "Your ticket" : `Ticket for ${name}`}
        </p>
        <p className="text-xl font-semibold tracking-tight text-balance wrap-anywhere">{event.name}</p>
        <p className="flex gap-2.5 text-sm">
          <CalendarClock aria-hidden size={18} className="mt-0.5 shrink-0 text-plum" />
          <time dateTime={event.starts_at}>
            {day}
            <br />
            {time}
          </time>
        </p>
        {place !== "" && (
          <p className="flex gap-2.5 text-sm">
            <MapPin aria-hidden size={18} className="mt-0.5 shrink-0 text-plum" />
            <span className="wrap-anywhere">{place}</span>
          </p>
        )}
      </div>
      <div className="relative border-t-2 border-dashed border-edge">
        <span aria-hidden className="absolute -top-3 -left-3 size-6 rounded-full bg-paper" />
        <span aria-hidden className="absolute -top-3 -right-3 size-6 rounded-full bg-paper" />
        {over === null ? (
          <div className="space-y-4 px-6 pt-7 pb-6 text-center">
            {/* biome-ignore lint/performance/noImgElement: a picture made for this one person, within the page itself */}
            <img
              alt={`QR code of the ticket with the number ${number}`}
              src={`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`}
              width={256}
              height={256}
              className="mx-auto w-full max-w-64 rounded-xl bg-white"
            />
            <div>
              <p className="text-sm text-muted">Ticket number</p>
              <p className="font-mono text-2xl font-semibold tracking-widest">{number}</p>
            </div>
            <p className="text-sm text-pretty text-muted">
              Show this code at the door, or say the number. Anyone who has it can use it once, so keep it to
              yourself.
            </p>
          </div>
        ) : (
          <p className="flex items-center justify-center gap-2 px-6 py-8 font-medium">
            <Ban aria-hidden size={18} />
            {over}
          </p>
        )}
      </div>
    </Card>
  );
}
