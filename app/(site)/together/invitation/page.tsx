import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { currentProfile } from "@/app/profile";
import { currentUser } from "@/app/session";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { Time } from "@/components/ui/time";
import { findOpenAssessment } from "@/lib/people/assessments/get-assessment";
import { listResults } from "@/lib/people/results/list-results";
import type { TogetherOffer } from "@/lib/people/together/get-together-invitation";
import { asksIntimacyOf } from "../asks-intimacy";
import { Overlap } from "../overlap";
import { waitingOffer } from "../waiting-offer";
import { AcceptForm } from "./accept-form";
import { OpenForm } from "./open-form";
import { PutAway } from "./put-away";
import { StartShortForm } from "./start-short-form";

export const metadata: Metadata = {
  title: "Your invitation",
  description: "A friend would like to compare with you.",
  robots: { index: false },
};

export default async function InvitationPage() {
  const offer = await waitingOffer();
  if (offer !== null && offer !== "ended" && offer.pairId !== null) redirect(`/together/${offer.pairId}`);
  return (
    <div className="mx-auto max-w-xl space-y-8 px-4 py-10 sm:px-6 sm:py-16">
      <Overlap share={offer === null || offer === "ended" ? 0.1 : 0.3} className="w-32" />
      {offer === null || offer === "ended" ? <NothingOpen ended={offer === "ended"} /> : <Offer {...offer} />}
    </div>
  );
}

function NothingOpen({ ended }: { ended: boolean }) {
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Open your invitation</h1>
      {ended && (
        <Notice tone="gold">
          The invitation you opened here has expired or was already used. Ask your friend for a new one.
        </Notice>
      )}
      <OpenForm />
    </>
  );
}

async function Offer({ name, expiresAt, own }: TogetherOffer) {
  if (own) return <OwnInvitation />;
  const [profile, signedIn] = await Promise.all([currentProfile(), currentUser()]);
  const [results, open] =
    profile === null
      ? [[], null]
      : await Promise.all([listResults(profile.ctx), findOpenAssessment(profile.ctx)]);
  const [newest] = results;
  return (
    <>
      <header className="space-y-3">
        <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere sm:text-4xl">
          {name} would like to compare with you
        </h1>
        <p className="text-muted">
          You both answered the same statements, or will. The report shows where you two are alike, where you
          differ, and seven things to talk about. Neither of you sees the other’s answers or traits.
        </p>
      </header>
      <Card className="space-y-5 p-5 sm:p-7">
        {newest !== undefined ? (
          <>
            <p className="text-sm">
              Your newest result is compared (
              <Link prefetch={false} href={`/results/${newest.id}`} className="link">
                {newest.createdAt.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" })}
              </Link>
              ). Once you accept, {name} sees your name and says yes, too. Only then you both see the report.
            </p>
            <AcceptForm
              friend={name}
              name={signedIn?.impersonation === null ? (signedIn.user.name.split(" ")[0] ?? "") : ""}
              asksIntimacy={asksIntimacyOf(newest)}
            />
          </>
        ) : open !== null ? (
          <>
            <p>
              You have an assessment open: {open.answered} of {open.asked} statements answered. When it’s done
              you come back here.
            </p>
            <Link prefetch={false} href={`/assessment/${open.id}`} className={buttonStyle()}>
              Continue
            </Link>
          </>
        ) : (
          <>
            <p>
              First, a few statements about you. The short form takes about four minutes, needs no account,
              and leads you back here.
            </p>
            <StartShortForm />
            {signedIn === null && (
              <p className="text-sm text-muted">
                Already have a result in your account?{" "}
                <Link prefetch={false} href="/sign-in?next=/together/invitation" className="link">
                  Sign in
                </Link>
              </p>
            )}
          </>
        )}
      </Card>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm text-muted">
        <p>
          The invitation works until <Time at={expiresAt} format="absolute" />.
        </p>
        <PutAway />
      </div>
    </>
  );
}

function OwnInvitation() {
  return (
    <>
      <header className="space-y-3">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">This is your own invitation</h1>
        <p className="text-muted">It works for a friend, on their device. Send them the link.</p>
      </header>
      <div className="flex flex-wrap items-center gap-3">
        <Link prefetch={false} href="/together" className={buttonStyle()}>
          Back to Together
        </Link>
        <PutAway />
      </div>
    </>
  );
}
