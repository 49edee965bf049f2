"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

type SubmitButtonProps = Omit<ComponentProps<typeof Button>, "type"> & {
  pendingLabel: string;
  /** Where the form is not sent by its own action. */
  pending?: boolean;
};

/** Sends the form once: while it is being sent, it says so and a second press does nothing. */
export function SubmitButton({ pendingLabel, pending = false, children, ...props }: SubmitButtonProps) {
  const status = useFormStatus();
  const sending = pending || status.pending;
  return (
    <Button
      type="submit"
      aria-disabled={sending}
      onClick={(event) => {
        if (sending) event.preventDefault();
      }}
      {...props}
    >
      {sending ? pendingLabel : children}
    </Button>
  );
}
