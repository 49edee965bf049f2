"use client";

import { ScrollText } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useId, useState } from "react";
import { readNewCalls } from "@/app/partner/requests/actions";
import { CallTable } from "@/app/partner/requests/call-table";
import { Switch } from "@/components/ui/switch";
import type { CallRow, TailQuery } from "@/lib/partners/usage/schemas";

const POLL_MS = 2_000;
/** After refusals it asks less and less often, down to twice a minute. */
const MOST_WAIT_MS = 30_000;
/** As many rows are kept as one can look at; older ones are a page further. */
const MOST_ROWS = 200;

interface LiveCallsProps {
  initial: readonly CallRow[];
  /** When the page was made. */
  now: string;
  filters: Omit<TailQuery, "since">;
  /** Whether the page shows the newest calls; only there can one watch. */
  newest: boolean;
  /** What stands here while there is nothing. */
  empty: ReactNode;
}

/** The log, and a switch to watch calls come in. It rests while the tab is not in sight. */
export function LiveCalls({ initial, now, filters, newest, empty }: LiveCallsProps) {
  const labelId = useId();
  const [calls, setCalls] = useState(initial);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [watching, setWatching] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const [said, setSaid] = useState("");

  /** Whether it could be asked. */
  const look = useEffectEvent(async (): Promise<boolean> => {
    const since = calls[0]?.occurred_at ?? now;
    const result = await readNewCalls({ ...filters, since }).catch(() => null);
    setTrouble(result?.ok !== true);
    if (result?.ok !== true) return false;
    const known = new Set(calls.map(({ id }) => id));
    const come = result.value.data.filter(({ id }) => !known.has(id));
    if (come.length === 0) return true;
    setFresh(new Set(come.map(({ id }) => id)));
    setSaid(come.length === 1 ? "One new request." : `${come.length} new requests.`);
    setCalls(
      [...come, ...calls]
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, Math.max(MOST_ROWS, initial.length)),
    );
    return true;
  });

  useEffect(() => {
    if (!watching) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = POLL_MS;
    let over = false;
    const poll = async () => {
      if (over) return;
      if (document.visibilityState === "visible") {
        wait = (await look()) ? POLL_MS : Math.min(wait * 2, MOST_WAIT_MS);
      }
      if (!over && document.visibilityState === "visible") timer = setTimeout(poll, wait);
    };
    const onVisibility = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") void poll();
    };
    document.addEventListener("visibilitychange", onVisibility);
    void poll();
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [watching]);

  return (
    <div className="space-y-3">
      {newest && (
        <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-sm">
          {watching && (
            <span className="text-muted">
              {trouble
                ? "The log cannot be read at the moment; trying again."
                : "New requests appear on top."}
            </span>
          )}
          <span id={labelId} className="font-medium">
            Live tail
          </span>
          <Switch aria-labelledby={labelId} checked={watching} onCheckedChange={setWatching} />
        </div>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
      {calls.length > 0 ? <CallTable calls={calls} fresh={fresh} /> : empty}
    </div>
  );
}

/** For filters that nothing passes. */
export function NothingFound() {
  return (
    <div className="flex flex-col items-center gap-2 rounded-2xl border border-dashed border-edge/60 px-6 py-12 text-center text-sm text-muted">
      <ScrollText aria-hidden className="size-5" />
      No request passes these filters. Requests are kept for 90 days.
    </div>
  );
}
