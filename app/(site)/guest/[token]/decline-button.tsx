"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/error-notice";
import { decline } from "./actions";

/** Leaves the guest list for good. */
export function DeclineButton({ token }: { token: string }) {
  const [gone, setGone] = useState(false);
  if (gone) return <Notice tone="pine">You are off the guest list, and your data is deleted.</Notice>;
  return (
    <ConfirmDialog
      trigger={<Button kind="quiet">Leave the guest list</Button>}
      title="Leave the guest list?"
      description="Your name, your email and your answers are deleted. Your link stops working. This cannot be undone."
      confirmLabel="Leave and delete"
      pendingLabel="Leaving…"
      action={() => decline({ token })}
      onDone={() => setGone(true)}
    />
  );
}
