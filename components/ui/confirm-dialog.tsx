"use client";

import { type ReactNode, useId, useState } from "react";
import type { ActionResult } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogClose } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Label } from "@/components/ui/field";
import { useAction } from "@/components/ui/use-action";

interface ConfirmDialogProps {
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The question: "Revoke this key?" */
  title: string;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  /** The deed: "Revoke key". */
  confirmLabel: string;
  pendingLabel: string;
  /** Leaves everything as it is; another word than "Cancel" where the deed is to cancel something. */
  dismissLabel?: string;
  /** What must be typed first, for what cannot be undone. */
  confirmWord?: string;
  kind?: "danger" | "primary";
  action: () => Promise<ActionResult>;
  onDone?: () => void;
}

/** Asks before something is done, shows that it is being done, and says why when it was not. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, description, open: asked, onOpenChange } = props;
  const [own, setOwn] = useState(false);
  const open = asked ?? own;
  const setOpen = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <Dialog trigger={trigger} title={title} description={description} open={open} onOpenChange={setOpen}>
      <Question {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

/** Its own component, so that what was typed or went wrong is forgotten when the dialog closes. */
function Question({
  confirmLabel,
  pendingLabel,
  dismissLabel = "Cancel",
  confirmWord,
  kind = "danger",
  action,
  onDone,
  close,
}: ConfirmDialogProps & { close: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const { run, pending, problem } = useAction(
    () => action(),
    () => {
      close();
      onDone?.();
    },
  );
  const ready = confirmWord === undefined || typed.trim() === confirmWord;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !pending) run(undefined);
      }}
    >
      <div className="space-y-4">
        {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
        {confirmWord !== undefined && (
          <div className="space-y-1.5">
            <Label htmlFor={id}>
              Type <code className="rounded bg-sunken px-1.5 py-0.5 font-mono">{confirmWord}</code> to go on
            </Label>
            <Input
              id={id}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </div>
        )}
      </div>
      <DialogActions>
        <Button type="submit" kind={kind} aria-disabled={!ready || pending}>
          {pending ? pendingLabel : confirmLabel}
        </Button>
        <DialogClose>
          <Button type="button" kind="quiet">
            {dismissLabel}
          </Button>
        </DialogClose>
      </DialogActions>
    </form>
  );
}
