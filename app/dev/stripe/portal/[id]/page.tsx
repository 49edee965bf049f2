import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { AuthenticationForm } from "@/app/dev/stripe/authentication-form";
import { formatDay } from "@/app/dev/stripe/format-day";
import { InvoiceStatus } from "@/app/dev/stripe/invoices/[id]/invoice-status";
import { StandInFrame } from "@/app/dev/stripe/stand-in-frame";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/money/format-money";
import type {
  HostedPortal,
  PortalCard,
  PortalSubscription,
} from "@/lib/vendors/stripe/stand-in/hosted-portal";
import { authenticateCard } from "./actions";
import { AddCardForm, CancelForm, CardButtons, ResumeForm } from "./portal-forms";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Billing portal (Stripe stand-in)", robots: { index: false } };

interface PortalPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ cancel?: string | string[] }>;
}

/** Stripe's customer portal, as the stand-in has it. */
export default async function PortalPage({ params, searchParams }: PortalPageProps) {
  const { id } = await params;
  const { ctx } = await visit();
  const portal = await orNotFound(askHosted(({ readHostedPortal }) => readHostedPortal(ctx, id)));
  const { cancel } = await searchParams;
  const { flow } = portal.session;
  const asked = flow?.type === "subscription_cancel" ? flow.subscription : cancel;
  const ending = portal.subscriptions.find(({ id: of, cancelAt }) => of === asked && cancelAt === null);
  return (
    <StandInFrame>
      {portal.waitingCard !== null ? (
        <Authentication id={id} last4={portal.waitingCard.last4} />
      ) : ending !== undefined && portal.offers.cancel ? (
        <Cancel portal={portal} subscription={ending} />
      ) : flow?.type === "payment_method_update" ? (
        <NewCard portal={portal} />
      ) : (
        <Home portal={portal} />
      )}
    </StandInFrame>
  );
}

function Narrow({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto max-w-lg px-4 py-8 sm:px-6 sm:py-16">
      <Card className="space-y-5 p-5 sm:p-8">{children}</Card>
    </div>
  );
}

function Authentication({ id, last4 }: { id: string; last4: string }) {
  return (
    <Narrow>
      <div className="space-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">Confirm that it is you</h1>
        <p className="text-muted">
          To save it, the bank of the card ending in <span className="font-mono">{last4}</span> asks for your
          consent (3-D Secure).
        </p>
      </div>
      <AuthenticationForm id={id} action={authenticateCard} />
    </Narrow>
  );
}

function NewCard({ portal: { session } }: { portal: HostedPortal }) {
  return (
    <Narrow>
      <div className="space-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">Payment method</h1>
        <p className="text-muted">Everything that comes due is paid with the card you save here.</p>
      </div>
      <AddCardForm id={session.id} problem={session.problem} />
      {session.return_url !== null && (
        <p className="text-sm">
          <a href={session.return_url} className="link">
            Go back
          </a>
        </p>
      )}
    </Narrow>
  );
}

function Cancel({ portal, subscription }: { portal: HostedPortal; subscription: PortalSubscription }) {
  const { session, offers } = portal;
  const atOnce = offers.cancel_mode === "immediately";
  const back = session.flow === null ? `/dev/stripe/portal/${session.id}` : session.return_url;
  return (
    <Narrow>
      <div className="space-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">Cancel {namesOf(subscription)}?</h1>
        <p className="text-muted">
          {atOnce
            ? "It ends at once. What is paid already is not given back."
            : `It stays until ${formatDay(subscription.currentPeriodEnd)} and then ends. Until then you can keep it after all.`}
        </p>
      </div>
      <CancelForm
        id={session.id}
        subscription={subscription.id}
        asksWhy={offers.cancel_reasons}
        back={
          back !== null && (
            <a href={back} className={buttonStyle({ kind: "quiet" })}>
              Go back
            </a>
          )
        }
      />
    </Narrow>
  );
}

function Home({ portal }: { portal: HostedPortal }) {
  const { session, offers, customer } = portal;
  const owed = portal.invoices.find(({ status }) => status === "open");
  return (
    <div className="mx-auto max-w-3xl space-y-8 px-4 py-8 sm:px-6 sm:py-14">
      <div className="space-y-3">
        {session.return_url !== null && (
          <p className="text-sm">
            <a href={session.return_url} className="link inline-flex items-center gap-1.5">
              <ArrowLeft aria-hidden size={16} /> Back to Soulmate
            </a>
          </p>
        )}
        <h1 className="text-2xl font-semibold tracking-tight">Billing</h1>
        <p className="wrap-anywhere text-muted">
          {offers.headline ?? `For ${customer.name ?? customer.email ?? "this customer"}`}
        </p>
        {owed !== undefined && (
          <p role="status" className="rounded-lg bg-ember-soft px-3.5 py-2.5 text-sm">
            Invoice <span className="font-mono">{owed.number}</span> is not paid yet.{" "}
            <a href={`/dev/stripe/invoices/${owed.id}`} className="link">
              Pay {formatMoney(owed.amount_remaining, owed.currency)}
            </a>
          </p>
        )}
        {customer.balance < 0 && (
          <p role="status" className="rounded-lg bg-pine-soft px-3.5 py-2.5 text-sm">
            {formatMoney(-customer.balance, "usd")} of credit is used up by the next invoices.
          </p>
        )}
      </div>
      <Subscriptions portal={portal} />
      {offers.payment_method && <Cards portal={portal} />}
      {offers.invoices && <Invoices portal={portal} />}
    </div>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="space-y-3">
      <h2 id={id} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      <Card>{children}</Card>
    </section>
  );
}

