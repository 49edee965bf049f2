"use client";

import { Ban, CheckCircle2, Info, LogOut, TriangleAlert, Undo2, X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { clockTime } from "./clock-time";
import type { Guest, Held, Scanned } from "./door-state";

/** What came of the last thing that was done. */
export type Outcome =
  | { kind: "checked-in" | "checked-out"; guest: Guest; checkInId: string }
  | { kind: "already"; guest: Guest; since: number | null; checkInId: string | null }
  | { kind: "undone"; guest: Guest }
  | { kind: Exclude<Scanned["kind"], "guest" | "later"> };

const REFUSALS = {
  invalid: {
    title: "Not a valid ticket",
    words: "This code is not a ticket for this event. Look for the guest in the list.",
  },
  "other-event": {
    title: "Ticket for another event",
    words: "Ask for the ticket of this event, or look in the list.",
  },
  gone: {
    title: "Seat given back",
    words: "This ticket was valid, but its seat was canceled. Send them to the organizer.",
  },
} as const;

const TONES = {
  good: "border-pine bg-pine-soft text-pine",
  warn: "border-gold bg-gold-soft text-gold",
  bad: "border-ember bg-ember-soft text-ember",
} as const;
type Tone = keyof typeof TONES;

/** What needs no answer goes away by itself. */
const SHOWN_MS = 6_000;

interface ResultPanelProps {
  outcome: Outcome | null;
  held: Held;
  onUndo(guest: Guest, checkInId: string): Promise<void>;
  onOut(guest: Guest): Promise<void>;
  onClose(): void;
}

/** Says what happened in a colour, a sign and words, at the thumb's end of the screen. */
export function ResultPanel({ outcome, held, onUndo, onOut, onClose }: ResultPanelProps) {
  const isGood = outcome !== null && ["checked-in", "checked-out", "undone"].includes(outcome.kind);
  useEffect(() => {
    if (outcome === null || !isGood) return;
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome, isGood, onClose]);
  return (
    <div aria-live="assertive" className="sticky bottom-0 z-10 px-3 pb-3">
      {outcome !== null && <Panel {...panelOf(outcome, held, { onUndo, onOut })} onClose={onClose} />}
    </div>
  );
}

interface PanelProps {
  tone: Tone;
  icon: ReactNode;
  title: string;
  words: string;
  actions?: ReactNode;
}

function panelOf(
  outcome: Outcome,
  held: Held,
  { onUndo, onOut }: Pick<ResultPanelProps, "onUndo" | "onOut">,
): PanelProps {
  const undoButton = (guest: Guest, id: string) => (
    <Button kind="quiet" onClick={() => void onUndo(guest, id)} className="min-h-12 flex-1">
      <Undo2 aria-hidden size={18} /> Undo
    </Button>
  );
  switch (outcome.kind) {
    case "checked-in":
    case "checked-out": {
      const { guest, checkInId } = outcome;
      const isIn = outcome.kind === "checked-in";
      return {
        tone: "good",
        icon: isIn ? <CheckCircle2 /> : <LogOut />,
        title: guest.name,
        words: `${isIn ? "Checked in" : "Checked out"}${guest.group === null ? "" : ` · ${guest.group}`}`,
        actions: undoButton(guest, checkInId),
      };
    }
    case "already": {
      const { guest, since, checkInId } = outcome;
      return {
        tone: "warn",
        icon: <TriangleAlert />,
        title: guest.name,
        words: `Already checked in${since === null ? "" : ` at ${clockTime(since, held.event.time_zone)}`}. Someone may be using a copy of this ticket.`,
        actions: (
          <>
            <Button kind="quiet" onClick={() => void onOut(guest)} className="min-h-12 flex-1">
              <LogOut aria-hidden size={18} /> Check out
            </Button>
            {checkInId !== null && checkInId !== "" && undoButton(guest, checkInId)}
          </>
        ),
      };
    }
    case "undone":
      return { tone: "good", icon: <Undo2 />, title: outcome.guest.name, words: "Check-in undone" };
    default: {
      const { title, words } = REFUSALS[outcome.kind];
      return { tone: "bad", icon: outcome.kind === "gone" ? <Info /> : <Ban />, title, words };
    }
  }
}

function Panel({ tone, icon, title, words, actions, onClose }: PanelProps & { onClose: () => void }) {
  return (
    <div className={`rounded-2xl border-2 p-4 shadow-lg ${TONES[tone]}`}>
      <div className="flex items-start gap-3">
        <span aria-hidden className="mt-0.5 [&>svg]:size-8">
          {icon}
        </span>
        <div className="min-w-0 flex-1">
          <p className="text-xl leading-tight font-semibold wrap-anywhere">{title}</p>
          <p className="mt-0.5 text-ink">{words}</p>
        </div>
        <button
          type="button"
          onClick={onClose}
          aria-label="Close"
          className="-mt-1 -mr-1 flex size-11 shrink-0 cursor-pointer items-center justify-center rounded-lg text-ink"
        >
          <X aria-hidden size={22} />
        </button>
      </div>
      {actions !== undefined && <div className="mt-3 flex gap-2">{actions}</div>}
    </div>
  );
}
