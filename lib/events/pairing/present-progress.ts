import type { RunProgress } from "@/lib/events/pairing/page-schemas";
import type { MatchRun as MatchRunRow } from "@/lib/platform/prisma/client";

/** How far a run is. */
export function presentProgress(run: MatchRunRow): RunProgress {
  return {
    id: run.id,
    kind: run.kind,
    status: run.status,
    progress: run.progress,
    attendees: run.attendees,
    created_at: run.createdAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
    error_code: run.errorCode,
  };
}
