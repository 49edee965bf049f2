import { CircleCheck, Clock } from "lucide-react";
import type { Metadata } from "next";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { AuthenticationForm } from "@/app/dev/stripe/authentication-form";
import { StandInFrame } from "@/app/dev/stripe/stand-in-frame";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/money/format-money";
import type { CheckoutState, CheckoutTotals, PricedLine } from "@/lib/vendors/stripe/stand-in/checkout-state";
import type { HostedCheckout } from "@/lib/vendors/stripe/stand-in/hosted-checkout";
import { authenticate } from "./actions";
import { CodeForm, RemoveCodeForm } from "./code-form";
import { PayForm } from "./pay-form";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Checkout (Stripe stand-in)", robots: { index: false } };

interface CheckoutPageProps {
  params: Promise<{ id: string }>;
}

/** Stripe's checkout page, as the stand-in has it. */
export default async function CheckoutPage({ params }: CheckoutPageProps) {
  const { id } = await params;
  const { ctx } = await visit();
  const checkout = await orNotFound(askHosted(({ readHostedCheckout }) => readHostedCheckout(ctx, id)));
  const { session, waitingCard } = checkout;
  return (
    <StandInFrame>
      {session.status !== "open" ? (
        <Ended session={session} />
      ) : waitingCard === null ? (
        <Open checkout={checkout} />
      ) : (
        <Authentication checkout={checkout} last4={waitingCard.last4} />
      )}
    </StandInFrame>
  );
}

const TITLES: Record<CheckoutState["mode"], string> = {
  payment: "Pay",
  subscription: "Subscribe",
  setup: "Save a card",
};

function Open({ checkout }: { checkout: HostedCheckout }) {
  const { session, totals, email, wantsCard } = checkout;
  const setup = session.mode === "setup";
  return (
    <div className="mx-auto grid max-w-5xl grid-cols-[minmax(0,1fr)] items-start gap-8 px-4 py-8 sm:px-6 sm:py-14 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] md:gap-14">
      <section aria-labelledby="what" className="space-y-6">
        <div className="space-y-2">
          <h1 id="what" className="text-2xl font-semibold tracking-tight">
            {TITLES[session.mode]}
          </h1>
          {setup ? (
            <p className="text-muted">The card is saved for later payments. Nothing is taken now.</p>
          ) : (
            <Headline totals={totals} currency={session.currency ?? "usd"} />
          )}
        </div>
        {!setup && <Summary checkout={checkout} />}
        {session.cancel_url !== null && (
          <p className="text-sm">
            <a href={session.cancel_url} className="link">
              Go back without paying
            </a>
          </p>
        )}
      </section>
      <Card className="p-5 sm:p-8">
        <section aria-labelledby="how" className="space-y-5">
          <h2 id="how" className="text-lg font-semibold tracking-tight">
            {wantsCard ? "Your card" : "Confirm"}
          </h2>
          <PayForm
            id={session.id}
            email={email}
            wantsCard={wantsCard}
            submitLabel={submitLabel(session, totals)}
            problem={session.problem}
          />
          {session.submit_text !== null && <p className="text-sm text-muted">{session.submit_text}</p>}
        </section>
      </Card>
    </div>
  );
}

function submitLabel(session: CheckoutState, totals: CheckoutTotals): string {
  if (session.mode === "setup") return "Save card";
  if (totals.trial) return "Start trial";
  if (session.mode === "subscription") return "Subscribe";
  return totals.total === 0
    ? "Complete order"
    : `Pay ${formatMoney(totals.total, session.currency ?? "usd")}`;
}

function Headline({ totals, currency }: { totals: CheckoutTotals; currency: string }) {
  return (
    <p>
      <span className="text-4xl font-semibold tracking-tight tabular-nums">
        {formatMoney(totals.total, currency)}
      </span>{" "}
      <span className="text-muted">due today</span>
    </p>
  );
}

