import { CircleCheck, Scale } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Disputes, SetAside } from "@/app/admin/billing/money-back-tables";
import { RetryEvent } from "@/app/admin/billing/retry-event";
import { RunNow } from "@/app/admin/billing/run-now";
import { count } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { type BillingHealth, getBillingHealth } from "@/lib/billing/billing/get-billing-health";
import { formatMoney } from "@/lib/money/format-money";

export const metadata: Metadata = { title: "Billing" };

export default async function AdminBillingPage() {
  const { ctx } = await requireAdmin();
  const health = await getBillingHealth(ctx);
  return (
    <div className="space-y-8">
      <PageHeader
        title="Billing"
        description="Whether our books are right: with themselves, and with Stripe's."
        actions={<RunNow running={health.reconciling} />}
      />
      {health.standIn && (
        <Notice tone="gold">
          A local stand-in takes Stripe's place here: no real money moves. Set STRIPE_SECRET_KEY for the real
          one.
        </Notice>
      )}
      <Figures health={health} />
      <SetAside health={health} />
      <Ledger ledger={health.ledger} />
      <Differences health={health} />
      <Disputes disputes={health.disputes} />
      <FailedEvents health={health} />
      <Runs runs={health.runs} />
    </div>
  );
}

function Figures({ health: { ledger, runs, events } }: { health: BillingHealth }) {
  const last = runs[0];
  const open = last === undefined ? 0 : last.differences - last.healed;
  return (
    <div className="grid grid-cols-2 gap-4 xl:grid-cols-4">
      <Stat
        label="Ledger"
        value={ledger.faults.length === 0 ? "Balanced" : `${count(ledger.faults.length)} faults`}
        note={`${count(ledger.entries)} entries, recomputed now`}
      />
      <Stat
        label="Differences with Stripe"
        value={last === undefined ? "–" : count(open)}
        note={
          last === undefined ? (
            "Not compared yet"
          ) : (
            <>
              Compared <Time at={last.startedAt} />
            </>
          )
        }
      />
      <Stat label="Failing Stripe events" value={count(events.failed)} note="Tried again by themselves" />
      <Stat
        label="Stripe events"
        value={count(events.received)}
        note={`${count(events.waiting)} still to be handled`}
      />
    </div>
  );
}

