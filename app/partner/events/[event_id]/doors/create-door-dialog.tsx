"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SecretReveal } from "@/components/ui/secret-reveal";
import { useAction } from "@/components/ui/use-action";
import type { CreatedDoor } from "@/lib/events/check-in/schemas";
import { createDoor } from "./actions";

/** Makes a door, and shows its link once. */
export function CreateDoorDialog({ eventId }: { eventId: string }) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<CreatedDoor | null>(null);
  const router = useRouter();
  const change = (next: boolean) => {
    setOpen(next);
    // Forgotten by the page the moment the dialog closes.
    if (!next) setMade(null);
  };
  return (
    <Dialog
      trigger={
        <Button size="small">
          <Plus aria-hidden size={16} /> Add door
        </Button>
      }
      title={made === null ? "Add a door" : `“${made.door.name}” is ready`}
      description={
        made === null
          ? "Each door gets a link for the phones of the people who work there."
          : "Scan this code with the phone that works at this door. Several phones can use the same link."
      }
      open={open}
      onOpenChange={change}
      dismissible={made === null}
    >
      {made === null ? (
        <CreateForm
          eventId={eventId}
          onMade={(door) => {
            setMade(door);
            router.refresh();
          }}
        />
      ) : (
        <DoorLink made={made} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}

function CreateForm({ eventId, onMade }: { eventId: string; onMade: (made: CreatedDoor) => void }) {
  const { run, pending, problem, errorOf } = useAction(createDoor, onMade);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (!pending) run({ event_id: eventId, name: String(form.get("name") ?? "") });
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Name" hint="What people call it, such as Main entrance." error={errorOf("name")}>
        {(control) => <Input {...control} name="name" maxLength={60} autoComplete="off" />}
      </FormField>
      <DialogSubmit pending={pending} pendingLabel="Adding…">
        Add door
      </DialogSubmit>
    </form>
  );
}

function DoorLink({ made, onDone }: { made: CreatedDoor; onDone: () => void }) {
  return (
    <div className="space-y-5">
      {/* biome-ignore lint/performance/noImgElement: a picture made for this one door, within the page itself */}
      <img
        alt={`QR code of the link for ${made.door.name}`}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(made.svg)}`}
        width={256}
        height={256}
        className="mx-auto w-full max-w-64 rounded-xl bg-white"
      />
      <SecretReveal
        label="Door link"
        secret={made.link}
        note="Anyone with this link can check guests in and see their names. It is shown only now. If you lose it, add another door."
      />
      <DialogActions>
        <Button onClick={onDone}>Done</Button>
      </DialogActions>
    </div>
  );
}
