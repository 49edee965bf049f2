import { FileText, Mails } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Locked } from "@/app/research/locked";
import { NewReport } from "@/app/research/reports/report-form";
import { CADENCE_WORDS, OUTCOME_WORDS } from "@/app/research/reports/report-words";
import { requireResearch } from "@/app/research/research-at-work";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { listEditions } from "@/lib/research/insights/list-editions";
import { listReportChoices } from "@/lib/research/reports/list-report-choices";
import { listReports } from "@/lib/research/reports/list-reports";

export const metadata: Metadata = { title: "Reports" };

export default async function ReportsPage() {
  const { atWork, unlocked } = await requireResearch();
  const { ctx, userCtx } = atWork;
  const isUnlocked = unlocked !== null;
  const [reports, choices, editions] = await Promise.all([
    listReports(ctx),
    listReportChoices(ctx),
    isUnlocked ? listEditions(ctx, { limit: 8 }) : { data: [] },
  ]);
  if (!isUnlocked && reports.length === 0) return <Locked mayBuy={ctx.permissions.has("billing:write")} />;
  const mayWrite = isUnlocked && ctx.permissions.has("insights:write");
  return (
    <div className="space-y-10">
      <PageHeader
        title="Reports"
        description="Figures that come to you, by email to your team and by webhook to your systems."
        actions={mayWrite && <NewReport {...choices} userId={userCtx.userId} />}
      />
      {!isUnlocked && (
        <Notice>
          Reports come with the Research and Enterprise plans. Reports that you had are paused until you have
          one of them.
        </Notice>
      )}
      <Section title="Scheduled">
        {reports.length === 0 ? (
          <EmptyState icon={<Mails />} title="No report is scheduled">
            {mayWrite
              ? "Schedule one to get the figures of each edition without looking for them."
              : "An owner, admin or developer of your team can schedule one."}
          </EmptyState>
        ) : (
          <DataTable
            label="Scheduled reports"
            rows={reports}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "Report",
                cell: ({ id, name }) => (
                  <Link
                    prefetch={false}
                    href={`/research/reports/${id}`}
                    className="wrap-anywhere hover:underline"
                  >
                    <bdi>{name}</bdi>
                  </Link>
                ),
              },
              { header: "How often", cell: ({ cadence }) => CADENCE_WORDS[cadence] },
              {
                header: "State",
                cell: ({ active }) => (active ? <Badge tone="pine">Active</Badge> : <Badge>Paused</Badge>),
              },
              {
                header: "Last run",
                cell: ({ last_run }) =>
                  last_run === null ? (
                    <span className="text-muted">Not yet</span>
                  ) : (
                    <span>
                      {OUTCOME_WORDS[last_run.outcome].words} <Time at={last_run.at} className="text-muted" />
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Section>
      {editions.data.length > 0 && (
        <Section
          title="Quarterly reports"
          description="One document for each edition, with every figure that was released when it opened."
        >
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {editions.data.map(({ edition, published_at, synthetic }) => (
              <li
                key={edition}
                className="flex items-center justify-between gap-3 rounded-xl border border-line bg-card p-4"
              >
                <span className="min-w-0">
                  <span className="font-medium">{edition}</span>{" "}
                  {synthetic && <Badge tone="gold">Synthetic</Badge>}
                  <span className="block text-sm text-muted">
                    Published <Time at={published_at} />
                  </span>
                </span>
                <a
                  href={`/research/reports/edition/${edition}`}
                  download
                  className={buttonStyle({ kind: "quiet", size: "small" })}
                  aria-label={`Download the report of ${edition} as PDF`}
                >
                  <FileText aria-hidden size={15} /> PDF
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Notice
        action={
          <Link prefetch={false} href="/research/custom" className="link">
            Ask for custom research
          </Link>
        }
      >
        Is your question not answered by an edition? We can do research for you.
      </Notice>
    </div>
  );
}
