import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { EventStatusBadge, TestBadge } from "@/components/events/event-badges";
import { localSpan, placeWords } from "@/components/events/event-words";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "./tab-links";

interface EventLayoutProps {
  params: Promise<{ event_id: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: EventLayoutProps): Promise<Metadata> {
  const { event } = await requireEvent(params);
  return { title: event.name };
}

/** The frame of one event's pages: what it is, and where its other pages are. Its h1 is the event's name. */
export default async function EventLayout({ params, children }: EventLayoutProps) {
  const { event } = await requireEvent(params);
  const place = placeWords(event);
  return (
    <div className="space-y-6">
      <div>
        <Breadcrumbs items={[{ label: "Events", href: "/partner/events" }]} current={event.name} />
        <PageHeader
          title={<bdi>{event.name}</bdi>}
          badge={
            <>
              <EventStatusBadge status={event.status} />
              <TestBadge mode={event.mode} />
            </>
          }
          description={
            <>
              {localSpan(event.local_starts_at, event.local_ends_at)}
              {place !== null && (
                <>
                  {" · "}
                  <bdi>{place}</bdi>
                </>
              )}
            </>
          }
        />
      </div>
      <TabLinks eventId={event.id} />
      {children}
    </div>
  );
}
