"use client";

import { Check, LogOut, Search, Undo2, UserRoundX } from "lucide-react";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import type { DoorCheckIn } from "@/lib/events/check-in/schemas";
import { spellNumber, typedNumber } from "@/lib/events/check-in/ticket-format";
import { clockTime } from "./clock-time";
import { type Guest, type Held, searchGuests, standingOf } from "./door-state";

/** A phone draws these at once. Who is further down is found by typing. */
const SHOWN = 100;

interface GuestListProps {
  held: Held;
  queue: readonly DoorCheckIn[];
  onAct(guest: Guest, kind: "in" | "out", method: DoorCheckIn["method"]): Promise<void>;
  onUndo(guest: Guest, checkInId: string): Promise<void>;
}

export function GuestList({ held, queue, onAct, onUndo }: GuestListProps) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text);
  const found = useMemo(() => searchGuests(held, wanted), [held, wanted]);
  const isNumber = typedNumber(wanted) !== null && found.length === 1;
  return (
    <section aria-label="Guests" className="flex-1 px-4 pt-4">
      <div className="relative">
        <Search
          aria-hidden
          size={20}
          className="pointer-events-none absolute top-1/2 left-3.5 -translate-y-1/2 text-muted"
        />
        <Input
          type="search"
          aria-label="Find a guest by name or ticket number"
          placeholder="Name or ticket number"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          className="min-h-13 pl-11 text-lg"
        />
      </div>
      <ul className="mt-3 divide-y divide-line">
        {found.slice(0, SHOWN).map((guest) => (
          <GuestRow
            key={guest.id}
            guest={guest}
            standing={standingOf(held, queue, guest.id)}
            zone={held.event.time_zone}
            onIn={() => void onAct(guest, "in", isNumber ? "number" : "list")}
            onOut={() => void onAct(guest, "out", "list")}
            onUndo={(id) => void onUndo(guest, id)}
          />
        ))}
      </ul>
      {found.length > SHOWN && (
        <p className="py-4 text-center text-muted">
          {(found.length - SHOWN).toLocaleString("en")} more. Type a name to find them.
        </p>
      )}
      {found.length === 0 && (
        <p className="flex items-center justify-center gap-2 py-12 text-center text-lg text-muted">
          <UserRoundX aria-hidden size={22} />
          {held.guests.length === 0 ? "No guests yet" : "No guest with this name or number"}
        </p>
      )}
    </section>
  );
}

interface GuestRowProps {
  guest: Guest;
  standing: ReturnType<typeof standingOf>;
  zone: string;
  onIn(): void;
  onOut(): void;
  onUndo(checkInId: string): void;
}

function GuestRow({ guest, standing, zone, onIn, onOut, onUndo }: GuestRowProps) {
  const { state, since, lastId } = standing;
  return (
    <li className="flex min-h-16 flex-wrap items-center justify-between gap-x-3 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-40">
        <p className="text-lg leading-snug font-medium wrap-anywhere">{guest.name}</p>
        <p className="text-sm text-muted">
          {guest.group !== null && <span>{guest.group} · </span>}
          <span className="font-mono">{spellNumber(guest.number)}</span>
        </p>
      </div>
      {state === "in" ? (
        <div className="flex items-center gap-1">
          <p className="mr-1 flex items-center gap-1.5 rounded-md bg-pine-soft px-2.5 py-1.5 font-medium text-pine">
            <Check aria-hidden size={18} />
            In {since === null ? "" : clockTime(since, zone)}
          </p>
          {lastId !== null && lastId !== "" && (
            <IconButton label={`Undo the check-in of ${guest.name}`} onClick={() => onUndo(lastId)}>
              <Undo2 aria-hidden size={20} />
            </IconButton>
          )}
          <IconButton label={`Check ${guest.name} out`} onClick={onOut}>
            <LogOut aria-hidden size={20} />
          </IconButton>
        </div>
      ) : (
        <div className="flex items-center gap-2">
          {state === "out" && since !== null && (
            <p className="text-sm text-muted">Left {clockTime(since, zone)}</p>
          )}
          <Button
            onClick={onIn}
            aria-label={`Check ${guest.name} in`}
            className="min-h-12 min-w-28 text-base"
          >
            Check in
          </Button>
        </div>
      )}
    </li>
  );
}

/** As large as a thumb. */
function IconButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="inline-flex size-12 shrink-0 cursor-pointer items-center justify-center rounded-lg text-muted hover:bg-sunken hover:text-ink"
    >
      {children}
    </button>
  );
}
