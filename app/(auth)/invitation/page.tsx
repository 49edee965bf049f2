import { Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AcceptForm } from "@/app/(auth)/invitation/accept-form";
import { OpenForm } from "@/app/(auth)/invitation/open-form";
import { openOffer } from "@/app/(auth)/invitation/open-offer";
import { leave } from "@/app/account/actions";
import { ROLE_SENTENCES } from "@/app/partner/team/role-sentences";
import { currentUser, type SignedIn } from "@/app/session";
import { Button, buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { Time } from "@/components/ui/time";
import type { InvitationOffer } from "@/lib/partners/teams/schemas";

export const metadata: Metadata = {
  title: "Join a team",
  description: "Accept an invitation to a team.",
  robots: { index: false },
};

export default async function InvitationPage() {
  const [offer, signedIn] = await Promise.all([openOffer(), currentUser()]);
  return (
    <Card className="space-y-6 p-6 sm:p-8">
      <span
        aria-hidden
        className="flex size-11 items-center justify-center rounded-full bg-plum-soft text-plum"
      >
        <Users size={20} />
      </span>
      {offer === null ? <NothingOpen /> : <Offer offer={offer} signedIn={signedIn} />}
    </Card>
  );
}

function NothingOpen() {
  return (
    <>
      <div className="space-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">Join a team</h1>
        <p className="text-muted">
          Open the link in your invitation, or paste the code that stands below it.
        </p>
      </div>
      <OpenForm />
    </>
  );
}

function Offer({ offer, signedIn }: { offer: InvitationOffer; signedIn: SignedIn | null }) {
  const { company_name, role, invited_by, email, expires_at } = offer;
  return (
    <>
      <div className="space-y-2">
        <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">Join {company_name}</h1>
        <p className="wrap-anywhere text-muted">
          {invited_by ?? "Somebody"} invites you as <strong className="font-semibold text-ink">{role}</strong>
          .
        </p>
        <p className="text-sm text-muted">{ROLE_SENTENCES[role]}</p>
        <p className="text-sm wrap-anywhere text-muted">
          For {email}, until <Time at={expires_at} format="absolute" />.
        </p>
      </div>
      <NextStep offer={offer} signedIn={signedIn} />
    </>
  );
}

function NextStep({
  offer: { email, company_name },
  signedIn,
}: {
  offer: InvitationOffer;
  signedIn: SignedIn | null;
}) {
  if (signedIn === null) {
    const going = `?next=${encodeURIComponent("/invitation")}`;
    return (
      <div className="space-y-3">
        <Link prefetch={false} href={`/sign-up${going}`} className={buttonStyle({ className: "w-full" })}>
          Create an account
        </Link>
        <Link
          prefetch={false}
          href={`/sign-in${going}`}
          className={buttonStyle({ kind: "quiet", className: "w-full" })}
        >
          I have one: sign in
        </Link>
        <p className="text-sm text-muted">
          You come back here. If you do not, open the link in the mail again.
        </p>
      </div>
    );
  }
  if (signedIn.user.email !== email) {
    return (
      <div className="space-y-4">
        <Notice tone="gold">
          You are signed in as {signedIn.user.email}. Sign out, open the link in the mail again, and sign in
          with {email}.
        </Notice>
        <form action={leave}>
          <Button type="submit" kind="quiet" className="w-full">
            Sign out
          </Button>
        </form>
      </div>
    );
  }
  return <AcceptForm companyName={company_name} />;
}
