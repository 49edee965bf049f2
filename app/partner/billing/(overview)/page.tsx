import { ChartColumn, Coins } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { planState } from "@/app/partner/billing/billing-words";
import { CheckoutReturn } from "@/app/partner/billing/checkout-return";
import { DisputeNotice } from "@/app/partner/billing/dispute-notice";
import { FollowPayments } from "@/app/partner/billing/follow-payments";
import { InvoiceTable } from "@/app/partner/billing/invoice-table";
import { NextInvoices } from "@/app/partner/billing/next-invoices";
import { OverdueNotice } from "@/app/partner/billing/overdue-notice";
import { PaymentMethodCard } from "@/app/partner/billing/payment-method-card";
import { PendingChange } from "@/app/partner/billing/pending-change";
import { PlanChoice } from "@/app/partner/billing/plan-choice";
import { PlanPanel } from "@/app/partner/billing/plan-panel";
import { waitingPayments } from "@/app/partner/billing/waiting-payments";
import { requirePartner } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { LoadingLabel, Skeleton } from "@/components/ui/skeleton";
import { getBilling } from "@/lib/billing/billing/get-billing";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { InvoiceQuery } from "@/lib/billing/billing/schemas";
import { THOUSAND_PAIRS_PRICE } from "@/lib/plans/price-words";

export const metadata: Metadata = { title: "Billing" };

interface BillingPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BillingPage({ searchParams }: BillingPageProps) {
  const { ctx } = await requirePartner();
  const { checkout, cursor } = await searchParams;
  const asked = InvoiceQuery.pick({ cursor: true }).safeParse({ cursor });
  const [billing, invoices] = await Promise.all([
    getBilling(ctx),
    listInvoices(ctx, { limit: 20, cursor: asked.data?.cursor }),
  ]);
  const mayWrite = ctx.permissions.has("billing:write");
  const state = planState(billing);
  return (
    <div className="space-y-10">
      <PageHeader
        title="Billing"
        description="Your plan, what you pay and when, and every invoice."
        actions={
          <>
            <Link href="/partner/billing/usage" className={buttonStyle({ kind: "quiet", size: "small" })}>
              <ChartColumn aria-hidden size={16} className="-ml-1" /> Cost of live calls
            </Link>
            <Link href="/partner/billing/tokens" className={buttonStyle({ kind: "quiet", size: "small" })}>
              <Coins aria-hidden size={16} className="-ml-1" /> AI tokens
            </Link>
          </>
        }
        badge={
          state !== null && (
            <Badge tone={state[1]} dot>
              {state[0]}
            </Badge>
          )
        }
      />
      {typeof checkout === "string" && checkout.startsWith("cs_") && <CheckoutReturn sessionId={checkout} />}
      {checkout === "cancelled" && billing.plan === null && (
        <Notice tone="plum">Nothing was bought. Your choice is open whenever you want it.</Notice>
      )}
      <DisputeNotice disputes={billing.disputes} />
      <FollowPayments waiting={waitingPayments(billing)}>
        <OverdueNotice billing={billing} mayWrite={mayWrite} />
        <PendingChange billing={billing} mayWrite={mayWrite} />
      </FollowPayments>
      <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
        <PlanPanel billing={billing} mayWrite={mayWrite} />
        {billing.has_customer && (
          <Suspense fallback={<CardSkeleton label="Loading the payment method…" />}>
            <PaymentMethodCard mayWrite={mayWrite} />
          </Suspense>
        )}
      </div>
      {billing.plan !== null && (
        <Section title="Next invoices" description="If nothing changes until then. Times are UTC.">
          <Suspense fallback={<CardSkeleton label="Loading the next invoices…" />}>
            <NextInvoices endsAt={billing.plan.cancel_at} />
          </Suspense>
        </Section>
      )}
      {!billing.by_contract && (
        <Section
          title={billing.plan === null ? "Choose a plan" : "Change the plan"}
          description={
            mayWrite
              ? `Live calls come on top, at ${THOUSAND_PAIRS_PRICE} for 1,000 pairs scored. Cards are entered on Stripe's pages, never here.`
              : "An owner or admin of your team can choose."
          }
        >
          <PlanChoice billing={billing} mayWrite={mayWrite} />
        </Section>
      )}
      <Section title="Invoices" description="Every invoice, with its PDF.">
        <InvoiceTable page={invoices} first={asked.data?.cursor === undefined} />
      </Section>
    </div>
  );
}

function CardSkeleton({ label }: { label: string }) {
  return (
    <div>
      <LoadingLabel>{label}</LoadingLabel>
      <Skeleton className="h-40 rounded-2xl" />
    </div>
  );
}
