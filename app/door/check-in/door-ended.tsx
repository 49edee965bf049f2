"use client";

import { CalendarX2, DoorClosed, LinkIcon, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { DoorEnd } from "./door-session";

const ENDS: Record<DoorEnd, { icon: ReactNode; title: string; words: string; retry?: true }> = {
  none: {
    icon: <LinkIcon />,
    title: "Open your door link",
    words:
      "This phone has no door yet. Open the link that the organizer made, or scan its code with your camera.",
  },
  revoked: {
    icon: <DoorClosed />,
    title: "This door link no longer works",
    words:
      "The organizer revoked it, or it was never valid. The guest list was removed from this phone. Ask for a new link.",
  },
  ended: {
    icon: <DoorClosed />,
    title: "The door is closed",
    words: "The event is over. Your check-ins are kept, and the guest list was removed from this phone.",
  },
  cancelled: {
    icon: <CalendarX2 />,
    title: "The event was canceled",
    words: "No one is checked in any more. The guest list was removed from this phone.",
  },
  unpublished: {
    icon: <DoorClosed />,
    title: "The event isn’t published yet",
    words: "The guest list appears here by itself once the organizer publishes the event.",
    retry: true,
  },
  suspended: {
    icon: <DoorClosed />,
    title: "This door is not available now",
    words:
      "The organizer’s account is suspended. The guest list was removed from this phone, and check-ins that were not sent yet are kept on it.",
    retry: true,
  },
  unreached: {
    icon: <Unplug />,
    title: "No network",
    words:
      "Connect this phone once, so that it can load the guest list. After that it works without network.",
    retry: true,
  },
  unsupported: {
    icon: <Unplug />,
    title: "This browser can’t keep a guest list",
    words: "Open the link in a current version of Chrome, Safari or Firefox, not in a private window.",
  },
};

/** Why there is no list on this phone, and what to do. */
export function DoorEnded({ why, onRetry }: { why: DoorEnd; onRetry: () => Promise<void> }) {
  const { icon, title, words, retry } = ENDS[why];
  return (
    <main id="content" className="m-auto flex max-w-md flex-col items-center gap-4 p-6 text-center">
      <span
        aria-hidden
        className="flex size-16 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-8"
      >
        {icon}
      </span>
      <h1 className="text-2xl font-semibold text-balance">{title}</h1>
      <p className="text-lg text-pretty text-muted">{words}</p>
      {retry === true && (
        <Button onClick={() => void onRetry()} className="min-h-12">
          Try again
        </Button>
      )}
    </main>
  );
}
