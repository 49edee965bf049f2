"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { createAttendee, updateAttendee } from "@/app/partner/events/actions";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { Attendee } from "@/lib/events/events/schemas";

type Known = Pick<Attendee, "id" | "name" | "email" | "group" | "seeks">;

/** Adds one person by hand. */
export function AddAttendee({ eventId, size = "small" }: { eventId: string; size?: "small" | "normal" }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size={size}>
          <UserPlus aria-hidden size={16} /> Add attendee
        </Button>
      }
      title="Add an attendee"
      description="A name, an email or an ID of yours is enough."
      open={open}
      onOpenChange={setOpen}
    >
      <AttendeeForm eventId={eventId} attendee={null} close={() => setOpen(false)} />
    </Dialog>
  );
}

interface EditAttendeeProps {
  eventId: string;
  attendee: Known;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Changes what the organizer says of a person. */
export function EditAttendee({ eventId, attendee, open, onOpenChange }: EditAttendeeProps) {
  return (
    <Dialog title="Edit attendee" open={open} onOpenChange={onOpenChange}>
      <AttendeeForm eventId={eventId} attendee={attendee} close={() => onOpenChange(false)} />
    </Dialog>
  );
}

/** Groups as people type them in one line. */
const groupsOf = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((label) => label.trim())
    .filter((label) => label !== "");

const orNull = (text: string) => (text.trim() === "" ? null : text);

interface AttendeeFormProps {
  eventId: string;
  attendee: Known | null;
  close: () => void;
}

/** Its own component, so that what was typed is forgotten when the dialog closes. */
function AttendeeForm({ eventId, attendee, close }: AttendeeFormProps) {
  const router = useRouter();
  const [name, setName] = useState(attendee?.name ?? "");
  const [email, setEmail] = useState(attendee?.email ?? "");
  const [ownId, setOwnId] = useState("");
  const [group, setGroup] = useState(attendee?.group ?? "");
  const [seeks, setSeeks] = useState(attendee?.seeks?.join(", ") ?? "");
  const { run, pending, problem, errorOf } = useAction(
    () => {
      const listed = groupsOf(seeks);
      const said = {
        name: orNull(name),
        email: orNull(email),
        group: orNull(group),
        seeks: listed.length === 0 ? null : listed,
      };
      return attendee === null
        ? createAttendee({ event_id: eventId, attendee: { ...said, external_id: orNull(ownId) } })
        : updateAttendee({ event_id: eventId, attendee_id: attendee.id, changes: said });
    },
    () => {
      close();
      toast(attendee === null ? "Attendee added" : "Attendee saved");
      router.refresh();
    },
  );
  const wrong = (field: string) =>
    ["", "attendee.", "attendees[0].", "changes."].map((base) => errorOf(base + field)).find(Boolean) ??
    problem?.errors.find(({ path }) => path.includes(`${field}[`))?.message;
  const placed = ["name", "email", "external_id", "group", "seeks"].some(
    (field) => wrong(field) !== undefined,
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run(undefined);
      }}
    >
      <div className="space-y-5">
        {problem !== null && !placed && (
          <ErrorNotice>{problem.errors[0]?.message ?? problem.detail}</ErrorNotice>
        )}
        <FormField label="Name" optional error={wrong("name")}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={120}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </FormField>
        <FormField label="Email" optional error={wrong("email")}>
          {(control) => (
            <Input
              {...control}
              type="email"
              value={email}
              maxLength={254}
              autoComplete="off"
              onChange={({ target }) => setEmail(target.value)}
            />
          )}
        </FormField>
        {attendee === null && (
          <FormField
            label="Your ID"
            optional
            hint="A number or code of yours, once in each event."
            error={wrong("external_id")}
          >
            {(control) => (
              <Input
                {...control}
                value={ownId}
                maxLength={200}
                autoComplete="off"
                onChange={({ target }) => setOwnId(target.value)}
              />
            )}
          </FormField>
        )}
        <div className="grid gap-5 sm:grid-cols-2">
          <FormField label="Group" optional hint="A label of your choosing." error={wrong("group")}>
            {(control) => (
              <Input
                {...control}
                value={group}
                maxLength={50}
                autoComplete="off"
                onChange={({ target }) => setGroup(target.value)}
              />
            )}
          </FormField>
          <FormField
            label="Wants to meet"
            optional
            hint="Groups, separated by commas. Empty means everyone."
            error={wrong("seeks")}
          >
            {(control) => (
              <Input
                {...control}
                value={seeks}
                autoComplete="off"
                onChange={({ target }) => setSeeks(target.value)}
              />
            )}
          </FormField>
        </div>
      </div>
      <DialogSubmit pending={pending} pendingLabel="Saving…">
        {attendee === null ? "Add attendee" : "Save changes"}
      </DialogSubmit>
    </form>
  );
}
