"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { clockTime } from "./clock-time";
import type { Held } from "./door-state";

interface DoorFooterProps {
  held: Held;
  waiting: number;
  isOnline: boolean;
  onLeave(): Promise<void>;
}

/** How old the list is, and the way out. */
export function DoorFooter({ held, waiting, isOnline, onLeave }: DoorFooterProps) {
  const [isAsked, setAsked] = useState(false);
  const mayLeave = isOnline && waiting === 0;
  return (
    <footer className="space-y-2 px-4 py-5 text-sm text-muted">
      <p>
        Guest list of {clockTime(held.loadedAt, held.event.time_zone)}. It refreshes by itself while there is
        network, and closes at {clockTime(held.closesAt, held.event.time_zone)}.
      </p>
      {isAsked ? (
        <div className="space-y-2">
          <p className="text-ink">
            {mayLeave
              ? "This removes the guest list from this phone. You need the link to come back."
              : "Wait until there is network and everything is sent."}
          </p>
          <div className="flex gap-2">
            <Button
              kind="danger"
              size="small"
              disabled={!mayLeave}
              onClick={() => void onLeave()}
              className="min-h-11"
            >
              Leave
            </Button>
            <Button kind="quiet" size="small" onClick={() => setAsked(false)} className="min-h-11">
              Stay
            </Button>
          </div>
        </div>
      ) : (
        <button type="button" onClick={() => setAsked(true)} className="min-h-11 cursor-pointer underline">
          Leave this door
        </button>
      )}
    </footer>
  );
}
