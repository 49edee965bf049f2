import { UsersRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { SearchField, SelectField } from "@/app/admin/filter-form";
import { HealthBadge } from "@/app/admin/health-badge";
import { ListPage } from "@/app/admin/list-page";
import { readQuery, type SearchParams } from "@/app/admin/query";
import { count, inWords, share } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import { SearchPartners } from "@/lib/operations/admin/schemas";
import { searchPartners } from "@/lib/operations/admin/search-partners";
import { TIERS } from "@/lib/plans/tiers";

export const metadata: Metadata = { title: "Partners" };

const PATH = "/admin/partners";

export default async function PartnersPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(SearchPartners, searchParams);
  return (
    <ListPage
      title="Partners"
      description="Every business that calls the API, how it fares and what it does."
      rows="partners"
      path={PATH}
      given={given}
      noFilters={["sort"]}
      filters={
        <>
          <SearchField
            name="q"
            label="Search"
            placeholder="Company, e-mail, id, key"
            value={given.q}
            hidesKeys
          />
          <SelectField
            name="tier"
            label="Tier"
            any="Any tier"
            value={given.tier}
            options={Object.keys(TIERS).map((tier) => [tier, inWords(tier)])}
          />
          <SelectField
            name="subscription"
            label="Subscription"
            any="Any"
            value={given.subscription}
            options={["none", "active", "past_due", "cancelled"].map((status) => [status, inWords(status)])}
          />
          <SelectField
            name="suspended"
            label="Suspended"
            any="Any"
            value={given.suspended}
            options={[
              ["no", "No"],
              ["yes", "Yes"],
            ]}
          />
          <SelectField
            name="health"
            label="Health"
            any="Any"
            value={given.health}
            options={[
              ["healthy", "Healthy"],
              ["watch", "Watch"],
              ["at_risk", "At risk"],
            ]}
          />
          <SelectField
            name="sort"
            label="Order"
            value={query.sort}
            options={[
              ["newest", "Newest first"],
              ["health", "Worst health first"],
              ["calls", "Most calls first"],
              ["name", "By name"],
            ]}
          />
        </>
      }
      load={() => searchPartners(ctx, query)}
      summary={({ total }) => (
        <p className="text-sm text-muted" role="status">
          {count(total)} {total === 1 ? "partner" : "partners"}. Calls and errors are of the last 7 days.
        </p>
      )}
      table={(rows) => (
        <DataTable
          label="Partners"
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Company",
              cell: ({ id, companyName, email, suspendedAt }) => (
                <span className="block min-w-0 md:max-w-44 xl:max-w-56">
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <Link
                      prefetch={false}
                      href={`${PATH}/${id}`}
                      className="min-w-0 truncate font-medium hover:underline"
                    >
                      {companyName}
                    </Link>
                    {suspendedAt !== null && <Badge tone="ember">Suspended</Badge>}
                  </span>
                  <span className="block truncate text-xs font-normal text-muted" title={email}>
                    {email}
                  </span>
                </span>
              ),
            },
            {
              header: "Health",
              cell: ({ health }) => <HealthBadge score={health.score} band={health.band} />,
            },
            {
              header: "Tier",
              cell: ({ tier, subscriptionStatus }) => (
                <span>
                  {inWords(tier)}
                  {tier !== "free" && subscriptionStatus !== "active" && (
                    <span className="block text-xs text-muted">
                      {subscriptionStatus === "none" ? "No subscription" : inWords(subscriptionStatus)}
                    </span>
                  )}
                </span>
              ),
            },
            { header: "Calls", align: "right", cell: ({ callsLastWeek }) => count(callsLastWeek) },
            {
              header: "Errors",
              align: "right",
              cell: ({ callsLastWeek, errorsLastWeek }) => share(errorsLastWeek, callsLastWeek),
            },
            {
              header: "Last call",
              cell: ({ lastCallAt }) =>
                lastCallAt === null ? (
                  <span className="text-muted">Never</span>
                ) : (
                  <Time at={lastCallAt} className="whitespace-nowrap" />
                ),
            },
            {
              header: "Tickets",
              align: "right",
              wideOnly: true,
              cell: ({ ticketsWaiting }) => (ticketsWaiting === 0 ? "–" : count(ticketsWaiting)),
            },
            {
              header: "Since",
              wideOnly: true,
              cell: ({ createdAt }) => <Time at={createdAt} className="whitespace-nowrap" />,
            },
          ]}
        />
      )}
      none={{
        icon: <UsersRound />,
        title: "No partner yet",
        text: "Every company that signs up, on the site or by the API, stands here.",
      }}
      noneLikeThat={{
        title: "No partner is like that",
        text: "Try fewer filters, or another part of the name.",
      }}
      byTime={false}
    />
  );
}
