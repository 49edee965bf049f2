"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { deleteAttendee } from "@/app/partner/events/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import type { Attendee } from "@/lib/events/events/schemas";
import { EditAttendee } from "./attendee-dialog";

interface AttendeeMenuProps {
  eventId: string;
  attendee: Attendee;
  /** Nothing changes once an event is over, but a person can always be removed. */
  mayChange: boolean;
}

/** What can be done with a person whom the organizer brought. */
export function AttendeeMenu({ eventId, attendee, mayChange }: AttendeeMenuProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<"edit" | "remove" | null>(null);
  const name = attendee.name ?? attendee.email ?? attendee.external_id;
  const openOf = (dialog: "edit" | "remove") => ({
    open: asked === dialog,
    onOpenChange: (open: boolean) => setAsked(open ? dialog : null),
  });
  return (
    <>
      <DropdownMenu
        trigger={
          <Button kind="bare" size="icon" aria-label={`Actions for ${name}`}>
            <Ellipsis aria-hidden size={18} />
          </Button>
        }
      >
        {mayChange && (
          <MenuItem icon={<Pencil />} onSelect={() => setAsked("edit")}>
            Edit
          </MenuItem>
        )}
        {mayChange && <MenuSeparator />}
        <MenuItem icon={<Trash2 />} tone="ember" onSelect={() => setAsked("remove")}>
          Remove
        </MenuItem>
      </DropdownMenu>
      <EditAttendee eventId={eventId} attendee={attendee} {...openOf("edit")} />
      <ConfirmDialog
        {...openOf("remove")}
        title={`Remove ${name}?`}
        description="Everything that is kept about this person for this event is deleted. This cannot be undone."
        confirmLabel="Remove attendee"
        pendingLabel="Removing…"
        action={() => deleteAttendee({ event_id: eventId, attendee_id: attendee.id })}
        onDone={() => {
          toast("Attendee removed");
          router.refresh();
        }}
      />
    </>
  );
}
