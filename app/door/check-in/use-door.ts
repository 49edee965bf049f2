"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { leaveDoor, openDoor, syncDoor } from "./door-calls";
import { DoorSession, type DoorSnapshot, type DoorStore } from "./door-session";
import { dequeue, enqueue, loadHeld, loadQueue, saveHeld, wipeHeld, wipeQueue } from "./door-store";

const SYNC_EVERY_MS = 8_000;
const STORE: DoorStore = { loadHeld, saveHeld, wipeHeld, loadQueue, enqueue, dequeue, wipeQueue };
const CALLS = { openDoor, syncDoor, leaveDoor };

export interface Door extends DoorSnapshot {
  session: DoorSession;
}

/** The secret leaves the address before anything else can see it. */
function takeSecret(): string | null {
  const secret = location.hash.slice(1);
  if (secret === "") return null;
  history.replaceState(null, "", location.pathname);
  return secret;
}

/** The state of this phone at its door, in contact with the server while a person looks at it. */
export function useDoor(): Door {
  const [session] = useState(() => new DoorSession(STORE, CALLS));
  const snapshot = useSyncExternalStore(session.subscribe, session.read, session.read);
  useEffect(() => {
    void session.begin(takeSecret());
    const again = () => {
      if (document.visibilityState === "visible") void session.sync();
    };
    const opened = () => {
      const secret = takeSecret();
      if (secret !== null) void session.openLink(secret);
    };
    const timer = setInterval(again, SYNC_EVERY_MS);
    addEventListener("online", again);
    addEventListener("offline", session.lose);
    addEventListener("hashchange", opened);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
      removeEventListener("offline", session.lose);
      removeEventListener("hashchange", opened);
      document.removeEventListener("visibilitychange", again);
    };
  }, [session]);
  return { ...snapshot, session };
}
