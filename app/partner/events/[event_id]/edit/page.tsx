import { requireEvent } from "@/app/partner/events/event-at-work";
import { draftOf } from "@/app/partner/events/event-draft";
import { EventForm } from "@/app/partner/events/event-form";
import { TIME_ZONES } from "@/app/partner/events/time-zones";
import { Notice } from "@/components/ui/error-notice";

interface EditPageProps {
  params: Promise<{ event_id: string }>;
}

export default async function EditPage({ params }: EditPageProps) {
  const { ctx, event } = await requireEvent(params);
  if (event.status === "finished" || event.status === "cancelled") {
    return <Notice>This event is over, so its details stay as they are.</Notice>;
  }
  if (!ctx.permissions.has("events:write")) {
    return <Notice>Your role can view events. An owner, admin or developer can change them.</Notice>;
  }
  return (
    <div className="max-w-3xl">
      <EventForm
        // What was saved meanwhile is another form.
        key={event.updated_at}
        initial={draftOf(event)}
        event={{ id: event.id, status: event.status }}
        mode={event.mode}
        zones={TIME_ZONES}
        cancelHref={`/partner/events/${event.id}`}
      />
    </div>
  );
}
