import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DateField, SearchField, SelectField } from "@/app/admin/filter-form";
import { ListPage } from "@/app/admin/list-page";
import { hrefOf, readQuery, type SearchParams } from "@/app/admin/query";
import { requireAdmin } from "@/app/session";
import { DataTable } from "@/components/ui/data-table";
import { Notice } from "@/components/ui/error-notice";
import { Time } from "@/components/ui/time";
import {
  type SecurityEventForAdmin,
  searchSecurityEvents,
} from "@/lib/identity/security/list-security-events";
import { SearchSecurityEvents } from "@/lib/identity/security/schemas";
import { SECURITY_WORDS } from "@/lib/identity/security/security-words";

export const metadata: Metadata = { title: "Security events" };

const PATH = "/admin/security";
const KINDS = Object.entries(SECURITY_WORDS).sort(([, a], [, b]) => a.localeCompare(b));

export default async function SecurityEventsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given, refused } = await readQuery(SearchSecurityEvents, searchParams);
  return (
    <ListPage
      title="Security events"
      description="Refusals, new credentials, recoveries, exports and our own visits, newest first. Each row counts one hour. Kept for 90 days."
      rows="events"
      path={PATH}
      given={given}
      filters={
        <>
          <SelectField name="kind" label="Kind" any="All" value={given.kind} options={KINDS} />
          <SearchField
            name="subject"
            label="Person or partner"
            placeholder="Email, or an id"
            value={given.subject}
          />
          <SearchField name="network" label="Network" placeholder="203.0.113.0" value={given.network} />
          <DateField name="from" label="From" value={given.from} />
          <DateField name="to" label="To, included" value={given.to} />
        </>
      }
      notice={
        refused.length > 0 && (
          <Notice tone="gold">We ignored what we did not understand: {refused.join(", ")}.</Notice>
        )
      }
      load={() => searchSecurityEvents(ctx, query)}
      table={(rows) => (
        <DataTable
          label="Security events"
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Event",
              cell: ({ kind, code, lastAt }) => (
                <span className="block">
                  {SECURITY_WORDS[kind]}
                  {code !== "" && (
                    <code className="block font-mono text-xs font-normal wrap-anywhere text-muted">
                      {code}
                    </code>
                  )}
                  <span className="block text-xs font-normal text-muted">
                    <Time at={lastAt} />
                  </span>
                </span>
              ),
            },
            { header: "Times", align: "right", cell: ({ count }) => count.toLocaleString("en-US") },
            {
              header: "Network",
              cell: ({ network }) =>
                network === "" ? (
                  <span className="text-muted">Unknown</span>
                ) : (
                  <Link
                    prefetch={false}
                    href={hrefOf(PATH, { network })}
                    className="inline-flex min-h-6 items-center font-mono text-xs wrap-anywhere hover:underline"
                  >
                    {network}
                  </Link>
                ),
            },
            { header: "Concerns", roomy: true, cell: (event) => <Subjects {...event} /> },
          ]}
        />
      )}
      none={{
        icon: <ShieldCheck />,
        title: "No events yet",
        text: "Nothing was refused or handed out in the last 90 days.",
      }}
      noneLikeThat={{ title: "No such events", text: "Nothing matches these filters in the last 90 days." }}
    />
  );
}

function Subjects({ user, partner }: Pick<SecurityEventForAdmin, "user" | "partner">) {
  if (user === null && partner === null) return <span className="text-muted">Unknown</span>;
  return (
    <span className="block text-sm">
      {user !== null && (
        <Link
          prefetch={false}
          href={hrefOf("/admin/users", { q: user.email })}
          className="flex min-h-6 items-center wrap-anywhere hover:underline"
        >
          {user.name}
        </Link>
      )}
      {partner !== null && (
        <Link
          prefetch={false}
          href={`/admin/partners/${partner.id}`}
          className="flex min-h-6 items-center wrap-anywhere hover:underline"
        >
          {partner.companyName}
        </Link>
      )}
    </span>
  );
}
