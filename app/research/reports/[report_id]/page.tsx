import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { Locked } from "@/app/research/locked";
import { LeaveButton, ReportButtons } from "@/app/research/reports/report-buttons";
import { CADENCE_WORDS, OUTCOME_WORDS } from "@/app/research/reports/report-words";
import { requireResearch } from "@/app/research/research-at-work";
import { Breadcrumbs } from "@/components/portal/breadcrumbs";
import { AnswerFigure } from "@/components/research/answer-figure";
import { ExportMenu } from "@/components/research/export-menu";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { drawAnswer } from "@/lib/research/exports/draw-answer";
import type { InsightExport } from "@/lib/research/insights/schemas";
import { getReport, type OpenedReport } from "@/lib/research/reports/get-report";
import { ReportRunPath } from "@/lib/research/reports/schemas";

export const metadata: Metadata = { title: "Report" };

interface ReportPageProps {
  params: Promise<{ report_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ReportPage({ params, searchParams }: ReportPageProps) {
  const [{ atWork, unlocked }, path, { run_id }] = await Promise.all([
    requireResearch(),
    params,
    searchParams,
  ]);
  if (unlocked === null) return <Locked mayBuy={atWork.ctx.permissions.has("billing:write")} />;
  const { ctx } = unlocked;
  const input = ReportRunPath.safeParse({ ...path, ...(run_id === undefined ? {} : { run_id }) });
  if (!input.success) notFound();
  const { report, runs, shown } = await orNotFound(getReport(ctx, input.data));
  return (
    <div className="space-y-8">
      <div>
        <Breadcrumbs items={[{ label: "Reports", href: "/research/reports" }]} current={report.name} />
        <PageHeader
          title={<bdi>{report.name}</bdi>}
          badge={report.active ? <Badge tone="pine">Active</Badge> : <Badge>Paused</Badge>}
          description={`${CADENCE_WORDS[report.cadence]}, ${readers(report.recipients.length)}.`}
          actions={
            <>
              {report.recipients.includes(atWork.userCtx.userId) && <LeaveButton reportId={report.id} />}
              {ctx.permissions.has("insights:write") && (
                <ReportButtons reportId={report.id} name={report.name} active={report.active} />
              )}
            </>
          }
        />
      </div>
      {shown === null ? (
        <Notice>
          {report.cadence === "edition"
            ? "It is made for the first time when the next edition is published. To see it at once, send it now."
            : "It has not been made yet. To see it at once, send it now."}
        </Notice>
      ) : (
        <Shown shown={shown} />
      )}
      {runs.length > 0 && (
        <Section title="Sent so far">
          <DataTable
            label="Sent so far"
            rows={runs}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "Made",
                cell: ({ id, at }) => (
                  <Link
                    prefetch={false}
                    href={`/research/reports/${report.id}?run_id=${id}`}
                    aria-current={id === shown?.run.id ? "page" : undefined}
                    className="hover:underline aria-[current]:font-semibold"
                  >
                    <Time at={at} format="absolute" />
                  </Link>
                ),
              },
              { header: "Edition", cell: ({ quarter }) => quarter ?? "–" },
              {
                header: "Outcome",
                cell: ({ outcome }) => (
                  <Badge tone={OUTCOME_WORDS[outcome].tone}>{OUTCOME_WORDS[outcome].words}</Badge>
                ),
              },
            ]}
          />
        </Section>
      )}
    </div>
  );
}

function readers(count: number): string {
  if (count === 0) return "by webhook alone";
  return count === 1 ? "by email to one member" : `by email to ${count} members`;
}

function Shown({ shown: { run, figures, answer } }: { shown: NonNullable<OpenedReport["shown"]> }) {
  const result = answer?.result ?? null;
  const drawn = answer === null || result === null ? null : drawAnswer({ ...answer, result });
  return (
    <>
      {figures !== null && <Figures figures={figures} />}
      {run.outcome === "share_used_up" && (
        <Notice tone="gold">
          Its question was not asked. It would have cost more than you allowed, or than your share of the
          edition had left, or the person who scheduled the report may no longer ask. A member who may can
          pause and resume it.
        </Notice>
      )}
      {drawn !== null && answer?.id != null && (
        <Card className="space-y-5 p-5 sm:p-6">
          <div className="flex flex-wrap items-start justify-between gap-4">
            <div>
              <h2 className="text-lg font-semibold tracking-tight">{drawn.title}</h2>
              {drawn.filters !== null && <p className="text-sm text-muted">{drawn.filters}</p>}
            </div>
            <ExportMenu href={`/research/export/${answer.id}`} what={drawn.title} />
          </div>
          <AnswerFigure {...drawn} />
        </Card>
      )}
    </>
  );
}

const range = (figure: { value: number; low: number; high: number } | null) =>
  figure === null
    ? { value: "–", note: "Not shown" }
    : { value: String(figure.value), note: `from ${figure.low} to ${figure.high}` };

function Figures({ figures }: { figures: InsightExport }) {
  const people = figures.total_assessments;
  const [average, median] = [range(figures.average_compatibility), range(figures.median_compatibility)];
  return (
    <Section
      title={`Edition ${figures.edition}`}
      description={figures.synthetic ? "Synthetic: its people were drawn by chance for a demo." : undefined}
      actions={
        <DownloadLink
          href={`/research/reports/edition/${figures.edition}`}
          what={`the report of ${figures.edition}`}
          format="PDF"
        />
      }
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <Stat
          label="People"
          value={people === null ? "–" : people.value.toLocaleString("en-US")}
          note={people === null ? "Not shown" : `±${people.error.toLocaleString("en-US")}`}
        />
        <Stat label="Average compatibility" {...average} />
        <Stat label="Median compatibility" {...median} />
      </div>
    </Section>
  );
}
