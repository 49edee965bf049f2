import { LifeBuoy } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { StatusBadge } from "@/app/partner/requests/status-badge";
import { requirePartner } from "@/app/session";
import { formatValue } from "@/components/charts/format-value";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { getCall } from "@/lib/partners/usage/get-call";
import { type CallDetail, CallFilters } from "@/lib/partners/usage/schemas";

export const metadata: Metadata = { title: "Request" };

export default async function RequestPage({ params }: { params: Promise<{ request_id: string }> }) {
  const { ctx } = await requirePartner();
  const parsed = CallFilters.shape.request_id.unwrap().safeParse((await params).request_id);
  if (!parsed.success) notFound();
  const call = await orNotFound(getCall(ctx, { request_id: parsed.data }));
  return (
    <div className="max-w-3xl space-y-6">
      <Breadcrumbs items={[{ label: "Requests", href: "/partner/requests" }]} current={call.id} />
      <PageHeader
        title={
          <span className="font-mono text-xl">
            {call.method} {call.endpoint}
          </span>
        }
        badge={<StatusBadge status={call.status} />}
        actions={
          <Link
            prefetch={false}
            href={`/partner/support/new?request_id=${call.id}`}
            className={buttonStyle({ kind: "quiet", size: "small" })}
          >
            <LifeBuoy aria-hidden size={16} /> Open a ticket about this call
          </Link>
        }
      />
      {call.error_code !== null && <WhatItMeans code={call.error_code} />}
      <Card className="px-5 py-2">
        <Facts call={call} />
      </Card>
    </div>
  );
}

/** The error in words, and what to do about it. */
function WhatItMeans({ code }: { code: string }) {
  const problem = PROBLEM_CODES.find((known) => known.code === code);
  return (
    <Card className="border-l-4 border-l-ember p-5">
      <section aria-labelledby="meaning" className="space-y-3">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h2 id="meaning" className="font-semibold">
            {problem?.title ?? "This call failed"}
          </h2>
          <code className="font-mono text-sm text-muted">{code}</code>
        </div>
        {problem !== undefined && (
          <dl className="space-y-2 text-sm">
            <div>
              <dt className="text-muted">What it means</dt>
              <dd>{problem.meaning}</dd>
            </div>
            <div>
              <dt className="text-muted">What to do</dt>
              <dd>{problem.fix}</dd>
            </div>
          </dl>
        )}
        <p className="text-sm">
          <Link prefetch={false} href={`/docs/errors#${encodeURIComponent(code)}`} className="underline">
            All error codes
          </Link>
        </p>
      </section>
    </Card>
  );
}

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

function Facts({ call }: { call: CallDetail }) {
  return (
    <KeyValue
      items={[
        {
          label: "Request ID",
          value: (
            <span className="inline-flex items-center gap-1">
              <span id="request-id" className="font-mono text-sm">
                {call.id}
              </span>
              <span className="shrink-0 whitespace-nowrap">
                <CopyButton from="request-id" label="Copy the request id" on="page" />
              </span>
            </span>
          ),
        },
        { label: "Time", value: <Time at={call.occurred_at} format="absolute" /> },
        ...(call.key === null
          ? [{ label: "Called by", value: "A person, by access token or session" }]
          : [
              {
                label: "Mode",
                value: <Badge tone={call.mode === "live" ? "plum" : "plain"}>{call.mode}</Badge>,
              },
              {
                label: "Key",
                value: (
                  <Link prefetch={false} href={`/partner/keys/${call.key.id}`} className="link wrap-anywhere">
                    {call.key.name}
                  </Link>
                ),
              },
            ]),
        { label: "Latency", value: formatValue("milliseconds", call.duration_ms) },
        { label: "Pairs scored", value: formatValue("count", call.units) },
        {
          label: "Cost",
          value: call.billable ? formatValue("micro_usd", call.cost_micro_usd) : "Free",
        },
        {
          label: "Address",
          value: call.ip === null ? "Unknown" : `${call.ip} (shortened before it was kept)`,
        },
        {
          label: "Country",
          value: call.country === null ? "Unknown" : (countryNames.of(call.country) ?? call.country),
        },
        { label: "User agent", value: call.user_agent ?? "None was sent" },
      ]}
    />
  );
}