function Ledger({ ledger }: { ledger: BillingHealth["ledger"] }) {
  return (
    <Section
      title="Ledger"
      description="Every transaction, balance and currency, recomputed from the entries just now."
    >
      {ledger.faults.length > 0 && (
        <DataTable
          label="Faults in the ledger"
          rows={ledger.faults}
          rowKey={({ rule, subject }) => `${rule} ${subject}`}
          columns={[
            {
              header: "Rule",
              cell: ({ rule }) => <code className="font-mono text-[0.8125rem]">{rule}</code>,
            },
            { header: "About", cell: ({ subject }) => <code className="font-mono text-xs">{subject}</code> },
            { header: "What", cell: ({ detail }) => detail },
          ]}
        />
      )}
      {ledger.currencies.length === 0 ? (
        <EmptyState icon={<Scale />} title="The books are empty" headingLevel={3}>
          The first invoice or purchase writes the first entries.
        </EmptyState>
      ) : (
        <DataTable
          label="Sums by currency"
          rows={ledger.currencies}
          rowKey={({ currency }) => currency}
          columns={[
            { header: "Currency", cell: ({ currency }) => currency },
            {
              header: "Debits",
              align: "right",
              cell: ({ currency, debitsMinor }) => formatMoney(debitsMinor, currency),
            },
            {
              header: "Credits",
              align: "right",
              cell: ({ currency, creditsMinor }) => formatMoney(creditsMinor, currency),
            },
            {
              header: "Balance",
              align: "right",
              cell: ({ currency, debitsMinor, creditsMinor }) =>
                debitsMinor === creditsMinor ? (
                  <Badge tone="pine">Balanced</Badge>
                ) : (
                  <Badge tone="ember">{formatMoney(debitsMinor - creditsMinor, currency)}</Badge>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function Differences({ health: { differences, runs } }: { health: BillingHealth }) {
  if (runs.length === 0) {
    return (
      <Section title="Differences with Stripe">
        <EmptyState icon={<Scale />} title="Not compared yet" headingLevel={3}>
          Every night at 04:20 UTC each customer's subscriptions, invoices and debt, and all our cash, are
          compared with Stripe's. Compare now to see at once.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section
      title="Differences with Stripe"
      description="Of the last comparison. What taking Stripe's state again could mend is mended; the rest needs a person."
    >
      {differences.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title="No differences" headingLevel={3}>
          Our books and Stripe's say the same.
        </EmptyState>
      ) : (
        <DataTable
          label="Differences with Stripe"
          rows={differences}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "What",
              cell: ({ kind, subject, partner }) => (
                <span className="block min-w-0">
                  {kind}{" "}
                  <code className="block font-mono text-xs font-normal wrap-anywhere text-muted">
                    {subject}
                  </code>
                  {partner !== null && (
                    <Link
                      prefetch={false}
                      href={`/admin/partners/${partner.id}`}
                      className="text-xs font-normal underline"
                    >
                      {partner.companyName}
                    </Link>
                  )}
                </span>
              ),
            },
            { header: "Ours", cell: ({ ours }) => <span className="text-sm wrap-anywhere">{ours}</span> },
            {
              header: "Stripe's",
              cell: ({ theirs }) => (
                <span className="text-sm wrap-anywhere">{theirs === "" ? "–" : theirs}</span>
              ),
            },
            {
              header: "State",
              cell: ({ healedAt }) =>
                healedAt === null ? (
                  <Badge tone="ember">Needs a look</Badge>
                ) : (
                  <Badge tone="pine">Mended</Badge>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function FailedEvents({ health: { failedEvents } }: { health: BillingHealth }) {
  return (
    <Section title="Failed Stripe events" description="Kept as they came; nothing is lost meanwhile.">
      {failedEvents.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title="No event is failing" headingLevel={3}>
          An event that cannot be handled stands here with its error until it can.
        </EmptyState>
      ) : (
        <DataTable
          label="Failed Stripe events"
          rows={failedEvents}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Event",
              cell: ({ id, type, objectId }) => (
                <span className="block min-w-0">
                  <code className="font-mono text-[0.8125rem]">{type}</code>
                  <span className="block font-mono text-xs font-normal wrap-anywhere text-muted">
                    {id} {objectId}
                  </span>
                </span>
              ),
            },
            {
              header: "Error",
              cell: ({ error }) => (
                <span className="line-clamp-4 block font-mono text-xs wrap-anywhere text-ember md:max-w-96">
                  {error}
                </span>
              ),
            },
            { header: "Attempts", align: "right", cell: ({ attempts }) => count(attempts) },
            { header: "Received", cell: ({ receivedAt }) => <Time at={receivedAt} /> },
            { header: "Actions", align: "right", cell: ({ id }) => <RetryEvent eventId={id} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Runs({ runs }: { runs: BillingHealth["runs"] }) {
  if (runs.length === 0) return null;
  return (
    <Section title="Latest comparisons">
      <DataTable
        label="Latest comparisons"
        rows={runs}
        rowKey={({ id }) => id}
        columns={[
          { header: "Began", cell: ({ startedAt }) => <Time at={startedAt} format="absolute" /> },
          { header: "Customers", align: "right", cell: ({ partners }) => count(partners) },
          { header: "Subscriptions", align: "right", cell: ({ subscriptions }) => count(subscriptions) },
          { header: "Invoices", align: "right", cell: ({ invoices }) => count(invoices) },
          {
            header: "Outcome",
            cell: ({ finishedAt, error, differences, healed }) => {
              if (finishedAt === null) return <Badge tone="plum">Running</Badge>;
              if (error !== null) return <span className="font-mono text-xs text-ember">{error}</span>;
              if (differences === 0) return <Badge tone="pine">No differences</Badge>;
              return (
                <Badge tone={healed === differences ? "gold" : "ember"}>
                  {count(differences)} differed, {count(healed)} mended
                </Badge>
              );
            },
          },
        ]}
      />
    </Section>
  );
}
