import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import { getDelivery } from "@/lib/partners/webhooks/get-delivery";
import { getWebhookEndpoint } from "@/lib/partners/webhooks/get-webhook-endpoint";
import { type DeliveryAttempt, type DeliveryDetail, DeliveryPath } from "@/lib/partners/webhooks/schemas";
import { DeliveryBadge } from "../../status-badges";
import { FollowAttempt } from "./follow-attempt";
import { ReplayButton } from "./replay-button";

export const metadata: Metadata = { title: "Webhook delivery" };

interface DeliveryPageProps {
  params: Promise<{ endpoint_id: string; delivery_id: string }>;
}

export default async function DeliveryPage({ params }: DeliveryPageProps) {
  const [{ ctx }, given] = await Promise.all([requirePartner(), params]);
  const where = DeliveryPath.safeParse(given);
  if (!where.success) notFound();
  const [endpoint, delivery] = await orNotFound(
    Promise.all([
      getWebhookEndpoint(ctx, { endpoint_id: where.data.endpoint_id }),
      getDelivery(ctx, where.data),
    ]),
  );
  const mayReplay = ctx.permissions.has("webhooks:write") && endpoint.status === "enabled";
  return (
    <div className="space-y-10">
      <div className="space-y-5">
        <Breadcrumbs
          items={[
            { label: "Webhooks", href: "/partner/webhooks" },
            { label: "Endpoint", href: `/partner/webhooks/${endpoint.id}` },
          ]}
          current="Delivery"
        />
        <PageHeader
          title={<span className="font-mono text-xl">{delivery.event_type}</span>}
          badge={<DeliveryBadge {...delivery} />}
          description={<span className="wrap-anywhere">to {endpoint.url}</span>}
          actions={mayReplay ? <ReplayButton endpointId={endpoint.id} deliveryId={delivery.id} /> : undefined}
        />
        {delivery.next_attempt_at !== null && <FollowAttempt due={delivery.next_attempt_at} />}
      </div>
      <Section title="Attempts" description={whatNext(delivery)}>
        {delivery.log.length > 0 && (
          <ol reversed className="space-y-3">
            {delivery.log.toReversed().map((attempt) => (
              <Attempt key={attempt.number} attempt={attempt} />
            ))}
          </ol>
        )}
      </Section>
      <Section title="Payload">
        <Tabs
          label="Payload"
          tabs={[
            {
              value: "readable",
              label: "To read",
              content: (
                <CodeBlock
                  id="payload-readable"
                  title="With line breaks"
                  language="JSON"
                  code={JSON.stringify(JSON.parse(delivery.payload), null, 2)}
                />
              ),
            },
            {
              value: "exact",
              label: "As it is sent",
              content: (
                <CodeBlock
                  id="payload-exact"
                  title="What the signature covers"
                  language="JSON"
                  code={delivery.payload}
                />
              ),
            },
          ]}
        />
      </Section>
      <Section title="Details">
        <Card className="px-5 py-2.5">
          <KeyValue items={facts(delivery)} />
        </Card>
      </Section>
    </div>
  );
}

function whatNext(delivery: DeliveryDetail) {
  if (delivery.next_attempt_at !== null) {
    return (
      <>
        {delivery.attempts === 0 ? "The first one is due " : "The next one is due "}
        <Time at={delivery.next_attempt_at} />.
      </>
    );
  }
  if (delivery.status === "delivered") return undefined;
  return delivery.attempts === 0
    ? "None was made: the endpoint was disabled before."
    : "No more will be made. You can replay it.";
}

function Attempt({ attempt }: { attempt: DeliveryAttempt }) {
  const good = attempt.error === null;
  return (
    <li>
      <Card className="space-y-2.5 px-5 py-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="font-medium">Attempt {attempt.number}</span>
          <Badge tone={good ? "pine" : "ember"}>{attempt.status ?? "No answer"}</Badge>
          <span className="ml-auto text-muted">
            <Time at={attempt.at} format="absolute" /> · {attempt.duration_ms.toLocaleString("en")} ms
          </span>
        </div>
        {attempt.error !== null && <p className="text-sm">{attempt.error}</p>}
        {attempt.response_body !== null && (
          <section
            aria-label={`What attempt ${attempt.number} was answered`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
            tabIndex={0}
            className="max-h-48 overflow-auto rounded-lg bg-sunken px-3.5 py-2.5"
          >
            <pre className="font-mono text-[0.8125rem] leading-relaxed whitespace-pre-wrap wrap-anywhere">
              {attempt.response_body}
            </pre>
          </section>
        )}
      </Card>
    </li>
  );
}

function facts(delivery: DeliveryDetail) {
  const mono = (text: string) => <span className="font-mono text-[0.8125rem]">{text}</span>;
  return [
    { label: "webhook-id", value: mono(delivery.event_id) },
    { label: "Delivery ID", value: mono(delivery.id) },
    ...(delivery.replay_of === null
      ? []
      : [
          {
            label: "Replay of",
            value: (
              <Link prefetch={false} href={`/partner/webhooks/${delivery.endpoint_id}/${delivery.replay_of}`}>
                {mono(delivery.replay_of)}
              </Link>
            ),
          },
        ]),
    { label: "Created", value: <Time at={delivery.created_at} format="absolute" /> },
    ...(delivery.delivered_at === null
      ? []
      : [{ label: "Delivered", value: <Time at={delivery.delivered_at} format="absolute" /> }]),
  ];
}
