import {
  BellRing,
  CalendarCheck,
  HeartHandshake,
  Hourglass,
  ListOrdered,
  PartyPopper,
  QrCode,
  Users,
} from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button";
import { Notice } from "@/components/ui/error-notice";
import type { PublicEvent } from "@/lib/events/discovery/present-public-event";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import { linkTo } from "@/lib/platform/brand";
import { LinkAddress } from "../../sharing/link-address";
import { momentOf } from "../event-words";
import { Fold } from "../fold";
import { eventPath } from "../way-back";
import { ChangeForm, JoinForm, PressForm } from "./place-forms";
import type { MatchText } from "./register-form";

interface OwnPlaceProps {
  event: PublicEvent;
  own: OwnRegistration;
  friends: string | null;
  groups: readonly string[];
  matchText: MatchText;
}

/** Where a registered person stands, whatever the state: one thing to know, and at most one thing to decide. */
export function OwnPlace({ event, own, friends, groups, matchText }: OwnPlaceProps) {
  const coming = event.state === "coming";
  const joins = coming && friends !== null && friends !== own.friends_token;
  return (
    <>
      <State event={event} own={own} />
      {own.attendee_id !== null && (coming || event.state === "running") && (
        <p>
          <a href="#ticket" className={buttonStyle({ kind: "quiet", className: "w-full" })}>
            <QrCode aria-hidden size={18} /> Show my ticket
          </a>
        </p>
      )}
      <PeopleLink event={event} own={own} />
      {joins && <JoinForm eventId={event.id} friends={friends} />}
      {coming && <Friends event={event} own={own} />}
      <Consents own={own} />
      <Fold summary={own.agrees_to_match ? "Change what you agreed to" : "Change your details"}>
        <ChangeForm
          eventId={event.id}
          name={own.name}
          group={own.group}
          seeks={own.seeks}
          groups={groups}
          agreesToMatch={own.agrees_to_match}
          agreesToPreview={own.agrees_to_preview}
          matchText={matchText}
        />
      </Fold>
      {coming && own.status !== "offered" && own.confirm_until === null && (
        <Fold summary="Cancel your registration">
          <div className="space-y-3">
            <p className="text-sm text-muted">
              {own.attendee_id === null
                ? "You leave the line. If you register again, you start at its end."
                : "Your seat goes to the next person in line at once. If you register again, you start at the end."}
            </p>
            <PressForm eventId={event.id} does="cancel" />
          </div>
        </Fold>
      )}
    </>
  );
}

function State({ event, own }: Pick<OwnPlaceProps, "event" | "own">) {
  const moment = (at: string | null) => (at === null ? "" : momentOf(new Date(at), event.timeZone));
  if (event.state === "cancelled")
    return <Notice tone="ember">This event was cancelled, so there’s nothing you need to do.</Notice>;
  if (event.state === "over")
    return (
      <Says
        icon={<CalendarCheck />}
        title={own.attendee_id === null ? "This event is over" : "You were there"}
      >
        {own.attendee_id === null
          ? "You didn’t have a seat this time."
          : "We hope you met someone worth meeting again."}
      </Says>
    );
  switch (own.status) {
    case "requested":
      return (
        <Says icon={<Hourglass />} title="Waiting for the organizer">
          The organizer approves each registration. We email you the answer.
        </Says>
      );
    case "waiting":
      return (
        <Says icon={<ListOrdered />} title={`You’re number ${own.place_in_line ?? 1} in line`}>
          We email you when a seat is free. It goes strictly by turn, and no one can pay to move up.
        </Says>
      );
    case "offered":
      return (
        <>
          <Says icon={<BellRing />} title="A seat is yours if you want it">
            We hold it until <strong>{moment(own.offered_until)}</strong>. After that it goes to the next
            person.
          </Says>
          <div className="flex flex-wrap gap-2.5">
            <PressForm eventId={event.id} does="accept" />
            <PressForm eventId={event.id} does="decline" />
          </div>
        </>
      );
    case "confirmed":
      return (
        <Says icon={<PartyPopper />} title="You’re coming">
          Thank you for telling us. See you there, {own.name}.
        </Says>
      );
    default:
      return own.confirm_until === null ? (
        <Says icon={<CalendarCheck />} title="You have a seat">
          {event.confirmHours === null
            ? "If you can’t make it, cancel, so that another person can come."
            : `We ask whether you’re still coming ${hoursWords(event.confirmHours)} before it starts. Watch your email.`}
        </Says>
      ) : (
        <>
          <Says icon={<BellRing />} title="Are you coming?">
            Please answer by <strong>{moment(own.confirm_until)}</strong>. After that your seat goes to the
            next person in line.
          </Says>
          <div className="flex flex-wrap gap-2.5">
            <PressForm eventId={event.id} does="confirm" />
            <PressForm eventId={event.id} does="not_coming" />
          </div>
        </>
      );
  }
}

