import { FileUp, Search, Users } from "lucide-react";
import Link from "next/link";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { buttonStyle } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { browseAttendees } from "@/lib/events/events/browse-attendees";
import { type Attendee, AttendeeFilter } from "@/lib/events/events/schemas";
import { countInvitable } from "@/lib/events/invitations/count-invitable";
import { AddAttendee } from "../attendee-dialog";
import { AttendeeMenu } from "../attendee-menu";
import { AttendeeFilters } from "../filters";
import { InviteGuests } from "../invite-guests";
import { POOL_WORDS, TraitsBadge } from "../words";

interface AttendeesPageProps {
  params: Promise<{ event_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const ROWS = 50;

export default async function AttendeesPage({ params, searchParams }: AttendeesPageProps) {
  const [{ ctx, event }, asked] = await Promise.all([requireEvent(params), searchParams]);
  const filter = readFilter(asked);
  const cursor = typeof asked.cursor === "string" ? asked.cursor : undefined;
  const first = { ...filter, event_id: event.id, limit: ROWS };
  // A cursor that is not ours leads to the first page rather than to an error page.
  const attendees = await browseAttendees(ctx, { ...first, cursor }).catch(() => browseAttendees(ctx, first));
  const over = event.status === "finished" || event.status === "cancelled";
  const mayWrite = ctx.permissions.has("events:write");
  const mayAdd = mayWrite && !over;
  const path = `/partner/events/${event.id}/attendees`;
  const upload = (
    <Link
      prefetch={false}
      href={`${path}/import`}
      className={buttonStyle({ size: event.attendee_count === 0 ? "normal" : "small" })}
    >
      <FileUp aria-hidden size={16} /> Upload a list
    </Link>
  );
  if (event.attendee_count === 0) {
    return (
      <EmptyState
        icon={<Users />}
        title="No attendees yet"
        action={
          mayAdd ? (
            <>
              {upload}
              <AddAttendee eventId={event.id} size="normal" />
            </>
          ) : undefined
        }
      >
        {mayAdd
          ? "Upload a CSV file with names and emails. You match its columns, and see every problem before anything is saved."
          : "People who are brought to this event are listed here."}
      </EmptyState>
    );
  }
  const filtered = Object.values(filter).some((value) => value !== undefined && value !== "");
  return (
    <Section
      title="Attendees"
      description="Everyone with a seat, however they came. Traits are never shown."
      actions={
        <>
          <DownloadLink href={`${path}/export`} what="attendees" />
          {mayAdd && <AddAttendee eventId={event.id} />}
          {mayAdd && upload}
        </>
      }
    >
      {!over && (
        <InviteGuests
          eventId={event.id}
          status={event.status}
          mode={event.mode}
          counts={await countInvitable(ctx, { event_id: event.id })}
          mayInvite={mayAdd}
        />
      )}
      <AttendeeFilters path={path} filter={filter} filtered={filtered} />
      {attendees.data.length === 0 ? (
        <EmptyState
          icon={<Search />}
          title="No attendee fits"
          headingLevel={3}
          action={
            <Link prefetch={false} href={path} className={buttonStyle({ kind: "quiet", size: "small" })}>
              Show everyone
            </Link>
          }
        >
          No one on the list fits this search and these filters.
        </EmptyState>
      ) : (
        <div>
          <DataTable
            label="Attendees"
            columns={columnsOf(event.id, { mayWrite, over })}
            rows={attendees.data}
            rowKey={({ id }) => id}
          />
          <Pagination
            label="Attendees"
            nextHref={attendees.next_cursor === null ? null : address(path, filter, attendees.next_cursor)}
            firstHref={cursor === undefined ? null : address(path, filter)}
          />
        </div>
      )}
    </Section>
  );
}

/** What the address asks for; what it spoils is left out. */
function readFilter(asked: Record<string, string | string[] | undefined>): AttendeeFilter {
  const { search, traits, pool } = AttendeeFilter.shape;
  return {
    search: search.safeParse(asked.search).data,
    traits: traits.safeParse(asked.traits).data,
    pool: pool.safeParse(asked.pool).data,
  };
}

function address(path: string, filter: AttendeeFilter, cursor?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, cursor }))
    if (value !== undefined && value !== "") query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

function columnsOf(
  eventId: string,
  { mayWrite, over }: { mayWrite: boolean; over: boolean },
): [Column<Attendee>, ...Column<Attendee>[]] {
  return [
    {
      header: "Attendee",
      cell: (attendee) => {
        const own = attendee.external_id === attendee.id ? null : attendee.external_id;
        const title = attendee.name ?? attendee.email ?? own ?? "Unnamed";
        const below = [attendee.email, own].filter((text) => text !== null && text !== title).join(" · ");
        return (
          <span className="block min-w-0">
            <bdi className="wrap-anywhere">{title}</bdi>
            {below !== "" && <bdi className="block font-normal wrap-anywhere text-muted">{below}</bdi>}
          </span>
        );
      },
    },
    {
      header: "Group",
      cell: ({ group }) => (group === null ? <span className="text-muted">None</span> : <bdi>{group}</bdi>),
    },
    {
      header: "Wants to meet",
      wideOnly: true,
      cell: ({ seeks }) => (seeks === null ? <span className="text-muted">Everyone</span> : seeks.join(", ")),
    },
    { header: "Came by", cell: ({ pool }) => POOL_WORDS[pool] },
    { header: "Traits", cell: (attendee) => <TraitsBadge attendee={attendee} /> },
    ...(mayWrite
      ? [
          {
            header: "Actions",
            headerHidden: true,
            align: "right" as const,
            cell: (attendee: Attendee) =>
              attendee.pool === "site" ? null : (
                <AttendeeMenu eventId={eventId} attendee={attendee} mayChange={!over} />
              ),
          },
        ]
      : []),
  ];
}