const STATUS: Record<PortalSubscription["status"], { label: string; tone: BadgeTone }> = {
  active: { label: "Active", tone: "pine" },
  trialing: { label: "Trial", tone: "plum" },
  past_due: { label: "Past due", tone: "ember" },
  unpaid: { label: "Unpaid", tone: "ember" },
  incomplete: { label: "Incomplete", tone: "gold" },
  incomplete_expired: { label: "Expired", tone: "plain" },
  canceled: { label: "Cancelled", tone: "plain" },
};

function namesOf({ items }: PortalSubscription): string {
  return items.map(({ name }) => name).join(", ");
}

function Subscriptions({ portal: { session, offers, subscriptions } }: { portal: HostedPortal }) {
  return (
    <Part id="subscriptions" title={subscriptions.length > 1 ? "Subscriptions" : "Subscription"}>
      {subscriptions.length === 0 ? (
        <p className="p-5 text-muted">There is no subscription now.</p>
      ) : (
        <ul className="divide-y divide-line">
          {subscriptions.map((subscription) => (
            <li key={subscription.id} className="flex flex-wrap items-start justify-between gap-4 p-5">
              <div className="min-w-0 space-y-1">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {namesOf(subscription)}
                  <Badge tone={STATUS[subscription.status].tone}>{STATUS[subscription.status].label}</Badge>
                </p>
                <p className="text-sm text-muted">{termsOf(subscription)}</p>
                <p className="text-sm text-muted">{nextOf(subscription)}</p>
              </div>
              {subscription.cancelAt !== null ? (
                <ResumeForm id={session.id} subscription={subscription.id} />
              ) : (
                offers.cancel && (
                  <a
                    href={`/dev/stripe/portal/${session.id}?cancel=${subscription.id}`}
                    className={buttonStyle({ kind: "quiet", size: "small" })}
                  >
                    Cancel<span className="sr-only"> {namesOf(subscription)}</span>
                  </a>
                )
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function termsOf({ items, currency }: PortalSubscription): string {
  return items
    .map(({ amount, interval, intervalCount }) => {
      const every = intervalCount === 1 ? `a ${interval}` : `every ${intervalCount} ${interval}s`;
      return amount === null ? `By use, billed once ${every}` : `${formatMoney(amount, currency)} ${every}`;
    })
    .join("; ");
}

function nextOf({ cancelAt, trialEnd, currentPeriodEnd }: PortalSubscription): string {
  if (cancelAt !== null) return `Ends on ${formatDay(cancelAt)}`;
  if (trialEnd !== null) return `The trial ends on ${formatDay(trialEnd)}`;
  return `Renews on ${formatDay(currentPeriodEnd)}`;
}

function cardName({ brand, last4 }: PortalCard): string {
  return `${brand.slice(0, 1).toUpperCase()}${brand.slice(1)} ending in ${last4}`;
}

function Cards({ portal: { session, cards } }: { portal: HostedPortal }) {
  return (
    <Part id="cards" title="Payment method">
      {cards.length > 0 && (
        <ul className="divide-y divide-line border-b border-line">
          {cards.map((card) => (
            <li key={card.id} className="flex flex-wrap items-center justify-between gap-4 px-5 py-4">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {cardName(card)}
                  {card.isDefault && <Badge tone="plum">Default</Badge>}
                </p>
                <p className="text-sm text-muted">
                  Valid to {String(card.exp_month).padStart(2, "0")}/{card.exp_year}
                </p>
              </div>
              {!card.isDefault && <CardButtons id={session.id} method={card.id} name={cardName(card)} />}
            </li>
          ))}
        </ul>
      )}
      <details className="px-5 py-2" open={cards.length === 0 || session.problem !== null}>
        <summary className="cursor-pointer py-2.5 font-medium">
          {cards.length === 0 ? "Add a card" : "Add another card"}
        </summary>
        <div className="pt-3 pb-4">
          <AddCardForm id={session.id} problem={session.problem} />
        </div>
      </details>
    </Part>
  );
}

function Invoices({ portal: { invoices } }: { portal: HostedPortal }) {
  return (
    <Part id="invoices" title="Invoices">
      {invoices.length === 0 ? (
        <p className="p-5 text-muted">There are no invoices yet.</p>
      ) : (
        <ul className="divide-y divide-line">
          {invoices.map((invoice) => (
            <li
              key={invoice.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-3.5"
            >
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2">
                  <a href={`/dev/stripe/invoices/${invoice.id}`} className="link font-mono text-sm">
                    {invoice.number}
                  </a>
                  <InvoiceStatus status={invoice.status} />
                </p>
                <p className="text-sm text-muted">{formatDay(invoice.finalized_at ?? invoice.created)}</p>
              </div>
              <p className="flex items-center gap-4 tabular-nums">
                {formatMoney(invoice.total, invoice.currency)}
                <a href={`/dev/stripe/invoices/${invoice.id}/pdf`} className="link text-sm">
                  PDF<span className="sr-only"> of {invoice.number}</span>
                </a>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
