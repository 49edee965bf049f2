"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { ConfirmYourself } from "@/app/admin/confirm-yourself";
import type { ActionResult } from "@/components/ui/action-result";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface ReasonDialogProps {
  trigger: ReactNode;
  title: string;
  description: ReactNode;
  /** What the reason is for, and who will read it. */
  hint: string;
  confirmLabel: string;
  pendingLabel: string;
  kind?: "danger" | "primary";
  /** What is sent besides the reason. */
  input: Readonly<Record<string, string>>;
  action: (input: Record<string, string>) => Promise<ActionResult>;
  /** What is told afterwards, with the page made anew… */
  done?: string;
  /** …or where a full load leads. */
  leadsTo?: string;
}

/** Asks why before something is done to somebody; the reason goes into the audit log. */
export function ReasonDialog(props: ReasonDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={props.trigger}
      title={props.title}
      description={props.description}
      open={open}
      onOpenChange={setOpen}
    >
      <ReasonForm {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

/** Its own component, so that what was typed or went wrong is forgotten when the dialog closes. */
function ReasonForm({
  hint,
  confirmLabel,
  pendingLabel,
  kind = "danger",
  input,
  action,
  done,
  leadsTo,
  close,
}: ReasonDialogProps & { close: () => void }) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { run, pending, problem, errorOf } = useAction(action, () => {
    if (leadsTo !== undefined) {
      // A full load: nothing that was fetched as somebody else may stay in the browser's memory.
      location.assign(leadsTo);
      return;
    }
    close();
    if (done !== undefined) toast(done);
    router.refresh();
  });
  const wrong = errorOf("reason");
  const unconfirmed = problem?.code === "confirm_yourself";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run({ ...input, reason });
      }}
      className="space-y-4"
    >
      {unconfirmed && <ConfirmYourself onConfirmed={() => run({ ...input, reason })} />}
      {problem !== null && !unconfirmed && wrong === undefined && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Reason" hint={hint} error={wrong}>
        {(control) => (
          <Textarea
            {...control}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            required
          />
        )}
      </FormField>
      <DialogSubmit kind={kind} pending={pending} pendingLabel={pendingLabel}>
        {confirmLabel}
      </DialogSubmit>
    </form>
  );
}
