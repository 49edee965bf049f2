import { z } from "zod";
import { job } from "@/lib/platform/jobs";
import { EDITION_OPENED_JOB } from "@/lib/research/insights/open-edition";
import { sendReportMail } from "@/lib/research/reports/report-mail";
import { runReport, SEND_REPORT_JOB } from "@/lib/research/reports/run-report";
import { RUN_REPORT_JOB, startDueReports } from "@/lib/research/reports/start-due-reports";

export const reportJobs = [
  job({
    name: EDITION_OPENED_JOB,
    payload: z.object({}),
    // Every hour: what an hour has missed, the next one finds.
    cron: "10 * * * *",
    run: (ctx) => startDueReports(ctx),
  }),
  job({
    name: RUN_REPORT_JOB,
    payload: z.object({ report_id: z.uuid(), period: z.string() }),
    run: (ctx, payload) => runReport(ctx, payload),
  }),
  job({
    name: SEND_REPORT_JOB,
    payload: z.object({ run_id: z.uuid(), user_id: z.uuid() }),
    run: (ctx, payload) => sendReportMail(ctx, payload),
  }),
];
