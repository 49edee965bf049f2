"use client";

import { useSyncExternalStore } from "react";
import { absoluteTime, logTime, relativeTime } from "@/components/ui/relative-time";

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = Math.floor(Date.now() / TICK_MS);

/** One clock for all times of a page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Math.floor(Date.now() / TICK_MS);
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const currentTick = () => tick;

interface TimeProps {
  /** A Date, or an RFC 3339 time. */
  at: Date | string;
  /** "relative" says how long ago; "absolute" the time itself; "log" that without its year. Both in UTC. */
  format?: "relative" | "absolute" | "log";
  className?: string;
}

/** A moment, with the exact one as its title. What the server wrote stands until the first tick. */
export function Time({ at, format = "relative", className }: TimeProps) {
  useSyncExternalStore(subscribe, currentTick, currentTick);
  const moment = typeof at === "string" ? new Date(at) : at;
  const exact = absoluteTime(moment.getTime());
  return (
    <time dateTime={moment.toISOString()} title={exact} suppressHydrationWarning className={className}>
      {format === "relative"
        ? relativeTime(moment.getTime(), Date.now())
        : format === "log"
          ? logTime(moment)
          : exact}
    </time>
  );
}
