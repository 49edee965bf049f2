import { brandOf, linkTo } from "@/lib/platform/brand";
import { inMail } from "@/lib/platform/human-text";
import type { JobContext } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { drawAnswer } from "@/lib/research/exports/draw-answer";
import { exportInsights } from "@/lib/research/insights/export-insights";
import { getQuery } from "@/lib/research/insights/get-query";
import type { InsightExport } from "@/lib/research/insights/schemas";
import { hasPlan } from "@/lib/research/reports/run-report";

/** Rows of an answer that an email shows. The page shows all. */
const ROWS = 12;

/**
 * Sends a report to one member. Who has left the team since, or is suspended, gets none, and so does everyone of a partner that is
 * suspended or whose plan has ended.
 */
export async function sendReportMail(
  ctx: JobContext,
  { run_id, user_id }: { run_id: string; user_id: string },
): Promise<void> {
  const run = await ctx.db.insightReportRun.findUnique({
    where: { id: run_id },
    include: { report: { include: { partner: true } } },
  });
  if (run === null || run.quarter === null) return;
  const { report, partnerId, quarter, queryId } = run;
  const reader = await ctx.db.user.findFirst({
    where: {
      id: user_id,
      emailVerifiedAt: { not: null },
      suspendedAt: null,
      memberships: { some: { partnerId } },
    },
    select: { email: true },
  });
  if (reader === null) return;
  const partner = { ...ctx, partnerId, mode: "live" as const, permissions: ALL_PERMISSIONS };
  if (report.partner.suspendedAt !== null || !(await hasPlan(partner, ctx.db))) return;
  const figures = await exportInsights(partner, { edition: quarter });
  const answer = queryId === null ? null : await getQuery(partner, { query_id: queryId });
  const name = inMail(report.name);
  await sendMail(ctx, {
    to: reader.email,
    subject: `${name}: ${quarter}`,
    text: [
      `The research report "${name}" of ${inMail(report.partner.companyName)} is ready.`,
      ...(figures.synthetic ? ["", "This edition is synthetic: its people were drawn by chance."] : []),
      "",
      ...figureLines(figures),
      ...(answer?.result == null ? [] : ["", ...answerLines({ ...answer, result: answer.result })]),
      ...(run.outcome === "share_used_up"
        ? [
            "",
            "Its question was not asked: it would cost more than you allowed or than your share of the edition has left, or the person who scheduled the report may no longer ask. A member who may can pause and resume it.",
          ]
        : []),
      "",
      "Read it with charts, and download the signed files:",
      linkTo(ctx, `/research/reports/${report.id}?run_id=${run.id}`),
      "",
      `You get this email because a colleague chose you as its reader. You can stop it for yourself on that page. ${brandOf(ctx).name}`,
    ].join("\n"),
  });
}

const range = ({ value, low, high }: { value: number; low: number; high: number }) =>
  `${value} (${low} to ${high})`;

/** The figures of an edition, each with its error. */
export function figureLines(figures: InsightExport): string[] {
  const {
    edition,
    total_assessments: people,
    average_compatibility: average,
    median_compatibility: median,
  } = figures;
  const shown = [
    people && `People: ${people.value.toLocaleString("en-US")} ±${people.error.toLocaleString("en-US")}`,
    average && `Average compatibility: ${range(average)}`,
    median && `Median compatibility: ${range(median)}`,
  ].filter((line) => line !== null);
  return [`Edition ${edition}`, ...(shown.length === 0 ? ["No figure is large enough to be shown."] : shown)];
}

function answerLines(answer: Parameters<typeof drawAnswer>[0]): string[] {
  const { title, groups } = drawAnswer(answer);
  const rows = groups.flatMap(({ label, rows }) =>
    rows.map((row) => `${label === null ? "" : `${label}, `}${row.label}: ${row.text}`),
  );
  const more = rows.length - ROWS;
  return [title, ...rows.slice(0, ROWS), ...(more > 0 ? [`and ${more} more on the page`] : [])];
}
