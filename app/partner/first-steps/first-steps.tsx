import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import { FirstCall } from "./first-call";
import type { Progress } from "./progress";
import { PutAway } from "./put-away";
import { SendAgain } from "./send-again";

/** Enough to choose from, few enough to travel with the page. */
const SHOWN_PEOPLE = ["Marta", "Omar", "Ada", "Bo", "Freya", "Jonas", "Priya", "Tariq"] as const;

interface FirstStepsProps {
  progress: Progress;
  partner: { id: string; email: string };
  /** What the reader's role allows. */
  may: { write: boolean; keys: boolean; team: boolean; alerts: boolean };
}

/** What a new partner does first, with what is left of it. Leaves when it is put away. */
export function FirstSteps({ progress, partner, may }: FirstStepsProps) {
  const done = Object.values(progress).filter(Boolean).length;
  const all = Object.keys(progress).length;
  return (
    <Card>
      <section aria-labelledby="first-steps">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line p-5 sm:px-7">
          <div>
            <h2 id="first-steps" className="text-lg font-semibold tracking-tight">
              {done === all ? "All set" : "First steps"}
            </h2>
            <p className="text-sm text-muted">
              {done === all
                ? "Everything is in place. Put this away, and the figures have the page to themselves."
                : `${done} of ${all} done. Each is told from what is there, for the whole team.`}
            </p>
          </div>
          <div className="flex items-center gap-4">
            <Meter done={done} all={all} />
            {may.write && <PutAway finished={done === all} />}
          </div>
        </div>
        <ol className="divide-y divide-line">
          <Step number={1} title="Make a first call" done={progress.called}>
            <p className="max-w-prose text-sm text-muted">
              Your browser calls the API as your server will: with a test key, which is never billed.
            </p>
            {may.keys ? (
              <FirstCall partnerId={partner.id} people={shownPeople()} />
            ) : (
              <p className="mt-2 text-sm text-muted">
                Your role may not make keys: ask a developer or admin.
              </p>
            )}
          </Step>
          <Step
            number={2}
            title="Verify your company's address"
            done={progress.verified}
            doneNote={`${partner.email} is verified, so live keys can be made.`}
          >
            <p className="max-w-prose text-sm text-muted">
              Live keys need it. Open the link in our mail to{" "}
              <span className="font-medium text-ink wrap-anywhere">{partner.email}</span>.
            </p>
            {may.write && <SendAgain />}
          </Step>
          <Step number={3} title="Create a live key" done={progress.keyed} doneNote="A live key is there.">
            <p className="max-w-prose text-sm text-muted">
              It scores real people and is billed by the pair. Limit it to your servers' addresses, and let it
              expire.
            </p>
            {may.keys && <Onward href="/partner/keys" label="Go to API keys" />}
          </Step>
          <Step
            number={4}
            title="Invite a colleague"
            done={progress.invited}
            doneNote="You are not alone here."
          >
            <p className="max-w-prose text-sm text-muted">
              Developers make keys, viewers read the figures, admins manage the team.
            </p>
            {may.team && <Onward href="/partner/team" label="Go to Team" />}
          </Step>
          <Step number={5} title="Set an alert" done={progress.alerted} doneNote="An alert keeps watch.">
            <p className="max-w-prose text-sm text-muted">
              A mail when calls, spend or errors pass a threshold; a hard cap if you want one.
            </p>
            {may.alerts && <Onward href="/partner/alerts" label="Go to Alerts" />}
          </Step>
        </ol>
      </section>
    </Card>
  );
}

function shownPeople() {
  return SHOWN_PEOPLE.flatMap((name) => sandboxPeople().filter((person) => person.name === name)).map(
    ({ id, name, traits }) => ({ id, name, traits }),
  );
}

function Meter({ done, all }: { done: number; all: number }) {
  return (
    <span
      role="progressbar"
      aria-label="First steps"
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={done}
      aria-valuetext={`${done} of ${all}`}
      className="block h-2 w-28 overflow-hidden rounded-full bg-line"
    >
      <span className="block h-full rounded-full bg-pine" style={{ width: `${(done / all) * 100}%` }} />
    </span>
  );
}

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  /** What stands in its place when it is done; a step without one stays as it is, to be taken again. */
  doneNote?: string;
  children: ReactNode;
}

function Step({ number, title, done, doneNote, children }: StepProps) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 p-5 sm:px-7">
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
        {done && doneNote !== undefined ? <p className="text-sm text-muted">{doneNote}</p> : children}
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
