import { ChartColumn } from "lucide-react";
import type { Metadata } from "next";
import { EditionPicker } from "@/app/research/edition-picker";
import { Locked } from "@/app/research/locked";
import { ReleaseTable } from "@/app/research/release-table";
import { requireResearch } from "@/app/research/research-at-work";
import { SyntheticNotice } from "@/app/research/synthetic-notice";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { listEditions } from "@/lib/research/insights/list-editions";
import { listReleases } from "@/lib/research/insights/list-releases";
import { ListReleases } from "@/lib/research/insights/release-schemas";

export const metadata: Metadata = { title: "Releases" };

interface ReleasesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const PATH = "/research/releases";

export default async function ReleasesPage({ searchParams }: ReleasesPageProps) {
  const [{ atWork, unlocked }, query] = await Promise.all([requireResearch(), searchParams]);
  if (unlocked === null) return <Locked mayBuy={atWork.ctx.permissions.has("billing:write")} />;
  const { ctx } = unlocked;
  const { edition } = ListReleases.pick({ edition: true }).safeParse({ edition: query.edition }).data ?? {};
  const { cursor } = ListReleases.pick({ cursor: true }).safeParse({ cursor: query.cursor }).data ?? {};
  const first = { limit: 20, edition };
  const [editions, releases] = await Promise.all([
    listEditions(ctx, { limit: 20 }),
    // A cursor that is not ours leads to the first page rather than to an error page.
    listReleases(ctx, { ...first, cursor }).catch(() => listReleases(ctx, first)),
  ]);
  const address = (after?: string) =>
    `${PATH}?${new URLSearchParams({ ...(edition === undefined ? {} : { edition }), ...(after === undefined ? {} : { cursor: after }) })}`;
  return (
    <div className="space-y-6">
      <PageHeader
        title="Releases"
        description="Everything that was answered about any edition, by whichever partner paid. Reading costs nothing."
        actions={
          <EditionPicker
            path={PATH}
            current={edition ?? null}
            editions={editions.data.map((one) => one.edition)}
            all="All editions"
          />
        }
      />
      {releases.data.some(({ synthetic }) => synthetic) && <SyntheticNotice />}
      {releases.data.length === 0 ? (
        <EmptyState icon={<ChartColumn />} title="Nothing released">
          {edition === undefined
            ? "The first releases come with the first edition."
            : "No edition of this quarter has been published."}
        </EmptyState>
      ) : (
        <div>
          <ReleaseTable label="Releases" releases={releases.data} />
          <Pagination
            label="Releases"
            nextHref={releases.next_cursor === null ? null : address(releases.next_cursor)}
            firstHref={cursor === undefined ? null : address()}
          />
        </div>
      )}
    </div>
  );
}
