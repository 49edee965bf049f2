import type { Metadata } from "next";
import { AuditList } from "@/app/admin/audit-list";
import { DateField, SearchField, SelectField } from "@/app/admin/filter-form";
import { ListPage } from "@/app/admin/list-page";
import { readQuery, type SearchParams } from "@/app/admin/query";
import { requireAdmin } from "@/app/session";
import { Notice } from "@/components/ui/error-notice";
import { SearchAudit } from "@/lib/operations/admin/schemas";
import { searchAudit } from "@/lib/operations/admin/search-audit";

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
    <ListPage
      title="Audit log"
      description="Who changed what, the newest first. Rows are only ever added."
      rows="changes"
      path={PATH}
      given={given}
      filters={
        <>
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
        </>
      }
      notice={
        refused.length > 0 && (
          <Notice tone="gold">
            Left out, because it is not {refused.map((name) => FIELD_WORDS[name] ?? "possible").join(" or ")}:{" "}
            {refused.join(", ")}.
          </Notice>
        )
      }
      load={() => searchAudit(ctx, query)}
      table={(rows) => <AuditList label="Audit log" rows={rows} withPartner />}
      noneLikeThat={{
        title: "Nothing was done like that",
        text: "Every change that a person, a key or an operator makes stands here. Try fewer filters.",
      }}
    />
  );
}