/** To the page of those who meet, for a person with a seat. */
function PeopleLink({ event, own }: Pick<OwnPlaceProps, "event" | "own">) {
  if (own.attendee_id === null || event.state === "cancelled") return null;
  const label =
    event.state !== "coming"
      ? "Whom would you like to see again?"
      : event.preMatched
        ? "See whom you’ll meet"
        : "How many people fit you here";
  return (
    <p>
      <Link
        prefetch={false}
        href={`/events/${event.id}/people`}
        className={buttonStyle({ kind: event.state === "coming" ? "quiet" : "primary", className: "w-full" })}
      >
        <HeartHandshake aria-hidden size={18} /> {label}
      </Link>
    </p>
  );
}

const hoursWords = (hours: number) =>
  hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : hours === 1 ? "an hour" : `${hours} hours`;

function Says({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex gap-4">
      <span
        aria-hidden
        className="flex size-11 shrink-0 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-5"
      >
        {icon}
      </span>
      <div className="min-w-0 space-y-1">
        <p className="text-lg font-semibold tracking-tight">{title}</p>
        <p className="text-sm">{children}</p>
      </div>
    </div>
  );
}

const FRIEND_STATES: Readonly<Record<string, string>> = {
  requested: "waits for approval",
  waiting: "in line",
  offered: "was offered a seat",
  registered: "has a seat",
  confirmed: "is coming",
};

function Friends({ event, own }: Pick<OwnPlaceProps, "event" | "own">) {
  return (
    <section aria-labelledby="friends" className="space-y-3 border-t border-line pt-5">
      <h3 id="friends" className="flex items-center gap-2 font-semibold">
        <Users aria-hidden size={18} className="text-plum" /> Bring friends
      </h3>
      {own.friends.length > 0 && (
        <ul className="space-y-1 text-sm">
          {own.friends.map(({ name, status }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: friends may share a first name, and their order stays
            <li key={at} className="wrap-anywhere">
              {name} {FRIEND_STATES[status] ?? ""}
            </li>
          ))}
        </ul>
      )}
      {own.friends_place !== null && (
        <div className="space-y-2">
          <p className="text-sm text-muted">
            Your last friend is number {own.friends_place} in line. If you wait together, you give up your
            place for that one and get your seats at the same time.
          </p>
          <PressForm eventId={event.id} does="wait_for_friends" />
        </div>
      )}
      {own.friends_token === null ? (
        <>
          <p className="text-sm text-muted">
            Up to six of you can register by one link. Friends who stand next to each other in line get their
            seats together.
          </p>
          <PressForm eventId={event.id} does="friends_link" />
        </>
      ) : (
        <>
          <p className="text-sm text-muted">
            Send this link to your friends. Those who have it can join your group, and none of them can move
            you back in line.
          </p>
          <LinkAddress id="friends" url={linkTo(null, eventPath(event.id, own.friends_token))} />
          <PressForm eventId={event.id} does="leave_friends" />
        </>
      )}
    </section>
  );
}

/** What the person agreed to here, in words. */
function Consents({ own }: Pick<OwnPlaceProps, "own">) {
  const lines = [
    own.agrees_to_match
      ? "You agreed to be matched here. The organizer sees your pairs in bands of five points, never your answers."
      : "You’re not matched at this event.",
    ...(own.agrees_to_match
      ? [
          own.agrees_to_preview
            ? "People you’re to meet see your first name and why, if they agree too."
            : "People you’re to meet don’t see your name in advance.",
        ]
      : []),
  ];
  return (
    <ul className="space-y-1 border-t border-line pt-5 text-sm text-muted">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
