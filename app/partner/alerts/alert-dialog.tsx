"use client";

import { Pencil, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { addAlert, changeAlert } from "@/app/partner/alerts/actions";
import { AlertForm, type AlertSettings } from "@/app/partner/alerts/alert-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { UsageNow } from "@/lib/partners/alerts/read-usage-now";
import type { Alert } from "@/lib/partners/alerts/schemas";
import type { SuggestedAlert } from "@/lib/partners/alerts/suggested-alerts";

interface AlertDialogProps {
  /** The one to change; a new one where it is left out. */
  alert?: Alert;
  usage: UsageNow;
  suggestions?: readonly SuggestedAlert[];
  /** Who is told first. */
  email?: string;
}

/** Makes or changes an alert. */
export function AlertDialog({ alert, ...props }: AlertDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        alert === undefined ? (
          <Button type="button">
            <Plus aria-hidden size={18} className="-ml-1" /> New alert
          </Button>
        ) : (
          <Button type="button" kind="quiet" size="small" aria-label={`Edit ${alert.name}`}>
            <Pencil aria-hidden size={15} className="-ml-0.5" /> Edit
          </Button>
        )
      }
      title={alert === undefined ? "New alert" : `Edit “${alert.name}”`}
      description={
        alert === undefined
          ? "Live calls only: test calls are never counted."
          : "What it measures stays, because its history is told in it."
      }
    >
      <Settings alert={alert} {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

/** Its own component, so that what was typed is forgotten when the dialog closes. */
function Settings({ alert, usage, suggestions, email, close }: AlertDialogProps & { close: () => void }) {
  const router = useRouter();
  const save = async (settings: AlertSettings) => {
    if (alert === undefined) return addAlert(settings);
    const { metric, window: _, min_calls, ...changes } = settings;
    const rate = metric === "error_rate" ? { min_calls } : {};
    return changeAlert({ alert_id: alert.id, ...changes, ...rate });
  };
  const { run, pending, problem } = useAction(save, (saved) => {
    toast(alert === undefined ? "The alert is on" : "The alert is changed", { description: saved.name });
    close();
    router.refresh();
  });
  return (
    <AlertForm
      fixed={alert !== undefined}
      initial={
        alert ?? {
          name: "",
          metric: "pairs",
          window: "day",
          threshold: null,
          min_calls: 20,
          action: "notify",
          recipients: email === undefined ? [] : [email],
        }
      }
      usage={usage}
      suggestions={suggestions ?? []}
      pending={pending}
      problem={problem}
      submitLabel={alert === undefined ? "Add alert" : "Save changes"}
      onSubmit={run}
    />
  );
}
