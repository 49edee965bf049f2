import { cx } from "class-variance-authority";
import { Armchair, Search, UserCheck } from "lucide-react";
import Link from "next/link";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { localClock, localShortDay } from "@/components/events/event-words";
import { buttonStyle } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import type { Event } from "@/lib/events/events/schemas";
import { localTime } from "@/lib/events/events/zoned-time";
import { getSeats, type SeatSummary } from "@/lib/events/registrations/get-seats";
import { listRegistrations } from "@/lib/events/registrations/list-registrations";
import { ListRegistrationsQuery, type Registration } from "@/lib/events/registrations/schemas";
import { REGISTRATION_STATUSES } from "@/lib/events/registrations/seat-machine";
import { RegistrationMenu } from "./registration-menu";
import { RegistrationBadge, STATUS_WORDS } from "./words";

interface RegistrationsPageProps {
  params: Promise<{ event_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const ROWS = 50;

export default async function RegistrationsPage({ params, searchParams }: RegistrationsPageProps) {
  const [{ ctx, event }, asked] = await Promise.all([requireEvent(params), searchParams]);
  const status = ListRegistrationsQuery.shape.status.safeParse(asked.status).data;
  const cursor = typeof asked.cursor === "string" ? asked.cursor : undefined;
  const first = { event_id: event.id, status, limit: ROWS };
  const [seats, registrations] = await Promise.all([
    getSeats(ctx, { event_id: event.id }),
    // A cursor that is not ours leads to the first page rather than to an error page.
    listRegistrations(ctx, { ...first, cursor }).catch(() => listRegistrations(ctx, first)),
  ]);
  const total = Object.values(seats.registrations).reduce((sum, count) => sum + count, 0);
  if (total === 0) return <NoRegistrations event={event} mayWrite={ctx.permissions.has("events:write")} />;
  const over = event.status === "finished" || event.status === "cancelled";
  const mayDecide =
    ctx.permissions.has("events:write") && !over && new Date(event.starts_at) > ctx.clock.now();
  const path = `/partner/events/${event.id}/registrations`;
  return (
    <div className="space-y-6">
      <SeatStats seats={seats} />
      <Section
        title="Registrations"
        description="People who registered on the site. You see the first name they chose, never an email or a trait."
      >
        <StatusLinks path={path} current={status} seats={seats} total={total} />
        {registrations.data.length === 0 ? (
          <EmptyState
            icon={<Search />}
            title="No one here"
            headingLevel={3}
            action={
              <Link prefetch={false} href={path} className={buttonStyle({ kind: "quiet", size: "small" })}>
                Show everyone
              </Link>
            }
          >
            {status === undefined ? "There are no more registrations." : STATUS_WORDS[status].none}
          </EmptyState>
        ) : (
          <div>
            <DataTable
              label="Registrations"
              columns={columnsOf(event, seats, mayDecide)}
              rows={inOrder(registrations.data)}
              rowKey={({ id }) => id}
            />
            <Pagination
              label="Registrations"
              firstLabel="First"
              nextLabel="More"
              nextHref={
                registrations.next_cursor === null ? null : address(path, status, registrations.next_cursor)
              }
              firstHref={cursor === undefined ? null : address(path, status)}
            />
          </div>
        )}
      </Section>
    </div>
  );
}

function address(path: string, status: Registration["status"] | undefined, cursor?: string): string {
  const query = new URLSearchParams({
    ...(status === undefined ? {} : { status }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Those who need a decision first, then the line in its order, then the others as they registered. */
function inOrder(rows: readonly Registration[]): Registration[] {
  const rank = ({ status }: Registration) => (status === "requested" ? 0 : status === "waiting" ? 1 : 2);
  return [...rows].sort(
    (a, b) => rank(a) - rank(b) || (a.place_in_line ?? 0) - (b.place_in_line ?? 0) || (a.id < b.id ? -1 : 1),
  );
}

function SeatStats({ seats }: { seats: SeatSummary }) {
  const waiting = seats.registrations.waiting;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Stat
        label="Seats taken"
        value={seats.taken.toLocaleString("en-US")}
        note={seats.capacity === null ? "No capacity yet" : `of ${seats.capacity.toLocaleString("en-US")}`}
      />
      <Stat
        label="Seats offered"
        value={seats.held.toLocaleString("en-US")}
        note="Held until people answer"
      />
      <Stat
        label="Free seats"
        value={Math.max(0, seats.free).toLocaleString("en-US")}
        note={seats.free < 0 ? `${-seats.free} over capacity` : "After taken and offered"}
      />
      <Stat
        label="In line"
        value={waiting.toLocaleString("en-US")}
        note={waiting === 0 ? "No one waits" : "Next is offered a seat by itself"}
      />
    </div>
  );
}

interface StatusLinksProps {
  path: string;
  current: Registration["status"] | undefined;
  seats: SeatSummary;
  total: number;
}

/** The states that occur, as links, so that an address says what is shown. */
function StatusLinks({ path, current, seats, total }: StatusLinksProps) {
  const shown = REGISTRATION_STATUSES.filter(
    (status) => seats.registrations[status] > 0 || status === current,
  );
  const links = [
    { status: undefined, label: "All", count: total },
    ...shown.map((status) => ({
      status,
      label: STATUS_WORDS[status].word,
      count: seats.registrations[status],
    })),
  ];
  return (
    <nav aria-label="Registrations by state" className="flex flex-wrap gap-1.5">
      {links.map(({ status, label, count }) => (
        <Link
          key={label}
          prefetch={false}
          href={address(path, status)}
          aria-current={status === current ? "page" : undefined}
          className={cx(
            "inline-flex min-h-9 items-center gap-2 rounded-full border px-3.5 text-sm no-underline transition-colors",
            status === current
              ? "border-plum bg-plum-soft text-plum"
              : "border-line text-muted hover:border-plum hover:text-plum",
          )}
        >
          {label}
          <span className="tabular-nums opacity-75">{count.toLocaleString("en-US")}</span>
        </Link>
      ))}
    </nav>
  );
}

function columnsOf(
  event: Event,
  seats: SeatSummary,
  mayDecide: boolean,
): [Column<Registration>, ...Column<Registration>[]] {
  return [
    { header: "Name", cell: ({ name }) => <bdi className="wrap-anywhere">{name}</bdi> },
    { header: "State", cell: ({ status }) => <RegistrationBadge status={status} /> },
    { header: "What’s next", cell: (registration) => nextText(event, registration) },
    {
      header: "Group",
      cell: ({ group }) => (group === null ? <span className="text-muted">None</span> : <bdi>{group}</bdi>),
    },
    {
      header: "Wants to meet",
      wideOnly: true,
      cell: ({ seeks }) => (seeks === null ? <span className="text-muted">Everyone</span> : seeks.join(", ")),
    },
    { header: "Registered", cell: ({ created_at }) => <Time at={created_at} /> },
    ...(mayDecide
      ? [
          {
            header: "Actions",
            headerHidden: true,
            align: "right" as const,
            cell: (registration: Registration) => (
              <RegistrationMenu
                registration={registration}
                free={seats.free}
                capacity={seats.capacity ?? 0}
                party={registration.friends_in_line}
              />
            ),
          },
        ]
      : []),
  ];
}

/** What a registration waits for, by the clocks of the venue. */
function nextText(event: Event, registration: Registration) {
  const { status, place_in_line, friends_in_line, offered_until, confirm_until, ended_at } = registration;
  const at = (time: string) => {
    const local = localTime(new Date(time), event.time_zone);
    return `${localShortDay(local)}, ${localClock(local)}`;
  };
  if (status === "requested") return "Your approval";
  if (status === "waiting") {
    const together = friends_in_line > 1 ? `, ${friends_in_line} friends together` : "";
    return `Number ${place_in_line ?? "?"} in line${together}`;
  }
  if (status === "offered" && offered_until !== null) return `Answers by ${at(offered_until)}`;
  if (status === "registered" && confirm_until !== null) return `Confirms by ${at(confirm_until)}`;
  if (ended_at !== null) return <span className="text-muted">Ended {at(ended_at)}</span>;
  return <span className="text-muted">Nothing</span>;
}

function NoRegistrations({ event, mayWrite }: { event: Event; mayWrite: boolean }) {
  const edit = mayWrite && event.status !== "finished" && event.status !== "cancelled" && (
    <Link
      prefetch={false}
      href={`/partner/events/${event.id}/edit`}
      className={buttonStyle({ kind: "quiet" })}
    >
      Edit details
    </Link>
  );
  const { title, text } = emptyWords(event);
  return (
    <EmptyState
      icon={event.registration === "closed" ? <Armchair /> : <UserCheck />}
      title={title}
      action={edit || undefined}
    >
      {text}
    </EmptyState>
  );
}

function emptyWords({ mode, status, registration, visibility }: Event): { title: string; text: string } {
  if (mode === "test")
    return {
      title: "No registrations",
      text: "Guests never see a test event, so no one can register for it.",
    };
  if (status === "draft")
    return { title: "Not open yet", text: "People can register once you publish the event." };
  if (registration === "closed" || visibility === "private")
    return {
      title: "Registration is closed",
      text: "You bring all guests yourself. To let people register, change who may register and who can see the event.",
    };
  return {
    title: "No one has registered yet",
    text: "People who register on the event’s page are listed here. When all seats are taken they wait in line, and each seat that becomes free is offered to the next by itself.",
  };
}
