"use client";

import { HeartHandshake } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { buttonStyle } from "@/components/ui/button";

/** Leaving is seen by the other's open page within a second. */
const ASK_EVERY_MS = 800;
/** After this long without a touch, a page asks less often. */
const IDLE_AFTER_MS = 5 * 60_000;
const IDLE_EVERY_MS = 10_000;

interface PairWatchProps {
  pairId: string;
  /** What the page shows. */
  version: string;
  friend: string;
  children: ReactNode;
}

type Answer = { version: string; ended: boolean } | "gone";

/** Keeps an open comparison true: what is gone vanishes at once, and what changed is fetched. */
export function PairWatch({ pairId, version, friend, children }: PairWatchProps) {
  const router = useRouter();
  const [seen, setSeen] = useState<Answer | null>(null);
  const shown = useRef(version);
  shown.current = version;
  const refresh = router.refresh;

  useEffect(() => {
    let touched = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const ask = async () => {
      clearTimeout(timer);
      if (stopped) return;
      if (document.visibilityState === "visible") {
        const answer = await fetchVersion(pairId);
        if (stopped) return;
        if (answer !== null) {
          setSeen(answer);
          if (answer === "gone") return;
          if (answer.version !== shown.current) refresh();
        }
      }
      timer = setTimeout(ask, Date.now() - touched > IDLE_AFTER_MS ? IDLE_EVERY_MS : ASK_EVERY_MS);
    };
    const touch = () => {
      const idle = Date.now() - touched > IDLE_AFTER_MS;
      touched = Date.now();
      if (idle) void ask();
    };
    const events = ["pointermove", "keydown", "scroll", "visibilitychange"] as const;
    for (const event of events) document.addEventListener(event, touch, { passive: true });
    timer = setTimeout(ask, ASK_EVERY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
      for (const event of events) document.removeEventListener(event, touch);
    };
  }, [pairId, refresh]);

  const gone = seen === "gone" || (seen?.ended === true && seen.version !== version);
  return (
    <>
      <div role="status" className={gone ? "mx-auto max-w-xl px-4 py-16 sm:px-6 sm:py-24" : "sr-only"}>
        {gone && <Gone friend={friend} />}
      </div>
      {!gone && children}
    </>
  );
}

function Gone({ friend }: { friend: string }) {
  return (
    <div className="space-y-5">
      <span
        aria-hidden
        className="flex size-12 items-center justify-center rounded-full bg-plum-soft text-plum"
      >
        <HeartHandshake size={24} />
      </span>
      <p className="text-3xl font-semibold tracking-tight">This comparison has ended</p>
      <p className="text-muted">
        The report is gone for both of you. {friend} may have left, or removed their answers. Your own result
        is still yours.
      </p>
      <Link prefetch={false} href="/together" className={buttonStyle()}>
        Back to Together
      </Link>
    </div>
  );
}

/** Null where we could not be reached: the next answer will tell. */
async function fetchVersion(pairId: string): Promise<Answer | null> {
  try {
    const response = await fetch(`/together/${pairId}/version`, { method: "POST", cache: "no-store" });
    if (!response.ok) return null;
    const answer = (await response.json()) as { version: string; ended: boolean } | { gone: true };
    return "gone" in answer ? "gone" : answer;
  } catch {
    return null;
  }
}
