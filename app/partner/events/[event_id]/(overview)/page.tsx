import { ExternalLink, Pencil } from "lucide-react";
import Link from "next/link";
import { requireEvent } from "@/app/partner/events/event-at-work";
import { localClock, localDay, localSpan, zoneWords } from "@/components/events/event-words";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { KeyValue } from "@/components/ui/key-value";
import { Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { getEventPasses } from "@/lib/events/events/get-event-passes";
import { missingToPublish } from "@/lib/events/events/publish-needs";
import type { Event } from "@/lib/events/events/schemas";
import { CancelButton } from "./cancel-button";
import { NextSteps } from "./next-steps";
import { PublishButton } from "./publish-button";

interface OverviewPageProps {
  params: Promise<{ event_id: string }>;
}

export default async function OverviewPage({ params }: OverviewPageProps) {
  const { ctx, event } = await requireEvent(params);
  const passes = await getEventPasses(ctx);
  const now = ctx.clock.now();
  const over = event.status === "finished" || event.status === "cancelled";
  const mayWrite = ctx.permissions.has("events:write") && !over;
  const started = new Date(event.starts_at) <= now;
  const missing = [
    ...missingToPublish(event).map((name) => ({ name, words: `Set the ${name}` })),
    ...(started ? [{ name: "starts_at", words: "Move the start into the future" }] : []),
  ];
  return (
    <div className="space-y-10">
      {event.status === "cancelled" && (
        <Notice tone="ember">
          This event was cancelled.
          {event.cancel_reason !== null && (
            <>
              {" "}
              Guests read: <q>{event.cancel_reason}</q>
            </>
          )}
        </Notice>
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <Stat
          label="Attendees"
          value={event.attendee_count.toLocaleString("en-US")}
          note={
            event.capacity === null
              ? "No capacity set yet"
              : `of ${event.capacity.toLocaleString("en-US")} seats`
          }
        />
        <Stat
          label="Can be matched"
          value={event.attendees_with_traits.toLocaleString("en-US")}
          note={withoutTraits(event)}
        />
        <Stat
          label={started ? "Started" : "Starts"}
          value={localDay(event.local_starts_at).replace(/, \d{4}$/, "")}
          note={`${localClock(event.local_starts_at)}, ${daysAway(new Date(event.starts_at), now)}`}
        />
      </div>
      {!over && (
        <NextSteps
          event={event}
          missing={missing}
          passes={passes}
          publish={
            mayWrite && event.status === "draft" ? (
              <PublishButton
                eventId={event.id}
                name={event.name}
                missing={missing.map(({ words }) => words)}
                mode={event.mode}
                visibility={event.visibility}
                passes={passes}
              />
            ) : null
          }
          mayWrite={mayWrite}
        />
      )}
      <Section
        title="About this event"
        actions={
          <>
            {isPublic(event) && (
              <a
                href={`/events/${event.id}`}
                target="_blank"
                rel="noreferrer"
                className={buttonStyle({ kind: "quiet", size: "small" })}
              >
                <ExternalLink aria-hidden size={15} /> View public page
              </a>
            )}
            {mayWrite && (
              <Link
                prefetch={false}
                href={`/partner/events/${event.id}/edit`}
                className={buttonStyle({ kind: "quiet", size: "small" })}
              >
                <Pencil aria-hidden size={15} /> Edit
              </Link>
            )}
          </>
        }
      >
        <Card className="px-5 py-2.5">
          <KeyValue items={facts(event)} />
        </Card>
      </Section>
      {mayWrite && (
        <Section
          title="Cancel this event"
          description="For good: a cancelled event cannot be brought back, and its pass stays used."
        >
          <CancelButton eventId={event.id} name={event.name} isDraft={event.status === "draft"} />
        </Section>
      )}
    </div>
  );
}

/** Whether people can open its page on the site. */
function isPublic({ mode, status, visibility }: Event): boolean {
  return mode === "live" && visibility !== "private" && ["published", "matched", "finished"].includes(status);
}

function withoutTraits({ attendee_count, attendees_with_traits }: Event): string {
  const open = attendee_count - attendees_with_traits;
  if (attendee_count === 0) return "No attendees yet";
  return open === 0 ? "Everyone" : `${open.toLocaleString("en-US")} without traits`;
}

const DAY_MS = 86_400_000;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

function daysAway(at: Date, now: Date): string {
  const ms = at.getTime() - now.getTime();
  if (Math.abs(ms) < DAY_MS) return relative.format(Math.round(ms / 3_600_000), "hour");
  return relative.format(Math.round(ms / DAY_MS), "day");
}

const VISIBILITY: Record<Event["visibility"], string> = {
  public: "Public: listed for everyone",
  unlisted: "Unlisted: open to people with the link",
  private: "Private: your team only",
};

function registrationWords({ registration, confirm_hours }: Event): string {
  const who = {
    open: "Open to everyone while there are seats",
    approval: "With your approval",
    closed: "Closed: only people whom you bring",
  }[registration];
  if (confirm_hours === null || registration === "closed") return who;
  return `${who}. We ask who is coming ${confirm_hours} ${confirm_hours === 1 ? "hour" : "hours"} before.`;
}

function facts(event: Event) {
  const open = <span className="text-muted">Not set</span>;
  const text = (value: string | null) => (value === null ? open : <bdi>{value}</bdi>);
  return [
    {
      label: "When",
      value: (
        <>
          {localSpan(event.local_starts_at, event.local_ends_at)}{" "}
          <span className="text-muted">({zoneWords(event.time_zone)})</span>
        </>
      ),
    },
    { label: "Venue", value: text(event.venue) },
    { label: "Address", value: text(event.address) },
    { label: "City", value: text(event.city) },
    { label: "Capacity", value: event.capacity?.toLocaleString("en-US") ?? open },
    { label: "Registration", value: registrationWords(event) },
    { label: "Price label", value: text(event.price_label) },
    { label: "Sponsor", value: text(event.sponsor_badge) },
    { label: "Visibility", value: VISIBILITY[event.visibility] },
    {
      label: "Description",
      value:
        event.description === null ? (
          open
        ) : (
          <bdi className="block max-w-prose whitespace-pre-wrap">{event.description}</bdi>
        ),
    },
    { label: "Event ID", value: <span className="font-mono text-[0.8125rem]">{event.id}</span> },
  ];
}
