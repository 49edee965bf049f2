"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast-store";
import type { RunProgress } from "@/lib/events/pairing/page-schemas";
import { cancelMatchRun, getRunProgress } from "./matches/actions";

const ASK_MS = 1_200;

const isAtWork = ({ status }: RunProgress) => status === "queued" || status === "running";

/**
 * Follows a run until it has ended, then shows the page anew. Says in words why the last one found nothing. A reload
 * goes on where the run is, because the run is the server's.
 */
export function RunFollower({
  eventId,
  run,
  mayWrite,
}: {
  eventId: string;
  run: RunProgress | null;
  mayWrite: boolean;
}) {
  if (run === null) return null;
  if (isAtWork(run)) return <AtWork key={run.id} eventId={eventId} started={run} mayWrite={mayWrite} />;
  const words = endWords(run);
  if (words === null) return null;
  return <Notice tone={run.status === "failed" ? "ember" : "gold"}>{words}</Notice>;
}

function AtWork({
  eventId,
  started,
  mayWrite,
}: {
  eventId: string;
  started: RunProgress;
  mayWrite: boolean;
}) {
  const router = useRouter();
  const [run, setRun] = useState(started);
  const [isUnreached, setUnreached] = useState(false);
  const runId = started.id;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const ask = async () => {
      const reply = await getRunProgress({ event_id: eventId, run_id: runId }).catch(() => null);
      if (left) return;
      setUnreached(reply === null || !reply.ok);
      if (reply?.ok) {
        setRun(reply.value);
        if (!isAtWork(reply.value)) {
          if (reply.value.status === "finished") toast(DONE[reply.value.kind]);
          router.refresh();
          return;
        }
      }
      timer = setTimeout(ask, ASK_MS);
    };
    timer = setTimeout(ask, ASK_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [eventId, runId, router]);
  const percent = Math.round(run.progress * 100);
  const people = run.attendees.toLocaleString("en-US");
  const doing =
    run.kind === "match" ? `Matching ${people} attendees` : `Planning rounds for ${people} attendees`;
  return (
    <Card className="space-y-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <p className="font-medium">{run.status === "queued" ? `${doing} starts soon` : `${doing}…`}</p>
          <p className="text-sm text-muted">
            {run.status === "queued"
              ? "The run waits for its turn. You can leave this page and come back."
              : "You can leave this page and come back. The run goes on."}
          </p>
        </div>
        {mayWrite && (
          <ConfirmDialog
            trigger={
              <Button kind="quiet" size="small">
                Stop the run
              </Button>
            }
            title="Stop this run?"
            description="Nothing of it is stored. What an earlier run found stays as it is."
            confirmLabel="Stop the run"
            pendingLabel="Stopping…"
            dismissLabel="Let it go on"
            action={() => cancelMatchRun({ event_id: eventId, run_id: runId })}
            onDone={() => router.refresh()}
          />
        )}
      </div>
      <Bar label={doing} percent={percent} />
      {isUnreached && (
        <ErrorNotice>We could not be reached. The run goes on, and we keep asking how far it is.</ErrorNotice>
      )}
    </Card>
  );
}

function Bar({ label, percent }: { label: string; percent: number }): ReactNode {
  return (
    <div className="flex items-center gap-3">
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="block h-2 flex-1 overflow-hidden rounded-full bg-line"
      >
        <span
          className="block h-full rounded-full bg-plum transition-[width] duration-500"
          style={{ width: `${percent}%` }}
        />
      </span>
      <span className="w-10 text-right text-sm text-muted tabular-nums">{percent}%</span>
    </div>
  );
}

const DONE = { match: "Matching finished", schedule: "Rounds planned" } as const;

/** Why a run ended without a result, and what to do; null where it has one. */
function endWords({ kind, status, error_code }: RunProgress): string | null {
  if (status === "finished") return null;
  const what = kind === "match" ? "The last matching" : "The last plan";
  if (error_code === "event_closed")
    return `${what} stopped because the event was cancelled or ended. Nothing was stored.`;
  if (error_code === "cancelled_by_request")
    return `${what} was stopped by your team. Nothing of it was stored.`;
  if (error_code === "input_unreadable")
    return `${what} could not be read again after our keys changed. Nothing was stored. Run it again.`;
  if (error_code === "matching_too_long")
    return `${what} took too long, so we stopped it. Nothing was stored. Run it again with fewer rounds or attendees.`;
  return `${what} broke off several times, so we gave it up. Nothing was stored. Run it again, and write to support if it fails once more.`;
}
