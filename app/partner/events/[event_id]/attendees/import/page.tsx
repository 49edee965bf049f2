import { requireEvent } from "@/app/partner/events/event-at-work";
import { Notice } from "@/components/ui/error-notice";
import { Section } from "@/components/ui/page-header";
import { MAX_ATTENDEES } from "@/lib/events/events/schemas";
import { ImportFlow } from "./import-flow";

interface ImportPageProps {
  params: Promise<{ event_id: string }>;
}

export default async function ImportPage({ params }: ImportPageProps) {
  const { ctx, event } = await requireEvent(params);
  if (event.status === "finished" || event.status === "cancelled") {
    return <Notice>This event is over, so its list stays as it is.</Notice>;
  }
  if (!ctx.permissions.has("events:write")) {
    return <Notice>Your role can view attendees. An owner, admin or developer can add them.</Notice>;
  }
  return (
    <Section
      title="Upload a list"
      description="Nothing is saved before you have seen every row. Then all people are added, or none."
    >
      <ImportFlow eventId={event.id} maxAttendees={MAX_ATTENDEES} />
    </Section>
  );
}
