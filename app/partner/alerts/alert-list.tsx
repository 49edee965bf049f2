"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { changeAlert, removeAlert } from "@/app/partner/alerts/actions";
import { AlertDialog } from "@/app/partner/alerts/alert-dialog";
import { RecipientList } from "@/app/partner/alerts/recipient-list";
import { ThresholdBar } from "@/app/partner/alerts/threshold-bar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Switch } from "@/components/ui/switch";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { formatValue, METRIC_WORDS, WINDOW_WORDS } from "@/lib/partners/alerts/alert-words";
import type { UsageNow } from "@/lib/partners/alerts/read-usage-now";
import type { Alert } from "@/lib/partners/alerts/schemas";

interface AlertListProps {
  alerts: readonly Alert[];
  usage: UsageNow;
  mayWrite: boolean;
}

/** The alerts, each with how far it has come. */
export function AlertList({ alerts, usage, mayWrite }: AlertListProps) {
  return (
    <ul aria-label="Alerts" className="grid gap-4 lg:grid-cols-2">
      {alerts.map((alert) => (
        <li key={alert.id} className="min-w-0">
          <AlertCard alert={alert} usage={usage} mayWrite={mayWrite} />
        </li>
      ))}
    </ul>
  );
}

function AlertCard({ alert, usage, mayWrite }: { alert: Alert; usage: UsageNow; mayWrite: boolean }) {
  const { name, metric, window, enabled, recipients, share } = alert;
  const value = alert.value === null ? null : formatValue(metric, alert.value);
  const threshold = formatValue(metric, alert.threshold);
  const percent = share === null ? null : Math.floor(share * 100);
  return (
    <Card className="flex h-full flex-col gap-4 p-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0 space-y-1">
          <h2 className="font-semibold wrap-anywhere">{name}</h2>
          <p className="text-sm text-muted">
            {METRIC_WORDS[metric]} in {WINDOW_WORDS[window]}, begins anew <Time at={alert.window_end} />
          </p>
          {(alert.action === "block" || !enabled) && (
            <p className="flex flex-wrap gap-1.5 pt-0.5">
              {alert.blocking ? (
                <Badge tone="ember" dot>
                  refusing live calls
                </Badge>
              ) : (
                alert.action === "block" && <Badge tone="plum">hard cap</Badge>
              )}
              {!enabled && <Badge>off</Badge>}
            </p>
          )}
        </div>
        {mayWrite && <EnabledSwitch alert={alert} />}
      </div>
      <div className="space-y-2">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3 tabular-nums">
          <span>
            <span className="text-lg font-semibold tracking-tight">{value ?? "Too few calls"}</span>
            <span className="text-sm text-muted">
              {" "}
              {value === null ? "to tell yet; " : "of "}
              {threshold}
            </span>
          </span>
          {percent !== null && <span className="text-sm text-muted">{percent}%</span>}
        </p>
        <ThresholdBar share={share} />
      </div>
      <RecipientList untold={alert.untold} mayWrite={mayWrite} />
      <div className="mt-auto flex flex-col gap-x-4 gap-y-3 sm:flex-row sm:items-end sm:justify-between">
        <div className="min-w-0 space-y-0.5 text-sm text-muted">
          <p className="truncate" title={recipients.join(", ")}>
            Tells {recipients[0]}
            {recipients.length > 1 && <> and {recipients.length - 1} more</>}
          </p>
          <p>
            {alert.last_fired_at === null ? (
              "Has not fired"
            ) : (
              <>
                Last fired <Time at={alert.last_fired_at} />
              </>
            )}
          </p>
        </div>
        {mayWrite && (
          <div className="flex shrink-0 gap-2">
            <AlertDialog alert={alert} usage={usage} />
            <DeleteButton alert={alert} />
          </div>
        )}
      </div>
    </Card>
  );
}

function EnabledSwitch({ alert }: { alert: Alert }) {
  const router = useRouter();
  const { run, pending } = useAction(
    async (enabled: boolean) => {
      const result = await changeAlert({ alert_id: alert.id, enabled });
      if (!result.ok)
        toast("The alert was not changed", { tone: "ember", description: result.problem.detail });
      return result;
    },
    ({ enabled }) => {
      toast(enabled ? "The alert is on" : "The alert is off");
      router.refresh();
    },
  );
  return (
    <Switch
      aria-label={`${alert.name}: on`}
      checked={alert.enabled}
      disabled={pending}
      onCheckedChange={(enabled) => run(enabled)}
    />
  );
}

function DeleteButton({ alert }: { alert: Alert }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button type="button" kind="bare" size="small" aria-label={`Delete ${alert.name}`}>
          Delete
        </Button>
      }
      title={`Delete “${alert.name}”?`}
      description={
        alert.blocking
          ? "Live calls that it refuses are let through again within a second. What it has told stays in the history."
          : "Nobody is told any more. What it has told stays in the history."
      }
      confirmLabel="Delete alert"
      pendingLabel="Deleting…"
      action={() => removeAlert({ alert_id: alert.id })}
      onDone={() => {
        toast("The alert is deleted");
        router.refresh();
      }}
    />
  );
}
