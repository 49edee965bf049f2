import { requireEvent } from "@/app/partner/events/event-at-work";
import { localSpan, zoneWords } from "@/components/events/event-words";
import { Card } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";
import { Section } from "@/components/ui/page-header";
import type { Event } from "@/lib/events/events/schemas";

interface OverviewPageProps {
  params: Promise<{ event_id: string }>;
}

export default async function OverviewPage({ params }: OverviewPageProps) {
  const { event } = await requireEvent(params);
  return (
    <Section title="About this event">
      <Card className="px-5 py-2.5">
        <KeyValue items={facts(event)} />
      </Card>
    </Section>
  );
}

const VISIBILITY: Record<Event["visibility"], string> = {
  public: "Listed for everyone",
  unlisted: "Open to people with its address",
  private: "Visible to your team only",
};

function facts(event: Event) {
  const open = <span className="text-muted">Not set yet</span>;
  return [
    {
      label: "When",
      value: (
        <>
          {localSpan(event.local_starts_at, event.local_ends_at)}{" "}
          <span className="text-muted">{zoneWords(event.time_zone)}</span>
        </>
      ),
    },
    { label: "Venue", value: event.venue === null ? open : <bdi>{event.venue}</bdi> },
    { label: "Address", value: event.address === null ? open : <bdi>{event.address}</bdi> },
    { label: "City", value: event.city === null ? open : <bdi>{event.city}</bdi> },
    { label: "Capacity", value: event.capacity?.toLocaleString("en-US") ?? open },
    { label: "Price label", value: event.price_label === null ? open : <bdi>{event.price_label}</bdi> },
    { label: "Visibility", value: VISIBILITY[event.visibility] },
    { label: "Event ID", value: <span className="font-mono text-[0.8125rem]">{event.id}</span> },
  ];
}
