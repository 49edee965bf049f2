import { Coins, History } from "lucide-react";
import type { Metadata } from "next";
import { BuyTokens } from "@/app/partner/billing/tokens/buy-tokens";
import { PurchaseReturn } from "@/app/partner/billing/tokens/purchase-return";
import { requirePartner } from "@/app/session";
import { BarList } from "@/components/charts/bar-list";
import { formatValue } from "@/components/charts/format-value";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { RangePicker } from "@/components/ui/range-picker";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { getBalance } from "@/lib/billing/wallet/get-balance";
import { listTokenUsage } from "@/lib/billing/wallet/list-token-usage";
import type { TokenEntry, TokenEntryPage } from "@/lib/billing/wallet/schemas";
import { PURCHASE } from "@/lib/billing/wallet/schemas";
import { sumTokenUsage } from "@/lib/billing/wallet/sum-token-usage";
import { THOUSAND_TOKENS_PRICE } from "@/lib/plans/price-words";
import { AI_TOKENS_SOLD_BY } from "@/lib/plans/tiers";
import { PageQuery } from "@/lib/platform/pagination";

export const metadata: Metadata = { title: "AI tokens" };

const PATH = "/partner/billing/tokens";
const DAY_MS = 86_400_000;
const DAYS = 30;
const REASONS: Record<NonNullable<TokenEntry["reason"]>, string> = {
  refund: "Refund",
  refund_failed: "Refund came back",
  dispute: "Disputed payment",
  dispute_won: "Dispute settled",
};
const KINDS: Record<TokenEntry["kind"], string> = {
  purchase: "Purchase",
  use: "Use",
  refund: "Refund",
  adjustment: "Adjustment",
};

interface TokensPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TokensPage({ searchParams }: TokensPageProps) {
  const { ctx } = await requirePartner();
  const { checkout, cursor: given, show: asked } = await searchParams;
  const cursor = PageQuery.pick({ cursor: true }).safeParse({ cursor: given }).data?.cursor;
  const show = asked === "purchases" ? "purchases" : asked === "uses" ? "uses" : "all";
  const kind = { all: undefined, purchases: "purchase" as const, uses: "use" as const }[show];
  const list = (at: string | undefined) => listTokenUsage(ctx, { limit: 20, cursor: at, kind });
  const [balance, features, history] = await Promise.all([
    getBalance(ctx, {}),
    sumTokenUsage(ctx, { since: new Date(ctx.clock.now().getTime() - DAYS * DAY_MS) }),
    // A cursor that is not ours leads to the first page.
    list(cursor).catch(() => list(undefined)),
  ]);
  const tokens = (value: number) => formatValue("count", value);
  return (
    <div className="space-y-10">
      <div className="space-y-6">
        <div>
          <Breadcrumbs items={[{ href: "/partner/billing", label: "Billing" }]} current="AI tokens" />
          <PageHeader
            title="AI tokens"
            description={`A wallet that you fill ahead: ${THOUSAND_TOKENS_PRICE} for ${formatValue("count", AI_TOKENS_SOLD_BY)} tokens. It never goes below zero.`}
          />
        </div>
        {typeof checkout === "string" && checkout.startsWith("cs_") && (
          <PurchaseReturn sessionId={checkout} />
        )}
        {checkout === "cancelled" && <Notice>Nothing was bought.</Notice>}
        <div className="grid gap-4 sm:grid-cols-3">
          <Stat label="Free to use" value={tokens(balance.available_tokens)} note="Tokens" />
          <Stat
            label="Held"
            value={tokens(balance.held_tokens)}
            note="Set aside for work that runs; what it does not take comes back"
          />
          <Stat label="Used" value={tokens(balance.used_tokens)} note="Since the first purchase" />
        </div>
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card className="min-w-0 space-y-4 p-5">
          <h2 className="font-semibold">Buy AI tokens</h2>
          {ctx.permissions.has("billing:write") ? (
            <BuyTokens
              soldBy={AI_TOKENS_SOLD_BY}
              least={PURCHASE.least}
              tokensPerCent={balance.tokens_per_cent}
            />
          ) : (
            <p className="text-sm text-muted">An owner or admin of your team can buy them.</p>
          )}
        </Card>
        <BarList
          title="By feature"
          description={`What used tokens in the last ${DAYS} days.`}
          labelHeader="Feature"
          valueHeader="Tokens"
          format="count"
          empty="Nothing has used tokens yet."
          items={features.map(({ feature, tokens: used, uses }) => ({
            label: feature,
            value: used,
            note: `${tokens(uses)} ${uses === 1 ? "use" : "uses"}`,
          }))}
        />
      </div>
      <Section
        title="History"
        description="What came in, what was used and what was taken back, with the balance after it."
        actions={
          <RangePicker
            label="Show"
            parameter="show"
            choices={[
              { value: "all", label: "All" },
              { value: "purchases", label: "Purchases" },
              { value: "uses", label: "Uses" },
            ]}
            current={show}
            path={PATH}
          />
        }
      >
        <Entries
          history={history}
          show={show}
          first={cursor === undefined}
          empty={balance.updated_at === null}
        />
      </Section>
    </div>
  );
}

function Entries({
  history,
  show,
  first,
  empty,
}: {
  history: TokenEntryPage;
  show: string;
  first: boolean;
  empty: boolean;
}) {
  if (history.data.length === 0) {
    return (
      <EmptyState
        icon={empty ? <Coins /> : <History />}
        title={empty ? "Your wallet is new" : "Nothing here"}
        headingLevel={3}
      >
        {empty ? "What you buy and what your features use will be listed here." : "No such entries yet."}
      </EmptyState>
    );
  }
  const tokens = (value: number) =>
    `${value > 0 ? "+" : value < 0 ? "−" : ""}${formatValue("count", Math.abs(value))}`;
  return (
    <>
      <DataTable
        label="History"
        rows={history.data}
        rowKey={({ id }) => id}
        columns={[
          { header: "Time", cell: ({ created_at }) => <Time at={created_at} /> },
          {
            header: "What",
            cell: ({ kind, feature, reason, written_off_tokens }) => (
              <span className="block">
                <Badge tone={kind === "purchase" ? "pine" : "plain"}>
                  {feature ?? (reason === null ? KINDS[kind] : REASONS[reason])}
                </Badge>
                {written_off_tokens > 0 && (
                  <span className="block text-xs font-normal text-muted">
                    {formatValue("count", written_off_tokens)} already used, written off
                  </span>
                )}
              </span>
            ),
          },
          { header: "Tokens", align: "right", cell: (entry) => tokens(entry.tokens) },
          {
            header: "Balance after",
            align: "right",
            cell: ({ balance_tokens }) => formatValue("count", balance_tokens),
          },
        ]}
      />
      <Pagination
        label="History"
        nextHref={
          history.next_cursor === null
            ? null
            : `${PATH}?show=${show}&cursor=${encodeURIComponent(history.next_cursor)}`
        }
        firstHref={first ? null : `${PATH}?show=${show}`}
      />
    </>
  );
}
