import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { readAskedCalls, requestsHref, type SearchParams } from "@/app/partner/requests/asked-calls";
import { CallFilters } from "@/app/partner/requests/call-filters";
import { LiveCalls, NothingFound } from "@/app/partner/requests/live-calls";
import { LogCall } from "@/app/partner/requests/log-call";
import { requirePartner } from "@/app/session";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { PROBLEM_CODES } from "@/lib/catalog/problem-codes";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";
import { getUsageBreakdown } from "@/lib/partners/usage/get-usage-breakdown";
import { listCalls } from "@/lib/partners/usage/list-calls";
import type { PartnerContext } from "@/lib/platform/context";

export const metadata: Metadata = { title: "Requests" };

const ROWS = 50;

export default async function RequestsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { ctx } = await requirePartner();
  const query = await searchParams;
  const asked = readAskedCalls(query);
  const cursor = typeof query.cursor === "string" ? query.cursor : undefined;
  const first = { ...asked.filters, limit: ROWS };
  const [page, keys, endpoints] = await Promise.all([
    // A cursor that is not ours leads to the first page rather than to an error page.
    listCalls(ctx, { ...first, cursor }).catch(() => listCalls(ctx, first)),
    listApiKeys(ctx, { partner_id: ctx.partnerId, limit: 100 }),
    calledEndpoints(ctx),
  ]);
  const filtered = Object.keys(asked.filters).length > 0;
  const { request_id, to, ...watched } = asked.filters;
  return (
    <div className="space-y-6">
      <PageHeader
        title="Requests"
        description="Every call of your keys and your people, from the moment it is answered, for 90 days."
      />
      <CallFilters
        asked={asked}
        keys={keys.data}
        endpoints={endpoints}
        errorCodes={PROBLEM_CODES.map(({ code }) => code).sort()}
      />
      <LiveCalls
        // Other filters or another page are another list.
        key={requestsHref(asked.told, { cursor: cursor ?? "" })}
        initial={page.data}
        now={ctx.clock.now().toISOString()}
        filters={watched}
        newest={cursor === undefined && request_id === undefined && to === undefined}
        empty={
          filtered || cursor !== undefined ? (
            <NothingFound />
          ) : (
            <LogCall icon={<ScrollText />} title="No requests yet" mode="test" />
          )
        }
      />
      <Pagination
        label="Requests"
        nextHref={page.next_cursor === null ? null : requestsHref(asked.told, { cursor: page.next_cursor })}
        firstHref={cursor === undefined ? null : requestsHref(asked.told)}
      />
    </div>
  );
}

/** The endpoints that were called in the last ninety days, in either mode. */
async function calledEndpoints(ctx: PartnerContext): Promise<string[]> {
  const found = await Promise.all(
    (["live", "test"] as const).map((mode) =>
      getUsageBreakdown({ ...ctx, mode }, { range: "90d", by: "endpoint" }),
    ),
  );
  const paths = found.flatMap(({ data }) => data.map(({ value }) => value.split(" ", 2)[1] ?? ""));
  return [...new Set(paths)].sort();
}
