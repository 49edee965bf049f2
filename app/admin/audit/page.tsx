import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { AuditList } from "@/app/admin/audit-list";
import { DateField, FilterForm, SearchField, SelectField } from "@/app/admin/filter-form";
import { hrefOf, readQuery, type SearchParams } from "@/app/admin/query";
import { requireAdmin } from "@/app/session";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { TableSkeleton } from "@/components/ui/skeleton";
import { SearchAudit } from "@/lib/operations/admin/schemas";
import { searchAudit } from "@/lib/operations/admin/search-audit";
import type { AdminContext } from "@/lib/platform/context";

export const metadata: Metadata = { title: "Audit log" };

const PATH = "/admin/audit";
const FIELD_WORDS: Record<string, string> = {
  partner_id: "a partner's id",
  action: "an action",
  from: "a day",
  to: "a day",
};

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given, refused } = await readQuery(SearchAudit, searchParams);
  return (
    <div className="space-y-6">
      <PageHeader
        title="Audit log"
        description="Who changed what, the newest first. Rows are only ever added."
      />
      <FilterForm path={PATH} given={given}>
        <SearchField name="actor" label="By" placeholder="E-mail, or an id" value={given.actor} />
        <SearchField name="action" label="Action" placeholder="partner.suspended" value={given.action} />
        <SearchField
          name="partner_id"
          label="Partner"
          placeholder="A partner's id"
          value={given.partner_id}
        />
        <DateField name="from" label="From" value={given.from} />
        <DateField name="to" label="To, included" value={given.to} />
        <SelectField
          name="impersonated"
          label="Through others' eyes"
          any="All"
          value={given.impersonated}
          options={[["yes", "Only these"]]}
        />
      </FilterForm>
      {refused.length > 0 && (
        <Notice tone="gold">
          Left out, because it is not {refused.map((name) => FIELD_WORDS[name] ?? "possible").join(" or ")}:{" "}
          {refused.join(", ")}.
        </Notice>
      )}
      <Suspense key={JSON.stringify(given)} fallback={<TableSkeleton rows={8} label="Loading the log…" />}>
        <Rows ctx={ctx} query={query} given={given} />
      </Suspense>
    </div>
  );
}

interface RowsProps {
  ctx: AdminContext;
  query: SearchAudit;
  given: Record<string, string>;
}

async function Rows({ ctx, query, given }: RowsProps) {
  const { data, nextCursor } = await searchAudit(ctx, query);
  if (data.length === 0) {
    return (
      <EmptyState icon={<ScrollText />} title="Nothing was done like that">
        Every change that a person, a key or an operator makes stands here. Try fewer filters.
      </EmptyState>
    );
  }
  return (
    <div>
      <AuditList label="Audit log" rows={data} withPartner />
      <Pagination
        label="Audit log"
        firstHref={given.cursor === undefined ? null : hrefOf(PATH, { ...given, cursor: undefined })}
        nextHref={nextCursor === null ? null : hrefOf(PATH, { ...given, cursor: nextCursor })}
      />
    </div>
  );
}
