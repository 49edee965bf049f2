import type { Metadata } from "next";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { AuthenticationForm } from "@/app/dev/stripe/authentication-form";
import { StandInFrame } from "@/app/dev/stripe/stand-in-frame";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/money/format-money";
import type { HostedAuthentication } from "@/lib/vendors/stripe/stand-in/hosted-authentication";
import { answer } from "./actions";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Authentication (Stripe stand-in)", robots: { index: false } };

interface AuthenticatePageProps {
  params: Promise<{ id: string }>;
}

/** The bank's page for 3-D Secure, as the stand-in has it: for payments that began elsewhere than in a checkout. */
export default async function AuthenticatePage({ params }: AuthenticatePageProps) {
  const { id } = await params;
  const { ctx } = await visit();
  const payment = await orNotFound(
    askHosted(({ readHostedAuthentication }) => readHostedAuthentication(ctx, id)),
  );
  return (
    <StandInFrame>
      <div className="mx-auto max-w-md px-4 py-10 sm:px-6 sm:py-20">
        <Card className="space-y-5 p-6 sm:p-8">
          {payment.waits ? <Asking payment={payment} /> : <Answered payment={payment} />}
        </Card>
      </div>
    </StandInFrame>
  );
}

function Asking({ payment }: { payment: HostedAuthentication }) {
  const { id, amount, currency, card } = payment;
  return (
    <>
      <div className="space-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">Confirm that it is you</h1>
        <p className="text-muted">
          {amount === null || currency === null
            ? "To save it, the bank of the card ending in "
            : `To pay ${formatMoney(amount, currency)}, the bank of the card ending in `}
          <span className="font-mono">{card?.last4}</span> asks for your consent (3-D Secure).
        </p>
      </div>
      <AuthenticationForm id={id} action={answer} />
    </>
  );
}

function Answered({ payment: { succeeded, returnUrl } }: { payment: HostedAuthentication }) {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">
        {succeeded ? "That is done" : "This did not go through"}
      </h1>
      <p className="text-muted">
        {succeeded
          ? "Your bank has agreed. You can close this page."
          : "Your bank was not told that it is you, so nothing was taken. Choose another card, or try again."}
      </p>
      {returnUrl !== null && (
        <p>
          <a href={returnUrl} className={buttonStyle()}>
            Continue
          </a>
        </p>
      )}
    </>
  );
}
