"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const ASK_MS = 1_000;

interface FollowAttemptProps {
  /** When the next attempt is due, RFC 3339. */
  due: string;
}

/** While an attempt is about to be made, shows the page anew each second until it has been. */
export function FollowAttempt({ due }: FollowAttemptProps) {
  const router = useRouter();
  useEffect(() => {
    const at = new Date(due).getTime();
    let timer: ReturnType<typeof setTimeout>;
    const ask = () => {
      router.refresh();
      timer = setTimeout(ask, ASK_MS);
    };
    const wait = Math.max(ASK_MS, at - Date.now() + ASK_MS);
    // Hours ahead there is nothing to wait for.
    if (wait > MAX_WAIT_MS) return;
    timer = setTimeout(ask, wait);
    return () => clearTimeout(timer);
  }, [due, router]);
  return null;
}

const MAX_WAIT_MS = 120_000;
