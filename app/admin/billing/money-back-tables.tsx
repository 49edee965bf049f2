import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { MarkReviewed } from "@/app/admin/billing/mark-reviewed";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { disputeStatus } from "@/lib/billing/billing/dispute-words";
import type { BillingHealth } from "@/lib/billing/billing/get-billing-health";

/** What is at Stripe and not in the books, each in its own currency. */
export function SetAside({ health: { setAside, setAsideCount } }: { health: BillingHealth }) {
  const more = setAsideCount - setAside.length;
  return (
    <Section
      title="Set aside"
      description="Not a payment, a customer or a currency of ours, so not in the books. Or credit that was used before its payment was refunded. Look at it at Stripe."
    >
      {setAside.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title="Nothing is set aside" headingLevel={3}>
          Refunds of unknown payments and amounts in other currencies will be listed here.
        </EmptyState>
      ) : (
        <>
          <DataTable
            label="Set aside"
            rows={setAside}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "What",
                cell: ({ objectId, reason }) => (
                  <span className="block min-w-0">
                    <Badge tone="ember">{reason}</Badge>
                    <code className="block font-mono text-xs font-normal wrap-anywhere text-muted">
                      {objectId}
                    </code>
                  </span>
                ),
              },
              {
                header: "Details",
                cell: ({ detail }) => <span className="text-sm wrap-anywhere">{detail}</span>,
              },
              { header: "Amount", align: "right", cell: ({ amount }) => amount ?? "–" },
              { header: "Found", cell: ({ foundAt }) => <Time at={foundAt} /> },
              {
                header: "Actions",
                align: "right",
                cell: ({ id, objectId }) => <MarkReviewed id={id} objectId={objectId} />,
              },
            ]}
          />
          {more > 0 && <p className="mt-2 text-sm text-muted">{more} older ones are not shown.</p>}
        </>
      )}
    </Section>
  );
}

export function disputeTone(status: string): BadgeTone {
  if (status === "lost") return "ember";
  if (status === "won" || status === "warning_closed" || status === "prevented") return "pine";
  return "gold";
}

/** Payments that banks dispute. */
export function Disputes({ disputes }: { disputes: BillingHealth["disputes"] }) {
  return (
    <Section
      title="Disputes"
      description="Answer open ones at Stripe with evidence before they are due. Books and tokens follow by themselves."
    >
      {disputes.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title="No payment was ever disputed" headingLevel={3}>
          A dispute is listed here as soon as a bank opens it.
        </EmptyState>
      ) : (
        <DataTable
          label="Disputes"
          rows={disputes}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Partner",
              cell: ({ id, partner }) => (
                <span className="block min-w-0">
                  <Link prefetch={false} href={`/admin/partners/${partner.id}`} className="underline">
                    {partner.companyName}
                  </Link>
                  <code className="block font-mono text-xs font-normal wrap-anywhere text-muted">{id}</code>
                </span>
              ),
            },
            {
              header: "Status",
              cell: ({ status }) => <Badge tone={disputeTone(status)}>{disputeStatus(status)}</Badge>,
            },
            { header: "Reason", cell: ({ reason }) => reason },
            { header: "Amount", align: "right", cell: ({ amount }) => amount },
            {
              header: "Due",
              cell: ({ dueBy, closedAt }) =>
                closedAt !== null ? "Closed" : dueBy === null ? "–" : <Time at={dueBy} format="absolute" />,
            },
          ]}
        />
      )}
    </Section>
  );
}
