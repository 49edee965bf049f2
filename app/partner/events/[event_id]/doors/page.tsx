import { DoorOpen, ListChecks } from "lucide-react";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Stat } from "@/components/ui/stat";
import { attendance } from "@/lib/events/check-in/attendance";
import { DOORS_OPEN_HOURS, MAX_DOORS } from "@/lib/events/check-in/limits";
import { listCheckIns } from "@/lib/events/check-in/list-check-ins";
import { listConflicts } from "@/lib/events/check-in/list-conflicts";
import { listDoors } from "@/lib/events/check-in/list-doors";
import type { Event } from "@/lib/events/events/schemas";
import { CheckInTable } from "./check-in-table";
import { ConflictList } from "./conflict-list";
import { CreateDoorDialog } from "./create-door-dialog";
import { DoorTable } from "./door-table";
import { LiveRefresh } from "./live-refresh";

interface DoorsPageProps {
  params: Promise<{ event_id: string }>;
  searchParams: Promise<{ cursor?: string | string[] }>;
}

const ROWS = 50;

/** Who is here, the links of the doors, and what happened at them. */
export default async function DoorsPage({ params, searchParams }: DoorsPageProps) {
  const [{ ctx, event }, asked] = await Promise.all([requireEvent(params), searchParams]);
  const event_id = event.id;
  const cursor = typeof asked.cursor === "string" ? asked.cursor : undefined;
  const first = { event_id, limit: ROWS };
  const [counts, doors, conflicts, checkIns] = await Promise.all([
    attendance(ctx, { event_id }),
    listDoors(ctx, { event_id }),
    listConflicts(ctx, { event_id }),
    // A cursor that is not ours leads to the first page rather than to an error page.
    listCheckIns(ctx, { ...first, cursor }).catch(() => listCheckIns(ctx, first)),
  ]);
  const mayWrite = ctx.permissions.has("events:write");
  const isOver = event.status === "finished" || event.status === "cancelled";
  const open = doors.filter(({ revoked_at }) => revoked_at === null).length;
  const mayAdd = mayWrite && !isOver && open < MAX_DOORS;
  const path = `/partner/events/${event_id}/doors`;
  return (
    <div className="space-y-8">
      <LiveRefresh />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Stat label="Here now" value={counts.present.toLocaleString("en")} />
        <Stat label="Came" value={counts.attended.toLocaleString("en")} note={shareOf(counts)} />
        <Stat label="Expected" value={counts.expected.toLocaleString("en")} />
        <Stat
          label="Not here yet"
          value={Math.max(0, counts.expected - counts.attended).toLocaleString("en")}
        />
      </div>
      {conflicts.length > 0 && (
        <Section
          title={conflicts.length === 1 ? "1 conflict" : `${conflicts.length} conflicts`}
          description="These guests were checked in again without having left. Each counts once. It can be two doors without network, or a copied ticket."
        >
          <ConflictList conflicts={conflicts} zone={event.time_zone} mayWrite={mayWrite} />
        </Section>
      )}
      <Section
        title="Doors"
        description={hoursOf(event)}
        // In one place whether or not there are doors: else the link that it shows would go with the first one.
        actions={mayAdd ? <CreateDoorDialog eventId={event_id} /> : undefined}
      >
        {doors.length === 0 ? (
          <EmptyState icon={<DoorOpen />} title="No doors yet" headingLevel={3}>
            Add a door to get a link for a phone. The phone shows the guest list and scans tickets, and keeps
            working without network.
          </EmptyState>
        ) : (
          <DoorTable eventId={event_id} doors={doors} mayWrite={mayWrite} />
        )}
      </Section>
      <Section
        title="Check-ins"
        description={`Times are those of the venue (${event.time_zone}). Newest first.`}
      >
        {checkIns.data.length === 0 ? (
          <EmptyState icon={<ListChecks />} title="No check-ins yet" headingLevel={3}>
            Everyone who is checked in at a door appears here within seconds.
          </EmptyState>
        ) : (
          <div>
            <CheckInTable checkIns={checkIns.data} zone={event.time_zone} mayWrite={mayWrite} />
            <Pagination
              label="Check-ins"
              nextHref={checkIns.next_cursor === null ? null : `${path}?cursor=${checkIns.next_cursor}`}
              firstHref={cursor === undefined ? null : path}
            />
          </div>
        )}
      </Section>
    </div>
  );
}

function shareOf({ attended, expected }: { attended: number; expected: number }): string | undefined {
  // Rounded down: 100% is said only where everyone came.
  return expected === 0 ? undefined : `${Math.floor((attended / expected) * 100)}% of those expected`;
}

function hoursOf({ status }: Event): string {
  if (status === "draft") return "You can add doors now. They open once you publish the event.";
  if (status === "cancelled") return "The event was canceled, so its doors are closed.";
  return `Doors close ${DOORS_OPEN_HOURS} hours after the end. Phones then forget the guest list.`;
}
