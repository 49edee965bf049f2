import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { KeyActions } from "@/app/partner/keys/[key_id]/key-actions";
import { LearningPanel } from "@/app/partner/keys/[key_id]/learning-panel";
import { keyRules } from "@/app/partner/keys/key-rules";
import { SCOPE_WORDS, statusOf } from "@/app/partner/keys/key-words";
import { requestsHref } from "@/app/partner/requests/asked-calls";
import { AuditList } from "@/app/partner/security/audit-list";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getApiKey } from "@/lib/partners/api-keys/get-api-key";
import { getKeyLearning } from "@/lib/partners/api-keys/get-key-learning";
import { type ApiKey, ApiKeyPath } from "@/lib/partners/api-keys/schemas";
import { listAuditEvents } from "@/lib/partners/partners/list-audit-events";
import { getUsage } from "@/lib/partners/usage/get-usage";
import { UsageQuery } from "@/lib/partners/usage/schemas";
import type { PartnerContext } from "@/lib/platform/context";

export const metadata: Metadata = { title: "API key" };

const WEEK_MS = 7 * 86_400_000;

interface KeyPageProps {
  params: Promise<{ key_id: string }>;
}

export default async function KeyPage({ params }: KeyPageProps) {
  const atWork = await requirePartner();
  const { ctx } = atWork;
  const path = ApiKeyPath.safeParse({ partner_id: ctx.partnerId, key_id: (await params).key_id });
  if (!path.success) notFound();
  const { key_id } = path.data;
  const key = await orNotFound(getApiKey(ctx, path.data));
  const [learning, trail, rules, used] = await Promise.all([
    getKeyLearning(ctx, { key_id }),
    listAuditEvents(ctx, { kind: "api_key", target_id: key_id, limit: 20 }),
    keyRules(atWork),
    usedLately(ctx, key),
  ]);
  const mayWrite = ctx.permissions.has("keys:write") && key.status === "active";
  const status = statusOf(key);
  return (
    <div className="space-y-10">
      <div>
        <Breadcrumbs items={[{ href: "/partner/keys", label: "API keys" }]} current={key.name} />
        <PageHeader
          title={key.name}
          badge={
            <span className="flex gap-2">
              <Badge tone={key.mode === "live" ? "plum" : "plain"}>{key.mode}</Badge>
              <Badge tone={status.tone} dot>
                {status.label}
              </Badge>
            </span>
          }
          description={<code className="font-mono text-sm">{key.prefix}…</code>}
          actions={mayWrite ? <KeyActions apiKey={key} rules={rules} /> : undefined}
        />
      </div>
      {key.replaced_by !== null && (
        <Notice tone={key.status === "active" ? "gold" : "plum"}>
          {key.status === "active" && key.expires_at !== null ? (
            <>
              It was rotated and works until <Time at={key.expires_at} format="absolute" />.{" "}
            </>
          ) : (
            "It was rotated. "
          )}
          <Link prefetch={false} href={`/partner/keys/${key.replaced_by}`} className="link">
            See the key that took over
          </Link>
        </Notice>
      )}
      <div className="grid gap-6 lg:grid-cols-2">
        <Card className="p-5">
          <h2 className="mb-1 font-semibold">Settings</h2>
          <KeyValue items={settingsOf(key)} />
        </Card>
        <Card className="p-5">
          <h2 className="mb-1 font-semibold">Recent use</h2>
          <KeyValue
            items={[
              {
                label: "Last used",
                value: key.last_used_at === null ? "Never" : <Time at={key.last_used_at} />,
              },
              { label: "Last used from", value: key.last_used_ip ?? "—" },
              { label: "Calls, last 7 days", value: used.calls.toLocaleString("en") },
              { label: "Of these refused or failed", value: used.errors.toLocaleString("en") },
              { label: "Pairs scored", value: used.units.toLocaleString("en") },
            ]}
          />
          <p className="mt-3 text-sm">
            <Link prefetch={false} href={requestsHref({ key: key.id })} className="link">
              Its calls in the request log
            </Link>
          </p>
        </Card>
      </div>
      <Section
        title="IP allowlist"
        description="Lets the key be used from your own servers only: a key that leaks is then of no use elsewhere."
      >
        <Card className="p-5 text-sm">
          {key.ip_allowlist.length === 0 ? (
            <p className="text-muted">No allowlist: the key may be used from any address.</p>
          ) : (
            <ul className="flex flex-wrap gap-2">
              {key.ip_allowlist.map((entry) => (
                <li key={entry}>
                  <Badge>
                    <code>{entry}</code>
                  </Badge>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <LearningPanel keyId={key.id} allowlist={key.ip_allowlist} learning={learning} mayWrite={mayWrite} />
      </Section>
      <Section title="Changes" description="Who did what with this key, newest first.">
        <AuditList events={trail.data} label="Changes of this key" />
      </Section>
    </div>
  );
}

function settingsOf(key: ApiKey) {
  return [
    { label: "Permissions", value: key.scopes.map((scope) => SCOPE_WORDS[scope].label).join(", ") },
    {
      label: "Expires",
      value: key.expires_at === null ? "Never" : <Time at={key.expires_at} format="absolute" />,
    },
    { label: "Model", value: key.pinned_model ?? "Default" },
    { label: "Signatures", value: key.signature_required ? "Required on every call" : "Not required" },
    { label: "Created", value: <Time at={key.created_at} format="absolute" /> },
    { label: "Key ID", value: <code className="font-mono text-xs">{key.id}</code> },
  ];
}

/** What the key was used for in the last seven days. */
async function usedLately(ctx: PartnerContext, key: ApiKey) {
  const from = new Date(ctx.clock.now().getTime() - WEEK_MS).toISOString();
  const query = UsageQuery.parse({ group_by: "key", from });
  const { data } = await getUsage({ ...ctx, mode: key.mode }, query);
  return data.find(({ group }) => group === key.id) ?? { calls: 0, errors: 0, units: 0 };
}
