"use client";

import { BellRing, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { addAlert } from "@/app/partner/alerts/actions";
import { AlertDialog } from "@/app/partner/alerts/alert-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { formatValue, METRIC_WORDS, WINDOW_WORDS } from "@/lib/partners/alerts/alert-words";
import type { UsageNow } from "@/lib/partners/alerts/read-usage-now";
import type { SuggestedAlert } from "@/lib/partners/alerts/suggested-alerts";

interface SuggestedAlertsProps {
  usage: UsageNow;
  suggestions: readonly SuggestedAlert[];
  /** Who is told, unless somebody else is named later. */
  email: string;
}

/** What stands where there are no alerts: three that most partners want, one click each. */
export function SuggestedAlerts({ usage, suggestions, email }: SuggestedAlertsProps) {
  const router = useRouter();
  const { run, pending, problem } = useAction(
    ({ why: _, ...alert }: SuggestedAlert) => addAlert({ ...alert, action: "notify", recipients: [email] }),
    ({ name }) => {
      toast("The alert is on", { description: `${name}: ${email} gets a mail.` });
      router.refresh();
    },
  );
  return (
    <div className="space-y-5">
      <EmptyState
        className="py-9"
        icon={<BellRing />}
        title="Hear of it before your users do"
        action={<AlertDialog usage={usage} suggestions={suggestions} email={email} />}
      >
        Begin with one of these three, or set your own. Mails go to {email}; name others at any time.
      </EmptyState>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <ul aria-label="Suggested alerts" className="grid gap-4 md:grid-cols-3">
        {suggestions.map((suggestion) => (
          <li key={suggestion.name}>
            <Card className="flex h-full flex-col gap-3 p-5">
              <div className="space-y-1">
                <h2 className="font-semibold">{suggestion.name}</h2>
                <p className="text-sm text-muted">
                  {METRIC_WORDS[suggestion.metric]}: {formatValue(suggestion.metric, suggestion.threshold)} in{" "}
                  {WINDOW_WORDS[suggestion.window]}
                </p>
              </div>
              <p className="flex-1 text-sm">{suggestion.why}</p>
              <Button
                type="button"
                kind="quiet"
                size="small"
                aria-disabled={pending}
                aria-label={`Add “${suggestion.name}”`}
                onClick={() => {
                  if (!pending) run(suggestion);
                }}
              >
                <Plus aria-hidden size={16} /> Add this alert
              </Button>
            </Card>
          </li>
        ))}
      </ul>
    </div>
  );
}