function Summary({ checkout }: { checkout: HostedCheckout }) {
  const { session, totals, promotionCode } = checkout;
  const currency = session.currency ?? "usd";
  return (
    <div className="space-y-5">
      <ul className="divide-y divide-line border-y border-line">
        {totals.lines.map((line) => (
          <Line key={line.line.id} line={line} trial={totals.trial} />
        ))}
      </ul>
      <dl className="space-y-2 text-sm">
        <Row name="Subtotal" value={formatMoney(totals.subtotal, currency)} />
        {totals.coupon !== null && (
          <div className="flex items-center justify-between gap-4">
            <dt className="min-w-0 wrap-anywhere text-muted">
              {promotionCode ?? totals.coupon.name ?? "Discount"}
              {promotionCode !== null && session.allow_promotion_codes && (
                <RemoveCodeForm id={session.id} code={promotionCode} />
              )}
            </dt>
            <dd className="tabular-nums">−{formatMoney(totals.discount, currency)}</dd>
          </div>
        )}
        <div className="flex justify-between gap-4 border-t border-line pt-3 text-base font-semibold">
          <dt>Due today</dt>
          <dd className="tabular-nums">{formatMoney(totals.total, currency)}</dd>
        </div>
      </dl>
      {session.allow_promotion_codes && totals.coupon === null && <CodeForm id={session.id} />}
    </div>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{name}</dt>
      <dd className="tabular-nums">{value}</dd>
    </div>
  );
}

function Line({ line: { line, price, product, subtotal }, trial }: { line: PricedLine; trial: boolean }) {
  const { recurring } = price;
  const metered = recurring?.usage_type === "metered";
  return (
    <li className="flex justify-between gap-4 py-3.5">
      <div className="min-w-0">
        <p className="font-medium">{product.name}</p>
        {product.description !== null && <p className="text-sm text-muted">{product.description}</p>}
        <p className="text-sm text-muted">{termsOf(price, line.quantity)}</p>
      </div>
      <p className="shrink-0 text-right tabular-nums">
        {metered
          ? "by use"
          : trial && recurring !== null
            ? "free trial"
            : formatMoney(subtotal, price.currency)}
      </p>
    </li>
  );
}

function termsOf(price: PricedLine["price"], quantity: number | null): string {
  const { recurring, currency } = price;
  const each =
    price.unit_amount === null
      ? `${Number(price.unit_amount_decimal) / 100} ${currency.toUpperCase()}`
      : formatMoney(price.unit_amount, currency);
  const count = quantity !== null && quantity > 1 ? `${quantity.toLocaleString("en-US")} × ` : "";
  if (recurring === null) return `${count}${each}`;
  if (recurring.usage_type === "metered") return `${each} each, billed by the ${recurring.interval}`;
  const every =
    recurring.interval_count === 1
      ? `a ${recurring.interval}`
      : `every ${recurring.interval_count} ${recurring.interval}s`;
  return `${count}${each} ${every}`;
}

function Authentication({ checkout, last4 }: { checkout: HostedCheckout; last4: string }) {
  const { session, totals } = checkout;
  return (
    <div className="mx-auto max-w-md px-4 py-10 sm:px-6 sm:py-20">
      <Card className="space-y-5 p-6 sm:p-8">
        <div className="space-y-2">
          <h1 className="text-2xl font-semibold tracking-tight">Confirm that it is you</h1>
          <p className="text-muted">
            {session.mode === "setup"
              ? "The bank of the card ending in "
              : `To pay ${formatMoney(totals.total, session.currency ?? "usd")}, the bank of the card ending in `}
            <span className="font-mono">{last4}</span> asks for your consent (3-D Secure).
          </p>
        </div>
        <AuthenticationForm id={session.id} action={authenticate} />
      </Card>
    </div>
  );
}

function Ended({ session }: { session: CheckoutState }) {
  const complete = session.status === "complete";
  const Icon = complete ? CircleCheck : Clock;
  const back = complete
    ? session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id)
    : session.cancel_url;
  return (
    <div className="mx-auto max-w-md px-4 py-10 sm:px-6 sm:py-20">
      <Card className="space-y-4 p-6 sm:p-8">
        <Icon aria-hidden size={28} className={complete ? "text-pine" : "text-muted"} />
        <h1 className="text-2xl font-semibold tracking-tight">
          {complete ? "This checkout is complete" : "This checkout has expired"}
        </h1>
        <p className="text-muted">
          {complete
            ? "It was paid, or needed no payment. It cannot be used again."
            : "Nothing was taken. Go back and begin again."}
        </p>
        {back !== null && (
          <p>
            <a href={back} className={buttonStyle({ kind: complete ? "primary" : "quiet" })}>
              {complete ? "Continue" : "Go back"}
            </a>
          </p>
        )}
      </Card>
    </div>
  );
}
