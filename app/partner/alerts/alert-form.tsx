"use client";

import { type ReactNode, useId, useState } from "react";
import type { ActionProblem } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Input, Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import {
  ALERT_METRICS,
  ALERT_WINDOWS,
  type AlertAction,
  type AlertMetric,
  type AlertWindow,
  MAX_RECIPIENTS,
} from "@/lib/partners/alerts/alert-terms";
import { formatValue, METRIC_WORDS } from "@/lib/partners/alerts/alert-words";
import type { UsageNow } from "@/lib/partners/alerts/read-usage-now";
import type { SuggestedAlert } from "@/lib/partners/alerts/suggested-alerts";
import { finenessFault, readTyped, toStored, writeTyped } from "@/lib/partners/alerts/typed-amount";
import { THOUSAND_PAIRS_PRICE } from "@/lib/plans/price-words";

export interface AlertSettings {
  name: string;
  metric: AlertMetric;
  window: AlertWindow;
  threshold: number;
  min_calls: number;
  action: AlertAction;
  recipients: string[];
}

interface AlertFormProps {
  initial: Omit<AlertSettings, "threshold"> & { threshold: number | null };
  /** Whether metric and window stay as they are. */
  fixed: boolean;
  usage: UsageNow;
  suggestions: readonly SuggestedAlert[];
  pending: boolean;
  problem: ActionProblem | null;
  submitLabel: string;
  onSubmit: (settings: AlertSettings) => void;
}

