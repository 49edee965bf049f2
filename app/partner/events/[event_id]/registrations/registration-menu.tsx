"use client";

import { Armchair, Ban, Check, Ellipsis, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { ActionResult } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import type { Registration } from "@/lib/events/registrations/schemas";
import {
  approveRegistration,
  declineRegistration,
  promoteRegistration,
  releaseRegistration,
} from "./actions";

type Choice = "approve" | "promote" | "release" | "decline";

const CHOICES: Record<Registration["status"], readonly Choice[]> = {
  requested: ["approve", "decline"],
  waiting: ["promote", "decline"],
  offered: ["promote", "release", "decline"],
  registered: ["release", "decline"],
  confirmed: ["release", "decline"],
  declined: ["approve"],
  cancelled: [],
  released: [],
};

interface RegistrationMenuProps {
  registration: Pick<Registration, "id" | "event_id" | "name" | "status">;
  /** Seats that a person out of line could have now. */
  free: number;
  capacity: number;
  /** People who wait together with this one, themselves included. */
  party: number;
}

interface Question {
  item: string;
  icon: ReactNode;
  danger: boolean;
  title: string;
  description: string;
  confirmLabel: string;
  pendingLabel: string;
  done: string;
  action: () => Promise<ActionResult>;
}

/** What an organizer can decide about a person who registered, each asked once more. */
export function RegistrationMenu({ registration, free, capacity, party }: RegistrationMenuProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<Choice | null>(null);
  const { name, status } = registration;
  const path = { event_id: registration.event_id, registration_id: registration.id };
  const choices = CHOICES[status];
  const missing = status === "waiting" ? Math.max(0, party - free) : 0;
  const questions: Record<Choice, Question> = {
    approve: {
      item: "Approve",
      icon: <Check />,
      danger: false,
      title: `Approve ${name}?`,
      description: "They get a seat if one is free. Otherwise they join the end of the line. We email them.",
      confirmLabel: "Approve",
      pendingLabel: "Approving…",
      done: `${name} is approved`,
      action: () => approveRegistration(path),
    },
    promote: {
      item: "Give a seat",
      icon: <Armchair />,
      danger: false,
      title: party > 1 ? `Give ${name} and friends ${party} seats?` : `Give ${name} a seat?`,
      description: promoteText({ status, missing, capacity }),
      confirmLabel:
        missing > 0 ? `Add ${missing === 1 ? "a seat" : `${missing} seats`} and give` : "Give a seat",
      pendingLabel: "Giving…",
      done: `${name} has a seat`,
      action: () => promoteRegistration({ ...path, add_seats: missing > 0 }),
    },
    release: {
      item: "Release seat",
      icon: <Undo2 />,
      danger: true,
      title: `Release ${name}’s seat?`,
      description: "The seat is offered to the next in line. We email them, and they can register again.",
      confirmLabel: "Release seat",
      pendingLabel: "Releasing…",
      done: "Seat released",
      action: () => releaseRegistration(path),
    },
    decline: {
      item: "Decline",
      icon: <Ban />,
      danger: true,
      title: `Decline ${name}?`,
      description:
        "They lose any seat or place in line and can’t register for this event again. We email them.",
      confirmLabel: "Decline",
      pendingLabel: "Declining…",
      done: `${name} is declined`,
      action: () => declineRegistration(path),
    },
  };
  if (choices.length === 0) return null;
  return (
    <>
      <DropdownMenu
        trigger={
          <Button kind="bare" size="icon" aria-label={`Actions for ${name}`}>
            <Ellipsis aria-hidden size={18} />
          </Button>
        }
      >
        {choices.map((choice) => {
          const { item, icon, danger } = questions[choice];
          return (
            <MenuItem
              key={choice}
              icon={icon}
              {...(danger ? { tone: "ember" as const } : {})}
              onSelect={() => setAsked(choice)}
            >
              {item}
            </MenuItem>
          );
        })}
      </DropdownMenu>
      {choices.map((choice) => {
        const { title, description, confirmLabel, pendingLabel, danger, done, action } = questions[choice];
        return (
          <ConfirmDialog
            key={choice}
            open={asked === choice}
            onOpenChange={(open) => setAsked(open ? choice : null)}
            title={title}
            description={description}
            confirmLabel={confirmLabel}
            pendingLabel={pendingLabel}
            kind={danger ? "danger" : "primary"}
            action={action}
            onDone={() => {
              toast(done);
              router.refresh();
            }}
          />
        );
      })}
    </>
  );
}

function promoteText({
  status,
  missing,
  capacity,
}: {
  status: Registration["status"];
  missing: number;
  capacity: number;
}): string {
  if (status === "offered")
    return "The seat that is held for them is theirs, without their answer. We email them.";
  if (missing === 0) return "They pass everyone ahead of them in line. We email them.";
  return `No seat is free for them, so the capacity goes from ${capacity} to ${capacity + missing}. They pass everyone ahead of them in line. We email them.`;
}
