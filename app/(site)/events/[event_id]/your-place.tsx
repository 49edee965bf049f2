import Link from "next/link";
import type { ReactNode } from "react";
import { currentProfile } from "@/app/profile";
import { currentUser } from "@/app/session";
import { keptProfileToken } from "@/app/session-cookies";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listEventGroups } from "@/lib/events/discovery/list-event-groups";
import type { PublicEvent } from "@/lib/events/discovery/present-public-event";
import { getRegistration } from "@/lib/events/registrations/get-registration";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import { currentText } from "@/lib/identity/consent/consent-texts";
import { findOpenAssessment } from "@/lib/people/assessments/get-assessment";
import { findBrowserProfile } from "@/lib/people/profiles/find-profile";
import { listResults } from "@/lib/people/results/list-results";
import { AddToAccount } from "../../results/add-to-account";
import { seatsOf } from "../event-words";
import { Fold } from "../fold";
import { eventPath } from "../way-back";
import { OwnPlace } from "./own-place";
import { type MatchText, RegisterForm } from "./register-form";
import { ShortFormFirst } from "./short-form-first";

interface YourPlaceProps {
  event: PublicEvent;
  /** The code of a friend's link that was opened. */
  friends: string | null;
}

/** The card that says where a reader stands with an event, and what they can do about it. */
export async function YourPlace({ event, friends }: YourPlaceProps) {
  const signedIn = await currentUser();
  // An admin who looks through a person's eyes sees the portal, never what that person does for themselves.
  if (signedIn !== null && signedIn.impersonation !== null) return null;
  if (signedIn === null) {
    return event.state === "coming" ? (
      <PlaceCard title="Your place">
        {event.registration === "closed" ? <ByInvitation /> : <SignInFirst event={event} friends={friends} />}
      </PlaceCard>
    ) : null;
  }
  const { ctx } = signedIn;
  const own = await getRegistration(ctx, { event_id: event.id });
  if (own === null || ended(own)) {
    if (own === null && event.state !== "coming") return null;
    return (
      <PlaceCard title="Your place">
        {own !== null && <HowItEnded own={own} />}
        {event.state === "coming" && own?.status !== "declined" && (
          <ToRegister event={event} friends={friends} again={own !== null} />
        )}
      </PlaceCard>
    );
  }
  return (
    <PlaceCard title="Your place">
      <OwnPlace
        event={event}
        own={own}
        friends={friends}
        groups={await listEventGroups(ctx, { event_id: event.id })}
        matchText={await readMatchText()}
      />
    </PlaceCard>
  );
}

const ended = ({ status }: OwnRegistration) =>
  status === "cancelled" || status === "released" || status === "declined";

export function PlaceCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="space-y-5 p-5 sm:p-7">
      <h2 className="text-xl font-semibold tracking-tight">{title}</h2>
      {children}
    </Card>
  );
}

function HowItEnded({ own: { status } }: { own: OwnRegistration }) {
  if (status === "declined")
    return (
      <p>The organizer declined your registration. There are other events that would love to see you.</p>
    );
  if (status === "released")
    return <p>Your seat went to the next person in line. If you’d still like to come, register again.</p>;
  return <p>You cancelled your registration. Changed your mind? You can register again.</p>;
}

function ByInvitation() {
  return (
    <p className="text-sm">
      This event is by invitation. The organizer brings all guests, and the link in your invitation is your
      way in.
    </p>
  );
}

function SignInFirst({ event, friends }: YourPlaceProps) {
  const next = encodeURIComponent(eventPath(event.id, friends));
  return (
    <>
      <p>
        {friends === null
          ? "Create a free account to register. The organizer gets your first name, and nothing more that you don’t agree to."
          : "A friend invited you to get seats together. Create a free account, and you come back here."}
      </p>
      <SeatsLine event={event} />
      <div className="flex flex-col gap-2.5">
        <Link prefetch={false} href={`/sign-up?for=you&next=${next}`} className={buttonStyle()}>
          Create an account
        </Link>
        <Link prefetch={false} href={`/sign-in?next=${next}`} className={buttonStyle({ kind: "quiet" })}>
          Sign in
        </Link>
      </div>
    </>
  );
}

/** What pressing the button will do, before it is pressed. */
function SeatsLine({ event }: { event: PublicEvent }) {
  if (event.registration === "approval")
    return (
      <p className="text-sm text-muted">The organizer approves each registration. We email you the answer.</p>
    );
  if (event.seatsLeft === 0)
    return (
      <p className="text-sm text-muted">
        All seats are taken. Join the line, and we email you when one is free. It goes strictly by turn.
      </p>
    );
  const seats = seatsOf(event);
  return seats === null ? null : <p className="text-sm text-muted">{seats}.</p>;
}

async function ToRegister({ event, friends, again }: YourPlaceProps & { again: boolean }) {
  const [profile, signedIn] = await Promise.all([currentProfile(), currentUser()]);
  if (signedIn === null) return null;
  if (event.registration === "closed") return <ByInvitation />;
  const [results, open, groups, matchText] = await Promise.all([
    profile === null ? [] : listResults(profile.ctx),
    profile === null ? null : findOpenAssessment(profile.ctx),
    listEventGroups(signedIn.ctx, { event_id: event.id }),
    readMatchText(),
  ]);
  const name = signedIn.user.name.split(" ")[0] ?? "";
  const label =
    event.registration === "approval"
      ? "Ask for a seat"
      : event.seatsLeft === 0
        ? "Join the line"
        : again
          ? "Register again"
          : "Register";
  const register = { eventId: event.id, name, groups, friends, label };
  return (
    <>
      {friends !== null && <p className="text-sm">A friend invited you to get seats together.</p>}
      <SeatsLine event={event} />
      {results.length > 0 ? (
        <RegisterForm {...register} matchText={matchText} />
      ) : (
        <>
          {(await unclaimed()) ? <AddToAccount /> : null}
          <div className="space-y-4 rounded-xl bg-plum-soft p-4">
            <p className="text-sm">
              {open === null
                ? "To be matched, answer 32 short statements first. It takes about four minutes, and then you come back here."
                : `You have answered ${open.answered} of ${open.asked} statements. Finish them to be matched here.`}
            </p>
            {open === null ? (
              <ShortFormFirst eventId={event.id} friends={friends} />
            ) : (
              <Link prefetch={false} href={`/assessment/${open.id}`} className={buttonStyle()}>
                Continue
              </Link>
            )}
          </div>
          <Fold summary="Register without being matched">
            <RegisterForm {...register} matchText={null} />
          </Fold>
        </>
      )}
    </>
  );
}

/** Whether this browser holds answers that belong to no account. */
async function unclaimed(): Promise<boolean> {
  const [signedIn, token] = await Promise.all([currentUser(), keptProfileToken()]);
  return signedIn !== null && token !== null && (await findBrowserProfile(signedIn.ctx, { token })) !== null;
}

/** What being matched is agreed to by, as the privacy centre has it. */
async function readMatchText(): Promise<MatchText> {
  const signedIn = await currentUser();
  const { version, says } = currentText("events", signedIn?.ctx.clock.now() ?? new Date());
  return { version, says };
}
