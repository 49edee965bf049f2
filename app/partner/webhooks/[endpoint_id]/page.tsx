import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { RangePicker } from "@/components/ui/range-picker";
import { Time } from "@/components/ui/time";
import { DISABLE_AFTER_DAYS, KEPT_DAYS } from "@/lib/partners/webhooks/delivery-rules";
import { getWebhookEndpoint } from "@/lib/partners/webhooks/get-webhook-endpoint";
import { listDeliveries } from "@/lib/partners/webhooks/list-deliveries";
import {
  type Delivery,
  type DisabledReason,
  EndpointPath,
  ListDeliveries,
  type WatchedEndpoint,
} from "@/lib/partners/webhooks/schemas";
import { GuideLink, ReceiverSamples } from "../receiver-samples";
import { DeliveryBadge, EndpointBadge } from "../status-badges";
import { TypeFilter } from "./delivery-filters";
import { DeleteEndpoint, EditEndpoint, EnableOrDisable, RotateSecret } from "./endpoint-controls";
import { SendTest } from "./send-test";

export const metadata: Metadata = { title: "Webhook endpoint" };

interface EndpointPageProps {
  params: Promise<{ endpoint_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EndpointPage({ params, searchParams }: EndpointPageProps) {
  const [{ ctx }, given, query] = await Promise.all([requirePartner(), params, searchParams]);
  const where = EndpointPath.safeParse(given);
  if (!where.success) notFound();
  const { endpoint_id } = where.data;
  const asked = ListDeliveries.safeParse({ ...query, endpoint_id });
  // An address that somebody has spoilt shows everything rather than nothing.
  const filter = asked.success ? asked.data : ListDeliveries.parse({ endpoint_id });
  const [endpoint, deliveries] = await orNotFound(
    Promise.all([getWebhookEndpoint(ctx, { endpoint_id }), listDeliveries(ctx, filter)]),
  );
  const mayWrite = ctx.permissions.has("webhooks:write");
  return (
    <div className="space-y-10">
      <div className="space-y-5">
        <Breadcrumbs items={[{ label: "Webhooks", href: "/partner/webhooks" }]} current="Endpoint" />
        <PageHeader
          title={<span className="font-mono text-xl">{endpoint.url}</span>}
          badge={<EndpointBadge endpoint={endpoint} />}
          description={endpoint.description ?? undefined}
          actions={
            mayWrite && endpoint.status === "enabled" ? <SendTest endpointId={endpoint.id} /> : undefined
          }
        />
        <State endpoint={endpoint} />
      </div>
      <Deliveries endpoint={endpoint} deliveries={deliveries} filter={filter} />
      <Section
        title="Settings"
        actions={
          mayWrite ? (
            <>
              <EditEndpoint endpoint={endpoint} />
              <RotateSecret endpoint={endpoint} />
              <EnableOrDisable endpoint={endpoint} />
              <DeleteEndpoint endpoint={endpoint} />
            </>
          ) : undefined
        }
      >
        <Card className="px-5 py-2.5">
          <KeyValue items={facts(endpoint)} />
        </Card>
      </Section>
      <Section
        title="Check what you receive"
        description="A whole receiver. Keep the signing secret in WEBHOOK_SECRET; anything but a status from 200 to 299 within 15 seconds is tried again for a day."
        actions={<GuideLink />}
      >
        <ReceiverSamples />
      </Section>
    </div>
  );
}

const DISABLED: Record<DisabledReason, string> = {
  partner: "This endpoint is disabled, so nothing is sent to it.",
  gone: "We disabled this endpoint because it answered 410 Gone.",
  failing: `We disabled this endpoint because nothing got through to it for ${DISABLE_AFTER_DAYS} days.`,
};

function State({ endpoint }: { endpoint: WatchedEndpoint }) {
  if (endpoint.status === "disabled") {
    const reason = endpoint.disabled_reason ?? "partner";
    return <Notice tone={reason === "partner" ? "plum" : "ember"}>{DISABLED[reason]}</Notice>;
  }
  if (endpoint.failing_since === null) return null;
  return (
    <Notice tone="gold">
      Nothing has got through since <Time at={endpoint.failing_since} format="absolute" />. After{" "}
      {DISABLE_AFTER_DAYS} days like that we disable the endpoint and write to the owners.
    </Notice>
  );
}

function facts(endpoint: WatchedEndpoint) {
  return [
    {
      label: "Events",
      value:
        endpoint.event_types.length === 0 ? (
          "All, also those we add later"
        ) : (
          <span className="flex flex-wrap gap-x-3 gap-y-1 font-mono text-[0.8125rem]">
            {endpoint.event_types.map((type) => (
              <span key={type}>{type}</span>
            ))}
          </span>
        ),
    },
    {
      label: "Signing secret",
      value:
        endpoint.previous_secret_expires_at === null ? (
          "One, shown when it was made"
        ) : (
          <>
            Two: the one before signs too until{" "}
            <Time at={endpoint.previous_secret_expires_at} format="absolute" />
          </>
        ),
    },
    { label: "Created", value: <Time at={endpoint.created_at} format="absolute" /> },
    { label: "Endpoint ID", value: <span className="font-mono text-[0.8125rem]">{endpoint.id}</span> },
  ];
}

const STATUSES = [
  { value: "", label: "All" },
  { value: "delivered", label: "Delivered" },
  { value: "pending", label: "Waiting" },
  { value: "failed", label: "Failed" },
];

interface DeliveriesProps {
  endpoint: WatchedEndpoint;
  deliveries: Awaited<ReturnType<typeof listDeliveries>>;
  filter: ListDeliveries;
}

function Deliveries({ endpoint, deliveries, filter }: DeliveriesProps) {
  const path = `/partner/webhooks/${endpoint.id}`;
  const filtered = filter.status !== undefined || filter.type !== undefined;
  const address = (cursor: string | null) => {
    const query = new URLSearchParams();
    if (filter.status !== undefined) query.set("status", filter.status);
    if (filter.type !== undefined) query.set("type", filter.type);
    if (cursor !== null) query.set("cursor", cursor);
    return `${path}?${query}`;
  };
  const never = !filtered && filter.cursor === undefined && deliveries.data.length === 0;
  return (
    <Section
      title="Deliveries"
      description={`${lastDay(endpoint)} Deliveries are kept for ${KEPT_DAYS} days.`}
      actions={
        never ? undefined : (
          <>
            <TypeFilter path={path} type={filter.type} status={filter.status} />
            <RangePicker
              label="Status"
              parameter="status"
              choices={STATUSES}
              current={filter.status ?? ""}
              path={path}
              query={{ type: filter.type }}
            />
          </>
        )
      }
    >
      {deliveries.data.length === 0 ? (
        <EmptyState
          icon={<Inbox />}
          title={never ? "Nothing sent yet" : "No such deliveries"}
          headingLevel={3}
        >
          {never
            ? "Each event that this endpoint wants is listed here, with every attempt and what was answered."
            : "Nothing fits these filters."}
        </EmptyState>
      ) : (
        <div>
          <DataTable
            label="Deliveries"
            columns={COLUMNS}
            rows={deliveries.data}
            rowKey={(delivery) => delivery.id}
          />
          <Pagination
            label="Deliveries"
            nextHref={deliveries.next_cursor === null ? null : address(deliveries.next_cursor)}
            firstHref={filter.cursor === undefined ? null : address(null)}
          />
        </div>
      )}
    </Section>
  );
}

function lastDay({ health: { last_day } }: WatchedEndpoint): string {
  const total = last_day.delivered + last_day.failed;
  if (total === 0) return "";
  return `${last_day.delivered.toLocaleString("en")} of ${total.toLocaleString("en")} arrived in the last 24 hours.`;
}

const COLUMNS: [Column<Delivery>, ...Column<Delivery>[]] = [
  {
    header: "Event",
    cell: (delivery) => (
      <span className="flex flex-wrap items-baseline gap-x-2.5">
        <Link
          prefetch={false}
          href={`/partner/webhooks/${delivery.endpoint_id}/${delivery.id}`}
          className="font-mono text-[0.8125rem] after:absolute after:inset-0"
        >
          {delivery.event_type}
        </Link>
        {delivery.replay_of !== null && <span className="text-xs font-normal text-muted">replay</span>}
      </span>
    ),
  },
  { header: "Status", cell: (delivery) => <DeliveryBadge {...delivery} /> },
  {
    header: "Answer",
    cell: ({ last_status, attempts }) =>
      last_status ?? <span className="text-muted">{attempts === 0 ? "Not asked yet" : "None"}</span>,
  },
  { header: "Attempts", align: "right", cell: ({ attempts }) => attempts },
  {
    header: "Created",
    align: "right",
    cell: ({ created_at }) => <Time at={created_at} className="text-muted" />,
  },
];
