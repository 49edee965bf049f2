"use client";

import { Bookmark } from "lucide-react";
import { useState } from "react";
import { createSavedQuery } from "@/app/research/actions";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { AskInsights } from "@/lib/research/insights/schemas";

/** Keeps a question under a name for the team. */
export function SaveQuery({ query, disabled }: { query: AskInsights; disabled: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={
        <Button type="button" kind="quiet" disabled={disabled}>
          <Bookmark aria-hidden size={16} /> Save
        </Button>
      }
      title="Save this query"
      description="Your team finds it under Queries. Saving costs nothing."
      open={open}
      onOpenChange={setOpen}
    >
      <SaveForm query={query} close={() => setOpen(false)} />
    </Dialog>
  );
}

/** Its own component, so that what was typed or went wrong is forgotten when the dialog closes. */
function SaveForm({ query, close }: { query: AskInsights; close: () => void }) {
  const [name, setName] = useState("");
  const { run, pending, problem, errorOf } = useAction(createSavedQuery, () => {
    toast("Query saved");
    close();
  });
  const wrong = errorOf("name");
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run({ name, query });
      }}
    >
      <div className="space-y-4">
        {problem !== null && wrong === undefined && <ErrorNotice>{problem.detail}</ErrorNotice>}
        <FormField label="Name" error={wrong}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={80}
              autoComplete="off"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </FormField>
      </div>
      <DialogSubmit pending={pending} pendingLabel="Saving…">
        Save query
      </DialogSubmit>
    </form>
  );
}
