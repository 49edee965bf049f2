"use client";

import { useId, useState } from "react";
import { CheckboxField } from "@/components/ui/checkbox";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { useAction } from "@/components/ui/use-action";
import { EVENTS } from "@/lib/catalog/events";
import { EVENT_GROUPS, type SubscribableType } from "@/lib/partners/webhooks/event-catalog";

export interface EndpointSettings {
  url: string;
  description: string | null;
  event_types: string[];
}

interface EndpointFormProps {
  initial: EndpointSettings;
  submitLabel: string;
  pendingLabel: string;
  used: Pick<
    ReturnType<typeof useAction<EndpointSettings, unknown>>,
    "run" | "pending" | "problem" | "errorOf"
  >;
}

/** What an endpoint is: where, what about, and a note; for a new one and one that is changed. */
export function EndpointForm({ initial, submitLabel, pendingLabel, used }: EndpointFormProps) {
  const { run, pending, problem, errorOf } = used;
  const [url, setUrl] = useState(initial.url);
  const [description, setDescription] = useState(initial.description ?? "");
  const [every, setEvery] = useState(initial.event_types.length === 0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(initial.event_types));
  const [nothingChosen, setNothingChosen] = useState(false);
  const eventsId = useId();
  const toggle = (type: SubscribableType, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(type);
    else next.delete(type);
    setChosen(next);
    setNothingChosen(false);
  };
  const known = ["url", "description"].some((path) => errorOf(path) !== undefined);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (pending) return;
        if (!every && chosen.size === 0) {
          setNothingChosen(true);
          return;
        }
        run({
          url,
          description: description === "" ? null : description,
          event_types: every ? [] : [...chosen],
        });
      }}
    >
      <div className="space-y-5">
        {problem !== null && !known && <ErrorNotice>{problem.detail}</ErrorNotice>}
        <FormField
          label="URL"
          error={errorOf("url")}
          hint="An https address on the public internet that takes POST requests."
        >
          {(control) => (
            <Input
              {...control}
              type="url"
              inputMode="url"
              placeholder="https://example.com/webhooks"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </FormField>
        <FormField label="Description" optional error={errorOf("description")}>
          {(control) => (
            <Input
              {...control}
              value={description}
              maxLength={200}
              onChange={(event) => setDescription(event.target.value)}
              autoComplete="off"
            />
          )}
        </FormField>
        <fieldset className="space-y-3" aria-describedby={nothingChosen ? eventsId : undefined}>
          <legend className="text-sm font-medium">Events</legend>
          <SegmentedControl
            label="Which events"
            value={every ? "all" : "chosen"}
            onChange={(value) => {
              setEvery(value === "all");
              setNothingChosen(false);
            }}
            options={[
              { value: "all", label: "All events" },
              { value: "chosen", label: "Chosen events" },
            ]}
          />
          {every ? (
            <p className="text-sm text-muted">Also the kinds of events that we add later.</p>
          ) : (
            <div className="max-h-72 space-y-5 overflow-y-auto rounded-xl border border-line bg-paper p-4">
              {EVENT_GROUPS.map((group) => (
                <div key={group.name} className="space-y-3">
                  <p className="text-xs font-medium text-muted">{group.name}</p>
                  {group.types.map((type) => (
                    <CheckboxField
                      key={type}
                      label={<span className="font-mono text-[0.8125rem]">{type}</span>}
                      hint={EVENTS[type].sentence}
                      checked={chosen.has(type)}
                      onCheckedChange={(on) => toggle(type, on === true)}
                    />
                  ))}
                </div>
              ))}
            </div>
          )}
          {nothingChosen && (
            <p id={eventsId} role="alert" className="text-sm">
              Choose at least one event, or all of them.
            </p>
          )}
        </fieldset>
      </div>
      <DialogSubmit pending={pending} pendingLabel={pendingLabel}>
        {submitLabel}
      </DialogSubmit>
    </form>
  );
}
