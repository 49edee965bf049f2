"use client";

import { useState } from "react";
import type { ActionResult } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Label, Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SubmitButton } from "@/components/ui/submit-button";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast-store";
import { Tooltip } from "@/components/ui/tooltip";
import { useAction } from "@/components/ui/use-action";

/** Stands in for a server action: it refuses an empty name. */
async function saveSample({ name }: { name: string }): Promise<ActionResult<string>> {
  if (name !== "") return { ok: true, value: name };
  return {
    ok: false,
    problem: {
      code: "invalid_input",
      detail: "One field needs another look.",
      errors: [{ path: "name", message: "Give the key a name, so that you know it again." }],
    },
  };
}

export function FormsGallery() {
  const [name, setName] = useState("");
  const [mode, setMode] = useState<"test" | "live">("test");
  const save = useAction(saveSample, (saved) => toast(`Saved “${saved}”`));
  return (
    <Card className="max-w-2xl p-5 sm:p-8">
      <form
        noValidate
        className="space-y-6"
        onSubmit={(event) => {
          event.preventDefault();
          save.run({ name });
        }}
      >
        {save.problem !== null && <ErrorNotice>{save.problem.detail}</ErrorNotice>}
        <FormField label="Name" hint="Only your team sees it." error={save.errorOf("name")}>
          {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </FormField>
        <FormField label="What it is for" optional>
          {(control) => <Textarea {...control} rows={3} />}
        </FormField>
        <FormField label="Expires">
          {(control) => (
            <Select {...control} defaultValue="90">
              <option value="30">In 30 days</option>
              <option value="90">In 90 days</option>
              <option value="never">Never</option>
            </Select>
          )}
        </FormField>
        <div className="space-y-1.5">
          <p className="text-sm font-medium">Mode</p>
          <SegmentedControl
            label="Mode"
            value={mode}
            onChange={setMode}
            options={[
              { value: "test", label: "Test" },
              { value: "live", label: "Live" },
            ]}
          />
        </div>
        <fieldset className="space-y-3">
          <legend className="mb-2 text-sm font-medium">Scopes</legend>
          <CheckboxField label="Calculate" hint="Score pairs, one or many at once." defaultChecked />
          <CheckboxField label="Read usage" hint="See counts, never people." />
          <CheckboxField label="Some of many" checked="indeterminate" />
          <CheckboxField label="Not on this tier" disabled />
        </fieldset>
        <div className="flex items-center justify-between gap-4">
          <Label htmlFor="sample-switch">Require signed requests</Label>
          <Switch id="sample-switch" />
        </div>
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel="Saving…" pending={save.pending}>
            Save
          </SubmitButton>
          <Tooltip text="Counted since midnight UTC">
            <Button type="button" kind="bare">
              What is counted
            </Button>
          </Tooltip>
        </div>
      </form>
    </Card>
  );
}
