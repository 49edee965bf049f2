"use client";

import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PlanForm } from "./plan-form";
import { ReplanForm } from "./replan-form";

/** Plans all rounds anew. */
export function NewPlan(props: Omit<ComponentProps<typeof PlanForm>, "inDialog" | "close">) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button kind="quiet" size="small">
          New plan
        </Button>
      }
      title="Plan the rounds again"
      description="Replaces the present plan, also rounds that were played. Cards that you printed no longer hold."
      size="wide"
      open={isOpen}
      onOpenChange={setOpen}
    >
      <PlanForm {...props} inDialog close={() => setOpen(false)} />
    </Dialog>
  );
}

/** Plans on for those who are there. */
export function Replan(props: Omit<ComponentProps<typeof ReplanForm>, "close">) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button kind="primary" size="small">
          Re-plan for no-shows
        </Button>
      }
      title="Re-plan for those who are here"
      description={
        props.isPairs
          ? "Rounds you have played stay as they are. The others change for as few guests as possible."
          : "Tables are planned again without those who are absent."
      }
      size="wide"
      open={isOpen}
      onOpenChange={setOpen}
    >
      <ReplanForm {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}
