import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AddEndpoint } from "@/app/partner/webhooks/add-endpoint";
import { GuideLink, ReceiverSamples } from "@/app/partner/webhooks/receiver-samples";
import { DeliveryBadge, EndpointBadge } from "@/app/partner/webhooks/status-badges";
import { requirePartner } from "@/app/session";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { MAX_ENDPOINTS } from "@/lib/partners/webhooks/delivery-rules";
import { listWebhookEndpoints } from "@/lib/partners/webhooks/list-webhook-endpoints";
import type { WatchedEndpoint } from "@/lib/partners/webhooks/schemas";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const { ctx } = await requirePartner();
  const { data: endpoints } = await listWebhookEndpoints(ctx);
  const mayWrite = ctx.permissions.has("webhooks:write");
  const room = endpoints.length < MAX_ENDPOINTS;
  return (
    <div className="space-y-8">
      <PageHeader
        title="Webhooks"
        description="We tell your servers what happens to your account, signed so that they can be sure it is us."
        actions={mayWrite && room && endpoints.length > 0 ? <AddEndpoint /> : undefined}
      />
      {endpoints.length === 0 ? (
        <>
          <EmptyState
            icon={<Webhook />}
            title="No endpoints yet"
            action={mayWrite ? <AddEndpoint /> : undefined}
          >
            An endpoint is an address of yours that we post events to: a key that expires soon, an alert that
            fired, a reply to a ticket.{" "}
            {mayWrite
              ? "Add one, then send it a test event."
              : "Ask an owner, admin or developer to add one."}
          </EmptyState>
          <Section
            title="What runs at your end"
            description="A whole receiver: it checks the signature, then reads the event."
            actions={<GuideLink />}
          >
            <ReceiverSamples />
          </Section>
        </>
      ) : (
        <div className="space-y-3">
          <DataTable
            label="Webhook endpoints"
            columns={COLUMNS}
            rows={endpoints}
            rowKey={(endpoint) => endpoint.id}
          />
          {!room && <p className="text-sm text-muted">These are all {MAX_ENDPOINTS} that you may have.</p>}
        </div>
      )}
    </div>
  );
}

const COLUMNS: [Column<WatchedEndpoint>, ...Column<WatchedEndpoint>[]] = [
  {
    header: "Endpoint",
    cell: (endpoint) => (
      <span className="block min-w-0">
        <Link
          prefetch={false}
          href={`/partner/webhooks/${endpoint.id}`}
          className="font-mono text-[0.8125rem] wrap-anywhere after:absolute after:inset-0"
        >
          {endpoint.url}
        </Link>
        {endpoint.description !== null && (
          <span className="mt-0.5 block font-normal wrap-anywhere text-muted">{endpoint.description}</span>
        )}
      </span>
    ),
  },
  { header: "State", cell: (endpoint) => <EndpointBadge endpoint={endpoint} /> },
  { header: "Events", cell: ({ event_types }) => eventsInWords(event_types) },
  {
    header: "Last delivery",
    cell: ({ health: { last_delivery: last } }) =>
      last === null ? (
        <span className="text-muted">None yet</span>
      ) : (
        <span className="inline-flex flex-wrap items-center justify-end gap-x-2.5 gap-y-1 md:justify-start">
          <DeliveryBadge {...last} />
          <Time at={last.at} className="text-muted" />
        </span>
      ),
  },
  { header: "Last 24 hours", align: "right", cell: ({ health }) => <SuccessRate {...health.last_day} /> },
];

function eventsInWords(types: readonly string[]): string {
  if (types.length === 0) return "All";
  return types.length === 1 ? (types[0] ?? "") : `${types.length} types`;
}

function SuccessRate({ delivered, failed }: { delivered: number; failed: number }) {
  const total = delivered + failed;
  if (total === 0) return <span className="text-muted">Nothing sent</span>;
  // Rounded down: 100 % is said only where everything arrived.
  return (
    <span>
      {Math.floor((delivered / total) * 100)}%{" "}
      <span className="text-muted">of {total.toLocaleString("en")}</span>
    </span>
  );
}