const WINDOW_OPTIONS: Record<AlertWindow, string> = {
  hour: "Hour",
  day: "Day (UTC)",
  month: "Month (UTC)",
};
const SO_FAR: Record<AlertWindow, string> = {
  hour: "this hour",
  day: "today (UTC)",
  month: "this month (UTC)",
};
const THRESHOLD_LABEL: Record<AlertMetric, string> = {
  calls: "Calls",
  pairs: "Pairs",
  spend: "US dollars",
  error_rate: "Percent of calls",
};
const METRIC_HINT: Record<AlertMetric, string> = {
  calls: "Every request with a live key; a batch is one.",
  pairs: "What is billed and what your daily limit counts: a batch counts once for each pair.",
  spend: `Pairs scored by live keys, at ${THOUSAND_PAIRS_PRICE} for 1,000.`,
  error_rate: "Calls answered with a status of 400 or more.",
};
/** The whole dialog's fields. */
export function AlertForm(props: AlertFormProps) {
  const { initial, fixed, usage, suggestions, pending, problem, submitLabel, onSubmit } = props;
  const [name, setName] = useState(initial.name);
  const [metric, setMetric] = useState(initial.metric);
  const [window, setWindow] = useState(initial.window);
  const [typed, setTyped] = useState(
    initial.threshold === null ? "" : writeTyped(initial.metric, initial.threshold),
  );
  const [minCalls, setMinCalls] = useState(String(initial.min_calls === 0 ? 20 : initial.min_calls));
  const [action, setAction] = useState(initial.action);
  const [recipients, setRecipients] = useState(initial.recipients.join("\n"));

  const number = readTyped(typed);
  const threshold = toStored(metric, number);
  // One that was set more finely than it can be typed stays as it is.
  const tooFine =
    threshold === null || threshold === initial.threshold ? null : finenessFault(metric, number ?? 0);
  const now = usage[window][metric];
  const reached = threshold !== null && threshold > 0 && now !== null && now >= threshold;
  const chosenAction = metric === "error_rate" ? "notify" : action;
  const errorOf = (path: string) => problem?.errors.find((error) => error.path === path)?.message;
  const recipientError = problem?.errors.find(({ path }) => path.startsWith("recipients"));
  const addresses = recipients.split(/[\s,;]+/).filter((address) => address !== "");
  const suggest = (suggestion: SuggestedAlert) => {
    setName(suggestion.name);
    setMetric(suggestion.metric);
    setWindow(suggestion.window);
    setTyped(writeTyped(suggestion.metric, suggestion.threshold));
    setMinCalls(String(suggestion.min_calls));
  };

  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (pending) return;
        onSubmit({
          name,
          metric,
          window,
          // What cannot be stored is refused by the same rule as what is too small.
          threshold: tooFine === null ? (threshold ?? 0) : 0,
          min_calls: metric === "error_rate" ? Math.round(Number(minCalls)) || 0 : 20,
          action: chosenAction,
          recipients: addresses,
        });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      {suggestions.length > 0 && (
        <div className="space-y-1.5">
          <p className="text-sm font-medium">Start from</p>
          <div className="flex flex-wrap gap-2">
            {suggestions.map((suggestion) => (
              <Button
                key={suggestion.name}
                type="button"
                kind="quiet"
                size="small"
                className="whitespace-normal text-left"
                onClick={() => suggest(suggestion)}
              >
                {suggestion.name}
              </Button>
            ))}
          </div>
        </div>
      )}
      <FormField label="Name" error={errorOf("name")}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </FormField>
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField label="What" hint={METRIC_HINT[metric]} error={errorOf("metric")}>
          {(control) => (
            <Select
              {...control}
              value={metric}
              disabled={fixed}
              onChange={(event) => setMetric(event.target.value as AlertMetric)}
            >
              {ALERT_METRICS.map((option) => (
                <option key={option} value={option}>
                  {METRIC_WORDS[option]}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label="In each" error={errorOf("window")} hint="Counting begins anew with each.">
          {(control) => (
            <Select
              {...control}
              value={window}
              disabled={fixed}
              onChange={(event) => setWindow(event.target.value as AlertWindow)}
            >
              {ALERT_WINDOWS.map((option) => (
                <option key={option} value={option}>
                  {WINDOW_OPTIONS[option]}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField
          label={`Threshold: ${THRESHOLD_LABEL[metric].toLowerCase().replace("us dollars", "US dollars")}`}
          error={
            errorOf("threshold") === undefined ? undefined : (tooFine ?? thresholdFault(metric, threshold))
          }
          hint={
            now === null ? `No calls ${SO_FAR[window]}.` : `${formatValue(metric, now)} ${SO_FAR[window]}.`
          }
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </FormField>
        {metric === "error_rate" && (
          <FormField
            label="Only from this many calls on"
            error={errorOf("min_calls")}
            hint="One error in two calls is no outage."
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                value={minCalls}
                onChange={(event) => setMinCalls(event.target.value)}
              />
            )}
          </FormField>
        )}
      </div>
      <FormField
        label="Who gets a mail"
        hint={`One address a line, at most ${MAX_RECIPIENTS}. People outside your team get one email that asks them to confirm, and alerts once they do.`}
        error={recipientError === undefined ? undefined : recipientFault(recipientError, addresses)}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            className="min-h-20"
            autoCapitalize="none"
            spellCheck={false}
            value={recipients}
            onChange={(event) => setRecipients(event.target.value)}
          />
        )}
      </FormField>
      {metric !== "error_rate" && <ActionChoice action={action} onChange={setAction} window={window} />}
      {reached && (
        <Notice tone={chosenAction === "block" ? "ember" : "gold"}>
          {chosenAction === "block"
            ? "This threshold is reached already: live calls will be refused as soon as you save."
            : "This threshold is reached already: the alert will fire as soon as you save."}
        </Notice>
      )}
      <DialogSubmit pending={pending} pendingLabel="Saving…">
        {submitLabel}
      </DialogSubmit>
    </form>
  );
}

function thresholdFault(metric: AlertMetric, threshold: number | null): string {
  if (threshold === null) {
    return metric === "spend" ? "Must be an amount, such as 12.50." : "Must be a number.";
  }
  if (metric === "error_rate") return "Must be more than 0 and at most 100.";
  return threshold < 1 ? "Must be more than 0." : "Is too large.";
}

function recipientFault({ path, message }: { path: string; message: string }, addresses: readonly string[]) {
  const which = /^recipients\[(\d+)\]$/.exec(path)?.[1];
  const address = which === undefined ? undefined : addresses[Number(which)];
  return address === undefined
    ? message
    : `“${address}”: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

const CAP_ENDS: Record<AlertWindow, string> = {
  hour: "the hour ends",
  day: "the UTC day ends",
  month: "the UTC month ends",
};

function ActionChoice({
  action,
  onChange,
  window,
}: {
  action: AlertAction;
  onChange: (action: AlertAction) => void;
  window: AlertWindow;
}) {
  const name = useId();
  const option = (value: AlertAction, label: string, hint: ReactNode) => (
    <label
      key={value}
      className="flex cursor-pointer gap-3 rounded-lg border border-line p-3.5 has-checked:border-plum has-checked:bg-plum-soft"
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={action === value}
        onChange={() => onChange(value)}
        aria-labelledby={`${name}-${value}`}
        aria-describedby={`${name}-${value}-hint`}
        className="mt-1 size-4 shrink-0 accent-plum"
      />
      <span className="text-sm">
        <span id={`${name}-${value}`} className="block font-medium">
          {label}
        </span>
        <span id={`${name}-${value}-hint`} className="block text-muted">
          {hint}
        </span>
      </span>
    </label>
  );
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1.5 text-sm font-medium">When the threshold is reached</legend>
      {option("notify", "Send a mail", "Calls go on as before.")}
      {option(
        "block",
        "Send a mail and refuse live calls: a hard cap",
        `Every call that scores with a live key is answered 429 cap_reached until ${CAP_ENDS[window]}, or until you raise the threshold or switch the alert off. Test keys go on working. It is checked every minute, so calls made within that minute still count and are billed.`,
      )}
    </fieldset>
  );
}
