import { BellRing, Eye, KeyRound, LifeBuoy, UserRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { AuditList } from "@/app/admin/audit-list";
import { HealthBadge } from "@/app/admin/health-badge";
import { ContractDialog } from "@/app/admin/partners/[partner_id]/contract-dialog";
import { EventPasses } from "@/app/admin/partners/[partner_id]/event-passes";
import { grantPass, impersonate, suspend, unsuspend } from "@/app/admin/partners/actions";
import { hrefOf } from "@/app/admin/query";
import { ReasonDialog } from "@/app/admin/reason-dialog";
import { count, inWords } from "@/app/admin/words";
import { orNotFound } from "@/app/or-not-found";
import { requireAdmin } from "@/app/session";
import { StackedBarChart } from "@/components/charts/stacked-bar-chart";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { TicketStatusBadge } from "@/components/support/ticket-status";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getPartnerForAdmin, type PartnerForAdmin } from "@/lib/operations/admin/get-partner-for-admin";
import type { HealthPart, HealthPartName } from "@/lib/operations/admin/health-score";
import { TIERS } from "@/lib/plans/tiers";

type Params = Promise<{ partner_id: string }>;

/** The partner that the address names; to everything else there is no page. */
const read = cache(async (partner_id: string): Promise<PartnerForAdmin> => {
  const { ctx } = await requireAdmin();
  if (!z.uuid().safeParse(partner_id).success) notFound();
  return orNotFound(getPartnerForAdmin(ctx, { partner_id }));
});

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { partner } = await read((await params).partner_id);
  return { title: partner.company_name };
}

export default async function PartnerPage({ params }: { params: Params }) {
  const found = await read((await params).partner_id);
  const { partner, facts, suspension, usage } = found;
  return (
    <div className="space-y-8">
      <div>
        <Breadcrumbs
          items={[{ href: "/admin/partners", label: "Partners" }]}
          current={partner.company_name}
        />
        <PageHeader
          title={partner.company_name}
          badge={<HealthBadge score={facts.health.score} band={facts.health.band} />}
          actions={<Actions found={found} />}
        />
      </div>
      {suspension !== null && (
        <Notice tone="ember">
          Suspended <Time at={suspension.since} />
          {suspension.reason !== null && <>: “{suspension.reason}”</>}. Its keys are refused; its members can
          still read.
        </Notice>
      )}
      <Disputed disputes={found.disputes} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Facts found={found} />
        <HealthParts parts={facts.health.parts} />
      </div>
      <StackedBarChart
        title="Calls by day"
        description="The last 30 days, in UTC."
        times={usage.map(({ day }) => `${day}T00:00:00.000Z`)}
        step="day"
        format="count"
        series={[
          { name: "Live", values: usage.map(({ live }) => live) },
          { name: "Test", values: usage.map(({ test }) => test) },
        ]}
        empty="No call in 30 days."
      />
      <Members found={found} />
      <Keys keys={found.keys} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Tickets found={found} />
        <Alerts alerts={found.alerts} />
      </div>
      <EventPasses partnerId={partner.id} />
      <Section
        title="Audit log"
        actions={
          <Link
            prefetch={false}
            href={hrefOf("/admin/audit", { partner_id: partner.id })}
            className="link text-sm"
          >
            Whole audit log
          </Link>
        }
      >
        <AuditList label={`Audit log of ${partner.company_name}`} rows={found.audit} />
      </Section>
    </div>
  );
}

