"use client";

import { type ReactNode, useEffect, useState } from "react";
import { ShareGone } from "../share-gone";

/** A link that is revoked is gone from open pages within a second. */
const ASK_EVERY_MS = 800;
/** After this long without a touch, a page asks less often. */
const IDLE_AFTER_MS = 5 * 60_000;
const IDLE_EVERY_MS = 10_000;

/** Keeps an open page true, and one that the browser brings back: what is no longer shared vanishes. */
export function ShareWatch({ path, children }: { path: string; children: ReactNode }) {
  const [gone, setGone] = useState(false);

  useEffect(() => {
    let touched = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const ask = async () => {
      clearTimeout(timer);
      if (stopped) return;
      if (document.visibilityState === "visible" && (await isGone(path))) {
        stopped = true;
        setGone(true);
        return;
      }
      if (stopped) return;
      timer = setTimeout(ask, Date.now() - touched > IDLE_AFTER_MS ? IDLE_EVERY_MS : ASK_EVERY_MS);
    };
    const touch = () => {
      const idle = Date.now() - touched > IDLE_AFTER_MS;
      touched = Date.now();
      if (idle) void ask();
    };
    // Back from elsewhere: at once, whatever the clock says.
    const back = () => void ask();
    const events = ["pointermove", "keydown", "scroll"] as const;
    for (const event of events) document.addEventListener(event, touch, { passive: true });
    document.addEventListener("visibilitychange", back);
    window.addEventListener("pageshow", back);
    timer = setTimeout(ask, ASK_EVERY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
      for (const event of events) document.removeEventListener(event, touch);
      document.removeEventListener("visibilitychange", back);
      window.removeEventListener("pageshow", back);
    };
  }, [path]);

  return (
    <>
      <div role="status">{gone && <ShareGone />}</div>
      {!gone && children}
    </>
  );
}

/** False where we could not be reached: the next answer will tell. */
async function isGone(path: string): Promise<boolean> {
  try {
    return (await fetch(path, { method: "POST", cache: "no-store" })).status === 404;
  } catch {
    return false;
  }
}
