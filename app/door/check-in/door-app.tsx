"use client";

import { CloudOff, DoorOpen, ListChecks, ScanLine, Wifi } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DoorCheckIn } from "@/lib/events/check-in/schemas";
import { DoorEnded } from "./door-ended";
import { DoorFooter } from "./door-footer";
import { countsOf, type Guest, type Held, judgeCode, standingOf } from "./door-state";
import { GuestList } from "./guest-list";
import { keepOffline } from "./keep-offline";
import { RefusedList } from "./refused-list";
import { type Outcome, ResultPanel } from "./result-panel";
import { Scanner } from "./scanner";
import { type Door, useDoor } from "./use-door";
import { verifySignature } from "./verify-signature";

/** The whole of what a phone at a door shows. */
export function DoorApp() {
  const door = useDoor();
  useEffect(() => {
    void keepOffline().catch(() => undefined);
  }, []);
  if (door.phase === "starting") {
    return (
      <main id="content" className="m-auto p-6 text-center text-lg text-muted" aria-live="polite">
        Loading the guest list…
      </main>
    );
  }
  if (door.phase !== "open" || door.held === null) {
    return <DoorEnded why={door.phase === "open" ? "none" : door.phase} onRetry={door.session.sync} />;
  }
  return <OpenDoor door={door} held={door.held} />;
}

type View = "list" | "scan";

function OpenDoor({ door, held }: { door: Door; held: Held }) {
  const { queue, session } = door;
  const [view, setView] = useState<View>("list");
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const counts = countsOf(held, queue);
  const busy = useRef(new Set<string>());

  const act = async (
    guest: Guest,
    kind: "in" | "out",
    method: DoorCheckIn["method"],
    ticket: string | null = null,
  ) => {
    // A second tap comes before the first one is written down.
    if (busy.current.has(guest.id)) return;
    const before = standingOf(held, queue, guest.id);
    if (kind === "in" && before.state === "in") {
      setOutcome({ kind: "already", guest, since: before.since, checkInId: before.lastId });
      return;
    }
    busy.current.add(guest.id);
    const made = await session
      .record({ attendee_id: guest.id, kind, method, undoes: null, ticket })
      .finally(() => busy.current.delete(guest.id));
    navigator.vibrate?.(kind === "in" ? 60 : 30);
    setOutcome({ kind: kind === "in" ? "checked-in" : "checked-out", guest, checkInId: made.id });
  };

  const undo = async (guest: Guest, checkInId: string) => {
    await session.record({
      attendee_id: guest.id,
      kind: "undone",
      method: "list",
      undoes: checkInId,
      ticket: null,
    });
    setOutcome({ kind: "undone", guest });
  };

  const scan = async (text: string) => {
    let scanned = await judgeCode(held, text, verifySignature);
    if (door.isOnline && (scanned.kind === "later" || scanned.kind === "gone")) {
      // The list may have changed since the last contact.
      await session.sync();
      scanned = await judgeCode(session.read().held ?? held, text, verifySignature);
    }
    if (scanned.kind === "guest") return act(scanned.guest, "in", "scan", text);
    if (scanned.kind === "later") {
      const { attendeeId } = scanned;
      const guest = { id: attendeeId, name: "New guest", group: null, number: "" };
      return act(guest, "in", "scan", text);
    }
    navigator.vibrate?.([80, 60, 80]);
    setOutcome({ kind: scanned.kind });
  };

  return (
    <main id="content" className="mx-auto flex w-full max-w-2xl flex-1 flex-col">
      <header className="sticky top-0 z-10 space-y-3 border-b border-line bg-paper px-4 pt-3 pb-3">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <h1 className="truncate text-lg font-semibold">{held.event.name}</h1>
            <p className="flex items-center gap-1.5 text-sm text-muted">
              <DoorOpen aria-hidden size={15} className="shrink-0" />
              <span className="truncate">{held.door.name}</span>
            </p>
          </div>
          <p className="shrink-0 text-right leading-tight">
            <span className="block text-3xl font-semibold tabular-nums" data-testid="present">
              {counts.present}
            </span>
            <span className="text-sm text-muted tabular-nums">of {counts.expected} here</span>
          </p>
        </div>
        <div className="flex items-center justify-between gap-3">
          <Contact isOnline={door.isOnline} waiting={queue.length} />
          {counts.attended !== counts.present && (
            <p className="text-sm text-muted tabular-nums">{counts.attended} came in all</p>
          )}
        </div>
        <div className="grid grid-cols-2 gap-2">
          <ViewButton
            isOn={view === "list"}
            onClick={() => setView("list")}
            icon={<ListChecks aria-hidden size={20} />}
          >
            List
          </ViewButton>
          <ViewButton
            isOn={view === "scan"}
            onClick={() => setView("scan")}
            icon={<ScanLine aria-hidden size={20} />}
          >
            Scan
          </ViewButton>
        </div>
      </header>
      <RefusedList refused={door.refused} onDismiss={session.dismissRefused} />
      {view === "list" ? (
        <GuestList held={held} queue={queue} onAct={act} onUndo={undo} />
      ) : (
        <Scanner onCode={scan} />
      )}
      <DoorFooter held={held} waiting={queue.length} isOnline={door.isOnline} onLeave={session.leave} />
      <ResultPanel
        outcome={outcome}
        held={held}
        onUndo={undo}
        onOut={(guest) => act(guest, "out", "list")}
        onClose={() => setOutcome(null)}
      />
    </main>
  );
}

function Contact({ isOnline, waiting }: { isOnline: boolean; waiting: number }) {
  const Icon = isOnline ? Wifi : CloudOff;
  const words = isOnline ? (waiting === 0 ? "Online" : "Sending") : "No network";
  return (
    <p
      role="status"
      className={`inline-flex items-center gap-2 rounded-md px-2.5 py-1 text-sm font-medium ${
        isOnline ? "bg-pine-soft text-pine" : "bg-gold-soft text-gold"
      }`}
    >
      <Icon aria-hidden size={16} />
      {words}
      {waiting > 0 && <span className="tabular-nums">· {waiting} to send</span>}
    </p>
  );
}

interface ViewButtonProps {
  isOn: boolean;
  onClick: () => void;
  icon: ReactNode;
  children: string;
}

function ViewButton({ isOn, onClick, icon, children }: ViewButtonProps) {
  return (
    <Button
      type="button"
      kind={isOn ? "primary" : "quiet"}
      aria-pressed={isOn}
      onClick={onClick}
      className="min-h-12 text-base"
    >
      {icon}
      {children}
    </Button>
  );
}
