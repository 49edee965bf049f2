import { Check, Ticket } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { BuyPass } from "@/app/partner/events/passes/buy-pass";
import { PartnershipCard } from "@/app/partner/events/passes/partnership-card";
import { PartnershipReturn } from "@/app/partner/events/passes/partnership-return";
import { PassReturn } from "@/app/partner/events/passes/pass-return";
import { requirePartner } from "@/app/session";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { getEventPasses } from "@/lib/events/events/get-event-passes";
import { getPartnership } from "@/lib/events/partnerships/get-partnership";
import type { EventPartnership } from "@/lib/events/partnerships/schemas";
import { listEventPasses } from "@/lib/events/passes/list-event-passes";
import type { EventPass } from "@/lib/events/passes/schemas";
import { formatMoney } from "@/lib/money/format-money";

export const metadata: Metadata = { title: "Event passes" };

const PATH = "/partner/events/passes";

const INCLUDED = [
  "Matching before the event, for up to 5,000 people",
  "Your brand and your sponsor on the event’s page",
  "Check-in at the door, with and without network",
  "Figures afterwards on how well it went",
];

interface PassesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PassesPage({ searchParams }: PassesPageProps) {
  const [{ ctx }, { checkout, partnership: returned, cursor: given }] = await Promise.all([
    requirePartner(),
    searchParams,
  ]);
  const cursor = typeof given === "string" ? given : undefined;
  const first = { limit: 20 };
  const [passes, counts, partnership] = await Promise.all([
    // A cursor that is not ours leads to the first page.
    listEventPasses(ctx, { ...first, cursor }).catch(() => listEventPasses(ctx, first)),
    getEventPasses(ctx),
    getPartnership(ctx),
  ]);
  const mayBuy = ctx.permissions.has("billing:write");
  const price = formatMoney(passes.price_minor, "USD");
  return (
    <div className="space-y-10">
      <div className="space-y-6">
        <div>
          <Breadcrumbs items={[{ label: "Events", href: "/partner/events" }]} current="Event passes" />
          <PageHeader
            title="Event passes"
            description="One pass publishes one live event, and a partnership includes several each month. Drafts and test events need neither."
          />
        </div>
        {typeof checkout === "string" && checkout.startsWith("cs_") && <PassReturn sessionId={checkout} />}
        {typeof returned === "string" && returned.startsWith("cs_") && (
          <PartnershipReturn sessionId={returned} />
        )}
        {checkout === "cancelled" && <Notice>Nothing was bought.</Notice>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Stat label="Ready to use" value={counts.unused.toLocaleString("en-US")} />
          <Stat label="Used" value={counts.used.toLocaleString("en-US")} />
        </div>
        <div className="grid items-stretch gap-4 xl:grid-cols-2">
          <Card className="min-w-0 space-y-5 p-5 sm:p-6">
            <div>
              <h2 className="text-sm text-muted">A single event</h2>
              <p className="text-3xl font-semibold tracking-tight tabular-nums">{price}</p>
            </div>
            <ul className="grid gap-2 text-sm sm:grid-cols-2">
              {INCLUDED.map((words) => (
                <li key={words} className="flex gap-2">
                  <Check aria-hidden size={16} strokeWidth={2.5} className="mt-0.5 shrink-0 text-pine" />
                  {words}
                </li>
              ))}
            </ul>
            {mayBuy ? (
              <BuyPass price={price} />
            ) : (
              <p className="text-sm text-muted">An owner or admin of your team can buy it.</p>
            )}
          </Card>
          <PartnershipCard partnership={partnership} mayBuy={mayBuy} />
        </div>
      </div>
      {partnership.bought.length > 0 && (
        <Section title="Your partnership">
          <DataTable
            label="Months of the partnership"
            columns={MONTHS}
            rows={partnership.bought}
            rowKey={({ id }) => id}
          />
        </Section>
      )}
      <Section title="Your passes">
        {passes.data.length === 0 ? (
          <EmptyState icon={<Ticket />} title="No passes yet" headingLevel={3}>
            Passes that you buy or are given are listed here, with the event that used each.
          </EmptyState>
        ) : (
          <div>
            <DataTable label="Event passes" columns={COLUMNS} rows={passes.data} rowKey={({ id }) => id} />
            <Pagination
              label="Event passes"
              nextHref={
                passes.next_cursor === null
                  ? null
                  : `${PATH}?${new URLSearchParams({ cursor: passes.next_cursor })}`
              }
              firstHref={cursor === undefined ? null : PATH}
            />
          </div>
        )}
      </Section>
    </div>
  );
}

const STATES: Record<EventPass["state"], { tone: BadgeTone; words: string }> = {
  unused: { tone: "pine", words: "Ready to use" },
  used: { tone: "plain", words: "Used" },
  taken_back: { tone: "ember", words: "Money returned" },
};

const ORIGINS = { given: "Given to you", included: "Included in your partnership" } as const;

const COLUMNS: [Column<EventPass>, ...Column<EventPass>[]] = [
  {
    header: "Pass",
    cell: ({ origin, price_minor }) =>
      origin === "bought" ? `Bought for ${formatMoney(price_minor ?? 0, "USD")}` : ORIGINS[origin],
  },
  {
    header: "State",
    cell: ({ state }) => (
      <Badge tone={STATES[state].tone} dot>
        {STATES[state].words}
      </Badge>
    ),
  },
  {
    header: "Event",
    cell: ({ event, state }) =>
      event === null ? (
        <span className="text-muted">{state === "used" ? "Removed" : "None yet"}</span>
      ) : (
        <Link prefetch={false} href={`/partner/events/${event.id}`} className="link">
          <bdi>{event.name}</bdi>
        </Link>
      ),
  },
  {
    header: "Since",
    align: "right",
    cell: ({ created_at }) => <Time at={created_at} className="text-muted" />,
  },
];

const PARTNERSHIP_STATES: Record<EventPartnership["state"], { tone: BadgeTone; words: string }> = {
  coming: { tone: "plum", words: "Follows" },
  running: { tone: "pine", words: "Running" },
  over: { tone: "plain", words: "Over" },
  returned: { tone: "ember", words: "Money returned" },
};

const MONTHS: [Column<EventPartnership>, ...Column<EventPartnership>[]] = [
  {
    header: "Months",
    cell: ({ months, price_minor }) =>
      `${months} ${months === 1 ? "month" : "months"} for ${formatMoney(price_minor, "USD")}`,
  },
  {
    header: "State",
    cell: ({ state }) => (
      <Badge tone={PARTNERSHIP_STATES[state].tone} dot>
        {PARTNERSHIP_STATES[state].words}
      </Badge>
    ),
  },
  { header: "Events a month", align: "right", cell: ({ events_per_month }) => events_per_month },
  { header: "From", align: "right", cell: ({ starts_at }) => <Time at={starts_at} className="text-muted" /> },
  { header: "Until", align: "right", cell: ({ ends_at }) => <Time at={ends_at} className="text-muted" /> },
];
