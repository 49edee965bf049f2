"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { cancelEvent } from "@/app/partner/events/actions";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface CancelButtonProps {
  eventId: string;
  name: string;
  isDraft: boolean;
}

/** Cancels an event for good, with a reason for its guests. */
export function CancelButton({ eventId, name, isDraft }: CancelButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={<Button kind="quiet">Cancel event…</Button>}
      title={`Cancel “${name}”?`}
      description={
        isDraft
          ? "The draft moves to your past events and cannot be brought back."
          : "Its page says that it was cancelled, and nothing about it changes any more. This cannot be undone."
      }
      open={open}
      onOpenChange={setOpen}
    >
      <CancelForm eventId={eventId} close={() => setOpen(false)} />
    </Dialog>
  );
}

function CancelForm({ eventId, close }: { eventId: string; close: () => void }) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { run, pending, problem, errorOf } = useAction(cancelEvent, () => {
    close();
    toast("Event cancelled");
    router.refresh();
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const line = reason.replaceAll(/\s+/g, " ").trim();
        if (!pending) run({ event_id: eventId, reason: line === "" ? null : line });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Reason" optional hint="Guests can read it." error={errorOf("reason")}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={300}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </FormField>
      <DialogActions>
        <SubmitButton kind="danger" pending={pending} pendingLabel="Cancelling…">
          Cancel event
        </SubmitButton>
        <DialogClose>
          <Button type="button" kind="quiet">
            Keep event
          </Button>
        </DialogClose>
      </DialogActions>
    </form>
  );
}
