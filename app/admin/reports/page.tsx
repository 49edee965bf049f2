import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { SelectField } from "@/app/admin/filter-form";
import { ListPage } from "@/app/admin/list-page";
import { readQuery, type SearchParams } from "@/app/admin/query";
import { requireAdmin } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { listReports, type ShownReport } from "@/lib/events/meetings/list-reports";
import { ListReports, type ReportReason } from "@/lib/events/meetings/schemas";
import { CloseForm } from "./close-form";

export const metadata: Metadata = { title: "Reports" };

const REASONS: Record<ReportReason, string> = {
  harassment: "Harassment",
  unsafe: "Felt unsafe",
  false_identity: "Not who they said",
  other: "Something else",
};
const STATES = { open: "Open", handled: "Handled", dismissed: "Nothing to do" } as const;

export default async function ReportsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(ListReports, searchParams);
  return (
    <ListPage
      title="Reports"
      description="What guests of events told us about each other. Open ones come oldest first."
      rows="reports"
      path="/admin/reports"
      given={given}
      filters={
        <SelectField
          name="state"
          label="State"
          any="Open"
          value={given.state}
          options={[
            ["handled", STATES.handled],
            ["dismissed", STATES.dismissed],
          ]}
        />
      }
      load={async () => {
        const { data, next_cursor: nextCursor } = await listReports(ctx, query);
        return { data, nextCursor };
      }}
      table={(rows) => (
        <ul className="space-y-4">
          {rows.map((report) => (
            <li key={report.id}>
              <ReportCard report={report} />
            </li>
          ))}
        </ul>
      )}
      none={{
        icon: <ShieldCheck />,
        title: "No open reports",
        text: "When a guest reports another, it shows up here.",
      }}
      noneLikeThat={{ title: "No report is like that", text: "Choose another state." }}
    />
  );
}

function ReportCard({ report }: { report: ShownReport }) {
  const { event, reported, reporter } = report;
  return (
    <Card className="space-y-4 p-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="font-semibold">{REASONS[report.reason as ReportReason] ?? report.reason}</h2>
        <Badge tone={report.state === "open" ? "ember" : "plain"}>{STATES[report.state]}</Badge>
        <Time at={report.createdAt} className="text-sm text-muted" />
      </div>
      {report.details !== null && report.details !== "" && (
        <blockquote className="border-l-2 border-line pl-4 whitespace-pre-line wrap-anywhere">
          {report.details}
        </blockquote>
      )}
      <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-3">
        <div>
          <dt className="text-muted">About</dt>
          <dd className="wrap-anywhere">
            <Guest {...reported} />
            {reported.reports !== null && reported.reports > 1 && (
              <span className="block text-ember">{reported.reports} reports in all</span>
            )}
          </dd>
        </div>
        <div>
          <dt className="text-muted">From</dt>
          <dd className="wrap-anywhere">
            <Guest {...reporter} />
          </dd>
        </div>
        <div>
          <dt className="text-muted">Event</dt>
          <dd className="wrap-anywhere">
            {event.name}, <Time at={event.startsAt} />
          </dd>
        </div>
      </dl>
      {report.state === "open" ? (
        <CloseForm reportId={report.id} />
      ) : (
        <p className="text-sm wrap-anywhere">
          <span className="text-muted">Note: </span>
          {report.note}
        </p>
      )}
    </Card>
  );
}

/** By the address of their account, or the one that the organizer gave. */
function Guest({ name, account }: { name: string | null; account: string | null }) {
  if (account === null) return <span>{name ?? "Deleted"}</span>;
  return (
    <>
      {name ?? "No name"}{" "}
      <Link
        prefetch={false}
        href={`/admin/users?search=${encodeURIComponent(account)}`}
        className="text-muted hover:underline"
      >
        {account}
      </Link>
    </>
  );
}
