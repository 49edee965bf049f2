"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { CheckInResult, DoorCheckIn } from "@/lib/events/check-in/schemas";
import { newId } from "@/lib/platform/ids";
import { leaveDoor, openDoor, syncDoor } from "./door-calls";
import { applyReply, findGuest, type Held } from "./door-state";
import { dequeue, enqueue, loadHeld, loadQueue, saveHeld, wipeHeld, wipeQueue } from "./door-store";

const SYNC_EVERY_MS = 8_000;

export type DoorEnd =
  /** This phone has no door yet. */
  | "none"
  | "revoked"
  | "ended"
  | "cancelled"
  | "unpublished"
  /** A link was opened without network, or in a browser that keeps nothing. */
  | "unreached"
  | "unsupported";

export interface Refused extends CheckInResult {
  name: string;
}

export interface Door {
  phase: "starting" | "open" | DoorEnd;
  held: Held | null;
  queue: readonly DoorCheckIn[];
  isOnline: boolean;
  /** What the server did not accept, for a person to know. */
  refused: readonly Refused[];
  record(action: Omit<DoorCheckIn, "id" | "at">): Promise<DoorCheckIn>;
  sync(): Promise<void>;
  /** What is held at this moment, also within one rendering. */
  latest(): Held | null;
  dismissRefused(): void;
  leave(): Promise<void>;
}

/** Whether this browser can keep what it records. Encryption needs HTTPS. */
const canKeep = () => typeof indexedDB !== "undefined" && globalThis.crypto?.subtle !== undefined;

/** The state of a phone at a door, and its contact with the server. */
export function useDoor(): Door {
  const [phase, setPhase] = useState<Door["phase"]>("starting");
  const [held, setHeld] = useState<Held | null>(null);
  const [queue, setQueue] = useState<readonly DoorCheckIn[]>([]);
  const [isOnline, setOnline] = useState(true);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const heldNow = useRef<Held | null>(null);
  const running = useRef<Promise<void> | null>(null);
  const secret = useRef<string | null>(null);
  /** There is nothing more to ask about until another link is opened. */
  const isOver = useRef(false);

  const keep = useCallback(async (next: Held | null) => {
    heldNow.current = next;
    setHeld(next);
    await (next === null ? wipeHeld() : saveHeld(next));
  }, []);

  const end = useCallback(
    async (why: DoorEnd) => {
      await keep(null);
      setPhase(why);
    },
    [keep],
  );

  const contact = useCallback(async () => {
    if (isOver.current) return;
    if (secret.current !== null) {
      const opened = await openDoor(secret.current);
      if (opened.kind === "unreached") {
        setOnline(false);
        if (heldNow.current === null) setPhase("unreached");
        return;
      }
      secret.current = null;
      if (opened.kind === "gone") {
        isOver.current = true;
        await wipeQueue();
        setQueue([]);
        await end("revoked");
        return;
      }
    }
    for (;;) {
      const waiting = await loadQueue();
      const sent = Date.now();
      const reply = await syncDoor(heldNow.current, waiting);
      if (reply.kind === "unreached") {
        setOnline(false);
        const list = heldNow.current;
        if (list !== null && Date.now() + list.offsetMs >= list.closesAt) await end("ended");
        else if (list === null) setPhase((before) => (before === "starting" ? "unreached" : before));
        return;
      }
      setOnline(true);
      if (reply.kind === "gone") {
        const had = heldNow.current !== null;
        isOver.current = true;
        await wipeQueue();
        setQueue([]);
        await end(had ? "revoked" : "none");
        return;
      }
      const { value } = reply;
      // Another door's list has nothing in common with this one's.
      const list = heldNow.current;
      const base = list !== null && list.event.id === value.event.id ? list : null;
      if (list !== null && base === null && value.guests === null) {
        heldNow.current = null;
        continue;
      }
      await dequeue(value.results.map(({ id }) => id));
      const left = await loadQueue();
      const bad = value.results.filter(({ result }) => result === "refused");
      if (bad.length > 0) {
        const nameOf = (id: string) => {
          const action = waiting.find((one) => one.id === id);
          const guest = list === null || action === undefined ? null : findGuest(list, action.attendee_id);
          return guest?.name ?? "A guest who is not on the list";
        };
        setRefused((before) =>
          [...bad.map((one) => ({ ...one, name: nameOf(one.id) })), ...before].slice(0, 20),
        );
      }
      // Half the way there and back: what a slow network adds to the clock.
      const next = applyReply(base, value, (sent + Date.now()) / 2);
      setQueue(left);
      if (next === null) await end(value.closed ?? "ended");
      else {
        await keep(next);
        setPhase("open");
      }
      if (left.length === 0 || value.results.length === 0) return;
    }
  }, [end, keep]);

  const sync = useCallback(async () => {
    // One at a time. Who asks while one runs gets one more, so that what they recorded is sent.
    if (running.current !== null) await running.current;
    running.current ??= contact().finally(() => {
      running.current = null;
    });
    await running.current;
  }, [contact]);

  useEffect(() => {
    if (!canKeep()) {
      setPhase("unsupported");
      return;
    }
    const begin = async () => {
      const given = location.hash.slice(1);
      if (given !== "") {
        // The secret leaves the address before anything else can see it.
        history.replaceState(null, "", location.pathname);
        secret.current = given;
      }
      const list = await loadHeld();
      if (list !== null && Date.now() + list.offsetMs >= list.closesAt) await wipeHeld();
      else if (list !== null) {
        heldNow.current = list;
        setHeld(list);
        setPhase("open");
      }
      setQueue(await loadQueue());
      await sync();
    };
    void begin();
    const again = () => {
      if (document.visibilityState === "visible") void sync();
    };
    const opened = () => {
      // The link of another door, opened in the same tab.
      const given = location.hash.slice(1);
      if (given === "") return;
      isOver.current = false;
      history.replaceState(null, "", location.pathname);
      secret.current = given;
      void sync();
    };
    const lost = () => setOnline(false);
    const timer = setInterval(again, SYNC_EVERY_MS);
    addEventListener("online", again);
    addEventListener("offline", lost);
    addEventListener("hashchange", opened);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
      removeEventListener("offline", lost);
      removeEventListener("hashchange", opened);
      document.removeEventListener("visibilitychange", again);
    };
  }, [sync]);

  const record: Door["record"] = useCallback(
    async (action) => {
      const at = new Date(Date.now() + (heldNow.current?.offsetMs ?? 0));
      const made = { ...action, id: newId(at), at: at.toISOString() };
      await enqueue(made);
      setQueue((before) => [...before, made]);
      void sync();
      return made;
    },
    [sync],
  );

  const leave = useCallback(async () => {
    await sync();
    await leaveDoor();
    isOver.current = true;
    await wipeQueue();
    setQueue([]);
    await end("none");
  }, [end, sync]);

  return {
    phase,
    held,
    queue,
    isOnline,
    refused,
    record,
    sync,
    latest: useCallback(() => heldNow.current, []),
    leave,
    dismissRefused: useCallback(() => setRefused([]), []),
  };
}
