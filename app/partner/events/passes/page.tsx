import { Check, Ticket } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { BuyPass } from "@/app/partner/events/passes/buy-pass";
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
  const [{ ctx }, { checkout, cursor: given }] = await Promise.all([requirePartner(), searchParams]);
  const cursor = typeof given === "string" ? given : undefined;
  const first = { limit: 20 };
  const [passes, counts] = await Promise.all([
    // A cursor that is not ours leads to the first page.
    listEventPasses(ctx, { ...first, cursor }).catch(() => listEventPasses(ctx, first)),
    getEventPasses(ctx),
  ]);
  const price = formatMoney(passes.price_minor, "USD");
  return (
    <div className="space-y-10">
      <div className="space-y-6">
        <div>
          <Breadcrumbs items={[{ label: "Events", href: "/partner/events" }]} current="Event passes" />
          <PageHeader
            title="Event passes"
            description="One pass publishes one live event. Drafts and test events need none."
          />
        </div>
        {typeof checkout === "string" && checkout.startsWith("cs_") && <PassReturn sessionId={checkout} />}
        {checkout === "cancelled" && <Notice>Nothing was bought.</Notice>}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_16rem]">
          <Card className="space-y-5 p-5 sm:p-6">
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
            {ctx.permissions.has("billing:write") ? (
              <BuyPass price={price} />
            ) : (
              <p className="text-sm text-muted">An owner or admin of your team can buy it.</p>
            )}
          </Card>
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-1">
            <Stat label="Ready to use" value={counts.unused.toLocaleString("en-US")} />
            <Stat label="Used" value={counts.used.toLocaleString("en-US")} />
          </div>
        </div>
      </div>
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

const COLUMNS: [Column<EventPass>, ...Column<EventPass>[]] = [
  {
    header: "Pass",
    cell: ({ origin, price_minor }) =>
      origin === "given" ? "Given to you" : `Bought for ${formatMoney(price_minor ?? 0, "USD")}`,
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
