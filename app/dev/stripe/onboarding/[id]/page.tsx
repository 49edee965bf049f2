import type { Metadata } from "next";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { StandInFrame } from "@/app/dev/stripe/stand-in-frame";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";

import { OnboardingForm } from "./onboarding-form";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Onboarding (Stripe stand-in)", robots: { index: false } };

interface OnboardingPageProps {
  params: Promise<{ id: string }>;
}

/** Stripe's page on which a connected account gives its details, as the stand-in has it. */
export default async function OnboardingPage({ params }: OnboardingPageProps) {
  const { id } = await params;
  const { ctx } = await visit();
  const { account, refreshUrl } = await orNotFound(
    askHosted(({ readHostedOnboarding }) => readHostedOnboarding(ctx, id)),
  );
  return (
    <StandInFrame>
      <div className="mx-auto max-w-md px-4 py-10 sm:px-6 sm:py-20">
        <Card className="space-y-5 p-6 sm:p-8">
          {account === null ? (
            <>
              <h1 className="text-2xl font-semibold tracking-tight">This link no longer holds</h1>
              <p className="text-muted">It works once, for five minutes.</p>
              <p>
                <a href={refreshUrl} className={buttonStyle()}>
                  Get a new link
                </a>
              </p>
            </>
          ) : (
            <>
              <div className="space-y-2">
                <h1 className="text-2xl font-semibold tracking-tight">Get paid by Soulmate</h1>
                <p className="text-muted">
                  Stripe would ask for your details and your bank here. The stand-in needs neither: it makes a
                  bank account that ends in 6789.
                </p>
              </div>
              <KeyValue
                items={[
                  { label: "Account", value: <span className="font-mono text-sm">{account.id}</span> },
                  { label: "E-mail", value: account.email ?? "none given" },
                ]}
              />
              <OnboardingForm id={id} />
            </>
          )}
        </Card>
      </div>
    </StandInFrame>
  );
}
