import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { EVENT_TABS } from "@/app/partner/events/[event_id]/tabs";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Event } from "@/lib/events/events/schemas";

/** Event passes that are left, and events that a partnership still includes this month. */
export interface PassesLeft {
  unused: number;
  included: number;
}

interface NextStepsProps {
  event: Event;
  /** What must be set before it can be published. */
  missing: readonly { name: string; words: string }[];
  passes: PassesLeft;
  publish: ReactNode;
  mayWrite: boolean;
}

/** What is left to do before the evening, with what is done. Each step is judged by what is stored. */
export function NextSteps({ event, missing, passes, publish, mayWrite }: NextStepsProps) {
  const home = `/partner/events/${event.id}`;
  const published = event.status !== "draft";
  const unanswered = event.attendee_count - event.attendees_with_traits;
  const tab = (segment: string) => EVENT_TABS.some((one) => one.segment === segment);
  return (
    <Card>
      <section aria-labelledby="next-steps">
        <div className="border-b border-line px-5 py-4 sm:px-7">
          <h2 id="next-steps" className="text-lg font-semibold tracking-tight">
            Next steps
          </h2>
        </div>
        <ol className="divide-y divide-line">
          <Step
            number={1}
            title="Tell guests when and where"
            done={missing.length === 0}
            doneNote="Everything that guests need is there."
          >
            <ul className="list-disc space-y-0.5 pl-5 text-sm text-muted">
              {missing.map(({ name, words }) => (
                <li key={name}>{words}</li>
              ))}
            </ul>
            {mayWrite && <Onward href={`${home}/edit`} label="Edit details" />}
          </Step>
          <Step
            number={2}
            title="Bring your guests"
            done={event.attendee_count > 0}
            doneNote={`${people(event.attendee_count)} on the list.`}
          >
            <p className="max-w-prose text-sm text-muted">
              Upload a spreadsheet, add people one by one, or let them register on the event’s page.
            </p>
            {mayWrite && tab("attendees") && (
              <Onward href={`${home}/attendees/import`} label="Upload a list" />
            )}
          </Step>
          <Step
            number={3}
            title="Learn what guests are like"
            done={event.attendee_count > 0 && unanswered === 0}
            doneNote="Everyone on the list can be matched."
          >
            <p className="max-w-prose text-sm text-muted">
              {event.attendee_count === 0
                ? "Guests come with traits, or answer a short form of ours. You see who answered, never what."
                : `${people(unanswered)} cannot be matched yet, because we know no traits of theirs.`}
            </p>
            {mayWrite && unanswered > 0 && tab("attendees") && (
              <Onward href={`${home}/attendees?traits=without`} label="See who" />
            )}
          </Step>
          <Step
            number={4}
            title="Publish"
            done={published}
            doneNote={
              event.mode === "test" ? "Published in test mode. No guest sees it." : "Guests can see it."
            }
          >
            <p className="max-w-prose text-sm text-muted">{publishWords(event, passes)}</p>
            <div className="flex flex-wrap gap-2.5 pt-2">
              {publish}
              {mayWrite && event.mode === "live" && passes.unused + passes.included === 0 && (
                <Link
                  prefetch={false}
                  href="/partner/events/passes"
                  className={buttonStyle({ kind: "quiet", size: "small" })}
                >
                  Get an event pass
                </Link>
              )}
            </div>
          </Step>
          <Step number={5} title="Match" done={event.status === "matched"} doneNote="Pairs are released.">
            <p className="max-w-prose text-sm text-muted">
              Find out who should meet whom, look at the pairs, and plan the rounds. Drafts can be matched
              too.
            </p>
            {tab("matches") && event.attendees_with_traits > 1 && (
              <Onward href={`${home}/matches`} label="Go to matches" />
            )}
          </Step>
        </ol>
      </section>
    </Card>
  );
}

const people = (count: number) => `${count.toLocaleString("en-US")} ${count === 1 ? "person" : "people"}`;

function publishWords({ mode, visibility }: Event, { unused, included }: PassesLeft): string {
  if (mode === "test") return "Test events are never public and need no event pass.";
  const seen =
    visibility === "public"
      ? "Guests then find it on the site."
      : visibility === "unlisted"
        ? "People with its link can then open it."
        : "It stays visible to your team only.";
  const pass =
    included > 0
      ? `Your partnership includes it: ${included.toLocaleString("en-US")} ${included === 1 ? "event is" : "events are"} left this month.`
      : unused === 0
        ? "Publishing uses an event pass, and you have none left."
        : `Publishing uses one of your ${unused.toLocaleString("en-US")} event ${unused === 1 ? "pass" : "passes"}.`;
  return `${seen} ${pass}`;
}

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  doneNote: string;
  children: ReactNode;
}

function Step({ number, title, done, doneNote, children }: StepProps) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 px-5 py-4 sm:px-7">
      {done ? (
        <span className="flex size-7 items-center justify-center rounded-full bg-pine-soft text-pine">
          <Check aria-label="Done" role="img" size={16} strokeWidth={2.5} />
        </span>
      ) : (
        <span
          aria-hidden
          className="flex size-7 items-center justify-center rounded-full border border-edge text-sm text-muted tabular-nums"
        >
          {number}
        </span>
      )}
      <div className="min-w-0 space-y-1 pt-0.5">
        <h3 className={done ? "font-medium text-muted" : "font-medium"}>{title}</h3>
        {done ? <p className="text-sm text-muted">{doneNote}</p> : children}
      </div>
    </li>
  );
}

function Onward({ href, label }: { href: string; label: string }) {
  return (
    <p className="pt-2">
      <Link prefetch={false} href={href} className={buttonStyle({ kind: "quiet", size: "small" })}>
        {label}
      </Link>
    </p>
  );
}
