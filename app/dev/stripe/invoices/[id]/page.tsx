import type { Metadata } from "next";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { formatDay } from "@/app/dev/stripe/format-day";
import { StandInFrame } from "@/app/dev/stripe/stand-in-frame";
import { orNotFound } from "@/app/or-not-found";
import { visit } from "@/app/request-context";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatMoney } from "@/lib/money/format-money";
import { balanceOf } from "@/lib/vendors/stripe/invoice-balance";
import type { HostedInvoice } from "@/lib/vendors/stripe/stand-in/hosted-invoice";
import { InvoiceStatus } from "./invoice-status";
import { PayPanel } from "./pay-panel";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Invoice (Stripe stand-in)", robots: { index: false } };

interface InvoicePageProps {
  params: Promise<{ id: string }>;
}

/** Stripe's hosted invoice, as the stand-in has it. */
export default async function InvoicePage({ params }: InvoicePageProps) {
  const { id } = await params;
  const { ctx } = await visit();
  const hosted = await orNotFound(askHosted(({ readHostedInvoice }) => readHostedInvoice(ctx, id)));
  const { invoice, card } = hosted;
  const due = formatMoney(invoice.amount_remaining, invoice.currency);
  return (
    <StandInFrame>
      <div className="mx-auto max-w-3xl space-y-6 px-4 py-8 sm:px-6 sm:py-14">
        <Head hosted={hosted} />
        {invoice.status === "open" && (
          <Card className="p-5 sm:p-8">
            <section aria-labelledby="pay" className="space-y-5">
              <h2 id="pay" className="text-lg font-semibold tracking-tight">
                Pay this invoice
              </h2>
              <PayPanel id={id} label={`Pay ${due}`} card={card} />
            </section>
          </Card>
        )}
        <Card className="p-5 sm:p-8">
          <Details hosted={hosted} />
        </Card>
      </div>
    </StandInFrame>
  );
}

function Head({ hosted: { invoice, customer } }: { hosted: HostedInvoice }) {
  const amount = invoice.status === "paid" ? invoice.amount_paid : invoice.amount_due;
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 space-y-1.5">
        <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
          <InvoiceStatus status={invoice.status} />
          {invoice.paid_at !== null && <span>on {formatDay(invoice.paid_at)}</span>}
        </p>
        <h1 className="text-2xl font-semibold tracking-tight">
          Invoice <span className="font-mono text-xl">{invoice.number}</span>
        </h1>
        <p className="wrap-anywhere text-muted">
          For {customer.name ?? customer.email ?? invoice.customer}, issued{" "}
          {formatDay(invoice.finalized_at ?? invoice.created)}
        </p>
        <p className="text-3xl font-semibold tracking-tight tabular-nums">
          {formatMoney(amount, invoice.currency)}
        </p>
      </div>
      <a href={`/dev/stripe/invoices/${invoice.id}/pdf`} className={buttonStyle({ kind: "quiet" })}>
        Open the PDF
      </a>
    </div>
  );
}

function Details({ hosted: { invoice, lines } }: { hosted: HostedInvoice }) {
  const money = (amount: number) => formatMoney(amount, invoice.currency);
  const balance = balanceOf(invoice);
  return (
    <section aria-labelledby="lines" className="space-y-4">
      <h2 id="lines" className="text-lg font-semibold tracking-tight">
        What it is for
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {lines.map((line) => (
          <li key={line.id} className="flex justify-between gap-4 py-3.5">
            <div className="min-w-0">
              <p className="wrap-anywhere font-medium">{line.description}</p>
              <p className="text-sm text-muted">
                {formatDay(line.period.start)} – {formatDay(line.period.end)}
              </p>
            </div>
            <p className="shrink-0 tabular-nums">{money(line.amount)}</p>
          </li>
        ))}
      </ul>
      <dl className="ml-auto max-w-sm space-y-2 text-sm">
        <Row name="Subtotal" value={money(invoice.subtotal)} />
        {invoice.reductions.map(({ discount, amount }) => (
          <Row key={discount} name="Discount" value={money(-amount)} />
        ))}
        <Row name="Total" value={money(invoice.total)} />
        {balance !== null && <Row name={balance.label} value={money(balance.amount)} />}
        <div className="flex justify-between gap-4 border-t border-line pt-3 text-base font-semibold">
          <dt>Amount due</dt>
          <dd className="tabular-nums">{money(invoice.amount_due)}</dd>
        </div>
      </dl>
    </section>
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
