"use client";

import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { DialogActions, DialogClose } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";

/** How a form in a dialog ends: it is sent, or left. */
export function DialogSubmit(props: ComponentProps<typeof SubmitButton>) {
  return (
    <DialogActions>
      <SubmitButton {...props} />
      <DialogClose>
        <Button type="button" kind="quiet">
          Cancel
        </Button>
      </DialogClose>
    </DialogActions>
  );
}
