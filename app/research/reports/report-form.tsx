"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { createReport } from "@/app/research/reports/actions";
import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface ReportFormProps {
  questions: readonly { id: string; title: string; error: number }[];
  members: readonly { id: string; name: string }[];
  /** Who schedules it, to begin with as its reader. */
  userId: string;
}

/** Schedules a report in a dialog. */
export function NewReport(props: ReportFormProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={<Button>Schedule a report</Button>}
      title="Schedule a report"
      description="The figures of the newest edition, by email and webhook, as often as you like."
      open={open}
      onOpenChange={setOpen}
    >
      <ReportForm {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

const whole = (typed: string) => Number(typed.replaceAll(/[,\s]/g, ""));

function ReportForm({ questions, members, userId, close }: ReportFormProps & { close: () => void }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [cadence, setCadence] = useState("edition");
  const [queryId, setQueryId] = useState("");
  const [error, setError] = useState("");
  const [most, setMost] = useState("0.2");
  const [readers, setReaders] = useState<readonly string[]>(
    members.some(({ id }) => id === userId) ? [userId] : [],
  );
  const { run, pending, problem, errorOf } = useAction(createReport, () => {
    close();
    toast("Report scheduled");
    router.refresh();
  });
  const choose = (id: string) => {
    setQueryId(id);
    const question = questions.find((one) => one.id === id);
    if (question !== undefined) setError(String(question.error));
  };
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (pending) return;
        run({
          name,
          cadence,
          query_id: queryId,
          error: queryId === "" ? null : whole(error),
          max_epsilon_milli: queryId === "" ? 0 : Math.round(Number(most) * 1_000),
          recipients: readers,
        });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Name" error={errorOf("name")}>
        {(control) => (
          <Input {...control} maxLength={80} value={name} onChange={({ target }) => setName(target.value)} />
        )}
      </FormField>
      <FormField label="How often" error={errorOf("cadence")}>
        {(control) => (
          <Select {...control} value={cadence} onChange={({ target }) => setCadence(target.value)}>
            <option value="edition">With each new edition</option>
            <option value="monthly">On the first of each month</option>
            <option value="weekly">Every Monday</option>
          </Select>
        )}
      </FormField>
      <FormField
        label="Ask a question again"
        optional
        hint="It is asked of the newest edition each time. On an edition that was asked before, it costs nothing."
        error={errorOf("query_id")}
      >
        {(control) => (
          <Select {...control} value={queryId} onChange={({ target }) => choose(target.value)}>
            <option value="">Only the figures of the edition</option>
            {questions.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {queryId !== "" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField label="Error of each count" error={errorOf("error")}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                className="tabular-nums"
                value={error}
                onChange={({ target }) => setError(target.value)}
              />
            )}
          </FormField>
          <FormField
            label="At most, in ε"
            hint="What it may take of your share in an edition."
            error={errorOf("max_epsilon_milli")}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                className="tabular-nums"
                value={most}
                onChange={({ target }) => setMost(target.value)}
              />
            )}
          </FormField>
        </div>
      )}
      <fieldset className="space-y-2.5">
        <legend className="text-sm font-medium">Send by email to</legend>
        <div className="max-h-48 space-y-2.5 overflow-y-auto p-0.5">
          {members.map(({ id, name: reader }) => (
            <CheckboxField
              key={id}
              label={reader}
              checked={readers.includes(id)}
              onCheckedChange={(checked) =>
                setReaders(checked === true ? [...readers, id] : readers.filter((other) => other !== id))
              }
            />
          ))}
        </div>
        {errorOf("recipients") !== undefined && <p className="text-sm text-ember">{errorOf("recipients")}</p>}
        <p className="text-sm text-muted">Webhooks that subscribe to insights.report_ready get it, too.</p>
      </fieldset>
      <DialogSubmit pending={pending} pendingLabel="Scheduling…">
        Schedule report
      </DialogSubmit>
    </form>
  );
}