function Disputed({ disputes }: { disputes: PartnerForAdmin["disputes"] }) {
  if (disputes.length === 0) return null;
  return (
    <Notice tone="ember">
      <strong className="font-semibold">
        {disputes.length === 1 ? "A payment is disputed." : `${disputes.length} payments are disputed.`}
      </strong>{" "}
      Answer at Stripe with evidence.
      <ul className="mt-1 space-y-1">
        {disputes.map(({ id, amount, reason, status, dueBy }) => (
          <li key={id}>
            {amount}, {reason.toLowerCase()}, {status.toLowerCase()}
            {dueBy !== null && (
              <>
                , due <Time at={dueBy} format="absolute" />
              </>
            )}{" "}
            <code className="font-mono text-xs wrap-anywhere">{id}</code>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Actions({ found: { partner, ownLimits, suspension } }: { found: PartnerForAdmin }) {
  return (
    <>
      <ContractDialog
        terms={{
          partner_id: partner.id,
          tier: partner.tier,
          subscription_status: partner.subscription_status,
          per_minute: ownLimits.perMinute,
          per_day: ownLimits.perDay,
        }}
        tiers={Object.entries(TIERS).map(([name, { perMinute, perDay }]) => ({ name, perMinute, perDay }))}
      />
      <ReasonDialog
        trigger={<Button kind="quiet">Grant event pass</Button>}
        title={`Grant ${partner.company_name} an event pass?`}
        description="It lets them publish one live event. A pass that was granted cannot be taken back."
        hint="At least ten characters. The partner can read it."
        confirmLabel="Grant event pass"
        pendingLabel="Granting…"
        kind="primary"
        input={{ partner_id: partner.id }}
        action={grantPass}
        done={`${partner.company_name} has another event pass`}
      />
      {suspension === null ? (
        <ReasonDialog
          trigger={<Button kind="danger">Suspend</Button>}
          title={`Suspend ${partner.company_name}?`}
          description="Within a second all its keys are refused. Its members can still sign in, read, and write to support. It can be lifted at any time."
          hint="At least ten characters. The partner can read it."
          confirmLabel="Suspend partner"
          pendingLabel="Suspending…"
          input={{ partner_id: partner.id }}
          action={suspend}
          done={`${partner.company_name} is suspended`}
        />
      ) : (
        <ReasonDialog
          trigger={<Button>Lift suspension</Button>}
          title={`Lift the suspension of ${partner.company_name}?`}
          description="Its keys work again within a second."
          hint="At least ten characters. The partner can read it."
          confirmLabel="Lift suspension"
          pendingLabel="Lifting…"
          kind="primary"
          input={{ partner_id: partner.id }}
          action={unsuspend}
          done={`${partner.company_name} is no longer suspended`}
        />
      )}
    </>
  );
}

function Facts({
  found: { partner, ownLimits, facts, cappedUntil, writtenOffTokens, eventPasses },
}: {
  found: PartnerForAdmin;
}) {
  const limit = (own: number | null, inForce: number) =>
    own === null ? `${count(inForce)} (the tier's)` : `${count(own)} (by contract)`;
  return (
    <Card className="px-5 py-3">
      <h2 className="sr-only">Facts</h2>
      <KeyValue
        items={[
          { label: "Partner ID", value: <code className="font-mono text-xs">{partner.id}</code> },
          {
            label: "E-mail",
            value: (
              <span className="flex flex-wrap items-center gap-2">
                {partner.email}
                {partner.email_verified ? (
                  <Badge tone="pine">Verified</Badge>
                ) : (
                  <Badge tone="gold">Not verified</Badge>
                )}
              </span>
            ),
          },
          { label: "Use case", value: partner.use_case ?? <span className="text-muted">Not said</span> },
          {
            label: "Tier",
            value: `${inWords(partner.tier)}, ${
              partner.subscription_status === "none"
                ? "no subscription"
                : `subscription ${inWords(partner.subscription_status).toLowerCase()}`
            }`,
          },
          { label: "Calls a minute", value: limit(ownLimits.perMinute, partner.limits.per_minute) },
          { label: "Calls a day", value: limit(ownLimits.perDay, partner.limits.per_day) },
          ...(cappedUntil === null
            ? []
            : [
                {
                  label: "Own cap reached",
                  value: (
                    <>
                      Live calls refused until <Time at={cappedUntil} format="absolute" />
                    </>
                  ),
                },
              ]),
          ...(writtenOffTokens === 0
            ? []
            : [
                {
                  label: "AI tokens written off",
                  value: `${count(writtenOffTokens)}, used before their payment went back`,
                },
              ]),
          {
            label: "Event passes",
            value: `${count(eventPasses.unused)} unused, ${count(eventPasses.used)} used`,
          },
          { label: "Signed up", value: <Time at={partner.created_at} format="absolute" /> },
          {
            label: "Last call",
            value: facts.lastCallAt === null ? "Never" : <Time at={facts.lastCallAt} />,
          },
        ]}
      />
    </Card>
  );
}

const PART_WORDS: Record<HealthPartName, string> = {
  trend: "Activity",
  recency: "Last call",
  errors: "Errors",
  headroom: "Headroom",
  tickets: "Tickets",
  payment: "Payment",
  onboarding: "First steps",
  email: "E-mail",
};

function HealthParts({ parts }: { parts: readonly HealthPart[] }) {
  return (
    <Card className="p-5">
      <section aria-labelledby="health-parts">
        <h2 id="health-parts" className="font-semibold">
          Health, part by part
        </h2>
        <p className="text-sm text-muted">What cannot be judged yet counts neither way.</p>
        <ul className="mt-3 space-y-2.5">
          {parts.map(({ name, points, most, reason }) => (
            <li
              key={name}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 text-sm sm:grid-cols-[6.5rem_minmax(0,1fr)_4.5rem]"
            >
              <span className="font-medium">{PART_WORDS[name]}</span>
              <span className="order-1 col-span-2 text-muted sm:order-none sm:col-span-1">{reason}</span>
              <span
                className={`text-right tabular-nums ${points === null ? "text-muted" : points < most / 2 ? "font-medium text-ember" : ""}`}
              >
                {points === null ? "–" : `${points} of ${most}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}

function Members({ found: { partner, members } }: { found: PartnerForAdmin }) {
  return (
    <Section title="Members" description="See what a member sees, for an hour at most. It is written down.">
      {members.length === 0 ? (
        <EmptyState icon={<UserRound />} title="Nobody signs in for this partner" headingLevel={3}>
          It was made by the API. Whoever signs up with its verified address can claim it.
        </EmptyState>
      ) : (
        <DataTable
          label="Members"
          rows={members}
          rowKey={({ userId }) => userId}
          columns={[
            {
              header: "Name",
              cell: ({ name, email }) => (
                <span className="block min-w-0">
                  <span className="block truncate">{name}</span>
                  <span className="block truncate text-xs font-normal text-muted">{email}</span>
                </span>
              ),
            },
            {
              header: "Role",
              cell: ({ role, isAdmin, suspended }) => (
                <span className="inline-flex flex-wrap gap-1.5">
                  <Badge>{inWords(role)}</Badge>
                  {isAdmin && <Badge tone="plum">Admin</Badge>}
                  {suspended && <Badge tone="ember">Suspended</Badge>}
                </span>
              ),
            },
            { header: "Since", wideOnly: true, cell: ({ since }) => <Time at={since} /> },
            {
              header: "See what they see",
              align: "right",
              cell: ({ userId, name, isAdmin }) =>
                isAdmin ? (
                  <span className="text-xs text-muted">Admins are out of reach</span>
                ) : (
                  <ReasonDialog
                    trigger={
                      <Button kind="quiet" size="small" aria-label={`View as ${name}`}>
                        <Eye aria-hidden size={15} /> View as
                      </Button>
                    }
                    title={`View the portal as ${name}?`}
                    description={`For an hour at most, and you can change nothing. ${partner.company_name} sees in its log that you looked, and why.`}
                    hint="The ticket, or who asked. At least ten characters. The partner can read it."
                    confirmLabel={`View as ${name}`}
                    pendingLabel="Opening…"
                    kind="primary"
                    input={{ user_id: userId, partner_id: partner.id }}
                    action={impersonate}
                    leadsTo="/partner"
                  />
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

const KEY_TONES = { active: "pine", expired: "plain", revoked: "plain" } as const;

function Keys({ keys }: { keys: PartnerForAdmin["keys"] }) {
  return (
    <Section title="API keys">
      {keys.length === 0 ? (
        <EmptyState icon={<KeyRound />} title="No key" headingLevel={3}>
          Every key of the partner stands here, without its secret.
        </EmptyState>
      ) : (
        <DataTable
          label="API keys"
          rows={keys}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Name",
              cell: ({ name, prefix }) => (
                <span className="block min-w-0">
                  <span className="block truncate">{name}</span>
                  <code className="block font-mono text-xs font-normal text-muted">{prefix}…</code>
                </span>
              ),
            },
            {
              header: "Status",
              cell: ({ status }) => <Badge tone={KEY_TONES[status]}>{inWords(status)}</Badge>,
            },
            { header: "Mode", cell: ({ mode }) => inWords(mode) },
            {
              header: "Scopes",
              wideOnly: true,
              cell: ({ scopes }) => <span className="text-xs text-muted">{scopes.join(", ")}</span>,
            },
            {
              header: "Last used",
              cell: ({ last_used_at }) =>
                last_used_at === null ? (
                  <span className="text-muted">Never</span>
                ) : (
                  <Time at={last_used_at} />
                ),
            },
            {
              header: "Expires",
              wideOnly: true,
              cell: ({ expires_at }) =>
                expires_at === null ? <span className="text-muted">Never</span> : <Time at={expires_at} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

function Tickets({ found: { tickets, partner } }: { found: PartnerForAdmin }) {
  return (
    <Section title="Tickets">
      {tickets.length === 0 ? (
        <EmptyState icon={<LifeBuoy />} title="No ticket" headingLevel={3}>
          {partner.company_name} has not written to support.
        </EmptyState>
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {tickets.map(({ id, number, subject, status, updatedAt }) => (
              <li key={id} className="flex items-baseline justify-between gap-4 px-5 py-3 text-sm">
                <Link
                  prefetch={false}
                  href={`/admin/tickets/${id}`}
                  className="min-w-0 truncate font-medium hover:underline"
                >
                  #{number} {subject}
                </Link>
                <span className="flex shrink-0 items-baseline gap-3 text-muted">
                  <TicketStatusBadge status={status} reader="staff" />
                  <Time at={updatedAt} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function Alerts({ alerts }: { alerts: PartnerForAdmin["alerts"] }) {
  return (
    <Section title="Alerts">
      {alerts.length === 0 ? (
        <EmptyState icon={<BellRing />} title="No alert" headingLevel={3}>
          The partner has set no threshold on calls, spend or errors.
        </EmptyState>
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {alerts.map(({ id, name, metric, window, action, disabled, lastFiredAt }) => (
              <li key={id} className="flex items-baseline justify-between gap-4 px-5 py-3 text-sm">
                <span className="min-w-0">
                  <span className="block truncate font-medium">{name}</span>
                  <span className="text-muted">
                    {inWords(metric)} a {window}
                    {action === "block" && ", a hard cap"}
                    {disabled && ", switched off"}
                  </span>
                </span>
                <span className="shrink-0 text-muted">
                  {lastFiredAt === null ? (
                    "Never fired"
                  ) : (
                    <>
                      Fired <Time at={lastFiredAt} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}
