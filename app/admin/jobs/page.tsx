import { CircleCheck, Clock } from "lucide-react";
import type { Metadata } from "next";
import { JobActions } from "@/app/admin/jobs/job-actions";
import { count, duration } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { getJobs, type Jobs, type RunOutcome } from "@/lib/operations/admin/get-jobs";

export const metadata: Metadata = { title: "Jobs" };

export default async function JobsPage() {
  const { ctx } = await requireAdmin();
  const jobs = await getJobs(ctx);
  return (
    <div className="space-y-8">
      <PageHeader
        title="Jobs"
        description="Work done outside requests: queued by a change, or started by the clock."
      />
      <Depth depth={jobs.depth} />
      <Failing jobs={jobs.failing} total={jobs.depth.failing} />
      {jobs.running.length > 0 && <Running jobs={jobs.running} />}
      <Scheduled jobs={jobs} />
    </div>
  );
}

function Depth({ depth }: { depth: Jobs["depth"] }) {
  return (
    <div className="grid grid-cols-2 gap-4 xl:grid-cols-4">
      <Stat
        label="Due"
        value={count(depth.due)}
        note={
          depth.oldestDueAt === null ? (
            "Nothing waits"
          ) : (
            <>
              The oldest since <Time at={depth.oldestDueAt} />
            </>
          )
        }
      />
      <Stat label="Running" value={count(depth.running)} note="Right now" />
      <Stat label="Failing" value={count(depth.failing)} note={`${count(depth.givenUp)} given up`} />
      <Stat label="Delayed" value={count(depth.scheduled)} note="Not due yet" />
    </div>
  );
}

function Failing({ jobs, total }: { jobs: Jobs["failing"]; total: number }) {
  return (
    <Section
      title="Failing"
      description={
        jobs.length < total
          ? `The first ${count(jobs.length)} of ${count(total)}.`
          : "Tried again with growing pauses, twelve times in all."
      }
    >
      {jobs.length === 0 ? (
        <EmptyState icon={<CircleCheck />} title="No job is failing" headingLevel={3}>
          A job that fails stands here with its error until it succeeds or is removed.
        </EmptyState>
      ) : (
        <DataTable
          label="Failing jobs"
          rows={jobs}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Job",
              cell: ({ id, name, payload }) => (
                <span className="block min-w-0">
                  <code className="font-mono text-[0.8125rem]">{name}</code>
                  <span className="block font-mono text-xs font-normal wrap-anywhere text-muted">
                    {id} {payload}
                  </span>
                </span>
              ),
            },
            {
              header: "Last error",
              cell: ({ lastError }) => (
                <span className="line-clamp-4 block font-mono text-xs wrap-anywhere text-ember md:max-w-96">
                  {lastError}
                </span>
              ),
            },
            {
              header: "Attempts",
              align: "right",
              cell: ({ attempts, maxAttempts }) => (
                <span className="whitespace-nowrap">
                  {attempts} of {maxAttempts}
                </span>
              ),
            },
            {
              header: "Next try",
              cell: ({ attempts, maxAttempts, runAt }) =>
                attempts >= maxAttempts ? <Badge tone="ember">Given up</Badge> : <Time at={runAt} />,
            },
            {
              header: "Actions",
              align: "right",
              cell: ({ id, name }) => <JobActions jobId={id} name={name} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

function Running({ jobs }: { jobs: Jobs["running"] }) {
  return (
    <Section title="Running">
      <DataTable
        label="Running jobs"
        rows={jobs}
        rowKey={({ id }) => id}
        columns={[
          { header: "Job", cell: ({ name }) => <code className="font-mono text-[0.8125rem]">{name}</code> },
          {
            header: "Payload",
            wideOnly: true,
            cell: ({ payload }) => (
              <code className="font-mono text-xs wrap-anywhere text-muted">{payload}</code>
            ),
          },
          { header: "Attempt", align: "right", cell: ({ attempts }) => count(attempts) },
          {
            header: "Since",
            cell: ({ lockedAt, createdAt }) => <Time at={lockedAt ?? createdAt} />,
          },
        ]}
      />
    </Section>
  );
}

const OUTCOMES: Record<RunOutcome, [word: string, tone: BadgeTone, tick: string]> = {
  done: ["Done", "pine", "bg-pine"],
  failed: ["Failed", "ember", "bg-ember"],
  running: ["Running", "plum", "bg-plum"],
};

function Scheduled({ jobs: { scheduled, registeredAt } }: { jobs: Jobs }) {
  return (
    <Section
      title="Scheduled jobs"
      description={
        registeredAt === null ? undefined : (
          <>
            All times in UTC. As the job process that started <Time at={registeredAt} /> knows it.
          </>
        )
      }
    >
      {scheduled.length === 0 ? (
        <EmptyState icon={<Clock />} title="No job process has started" headingLevel={3}>
          The server starts one; elsewhere <code className="font-mono">npm run jobs</code> does.
        </EmptyState>
      ) : (
        <>
          {scheduled.some(({ last }) => last?.outcome === "failed") && (
            <Notice tone="ember" className="mb-4">
              The last run of {scheduled.filter(({ last }) => last?.outcome === "failed").length} of these
              failed.
            </Notice>
          )}
          <DataTable
            label="Scheduled jobs"
            rows={scheduled}
            rowKey={({ name }) => name}
            columns={[
              {
                header: "Job",
                cell: ({ name, cron }) => (
                  <span className="block min-w-0">
                    <code className="font-mono text-[0.8125rem]">{name}</code>
                    <code className="block font-mono text-xs font-normal text-muted">{cron}</code>
                  </span>
                ),
              },
              {
                header: "Last run",
                cell: ({ last }) =>
                  last === null ? (
                    <span className="text-muted">Not yet</span>
                  ) : (
                    <span className="inline-flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
                      <Badge tone={OUTCOMES[last.outcome][1]}>{OUTCOMES[last.outcome][0]}</Badge>
                      <Time at={last.startedAt} />
                      {last.error !== null && (
                        <span className="line-clamp-3 w-full font-mono text-xs wrap-anywhere text-ember md:max-w-80">
                          {last.error}
                        </span>
                      )}
                    </span>
                  ),
              },
              {
                header: "Took",
                align: "right",
                cell: ({ last }) =>
                  last === null || last.durationMs === null ? "–" : duration(last.durationMs),
              },
              { header: "Latest runs", wideOnly: true, cell: ({ recent }) => <Ticks recent={recent} /> },
              {
                header: "Next run",
                cell: ({ nextRunAt }) => (nextRunAt === null ? "Never" : <Time at={nextRunAt} />),
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}

/** The latest runs, the newest at the right. */
function Ticks({ recent }: { recent: readonly RunOutcome[] }) {
  const failed = recent.filter((outcome) => outcome === "failed").length;
  return (
    <span
      role="img"
      aria-label={`${failed} of the latest ${recent.length} runs failed`}
      className="inline-flex items-end gap-0.5"
    >
      {recent.toReversed().map((outcome, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its place
          key={at}
          className={`w-1 rounded-full ${OUTCOMES[outcome][2]} ${outcome === "failed" ? "h-4" : "h-2.5"}`}
        />
      ))}
    </span>
  );
}
