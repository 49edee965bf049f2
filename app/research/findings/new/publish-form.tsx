"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { publishFinding } from "@/app/research/findings/actions";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface PublishFormProps {
  queryId: string;
  /** The question as a headline. */
  title: string;
}

/** What a finding is called, and what its owner says about it. */
export function PublishForm({ queryId, title: suggested }: PublishFormProps) {
  const router = useRouter();
  const [title, setTitle] = useState(suggested);
  const [summary, setSummary] = useState("");
  const { run, pending, problem, errorOf } = useAction(publishFinding, ({ cite }) => {
    toast("Finding published", { description: `Everyone can read it as ${cite}.` });
    router.push("/research/findings");
  });
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run({ query_id: queryId, title, summary });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Title" error={errorOf("title")}>
        {(control) => (
          <Input
            {...control}
            value={title}
            maxLength={120}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </FormField>
      <FormField
        label="Summary"
        optional
        hint="What you conclude, in your own words. Plain text."
        error={errorOf("summary")}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={6}
            value={summary}
            maxLength={2_000}
            onChange={(event) => setSummary(event.target.value)}
          />
        )}
      </FormField>
      <SubmitButton pending={pending} pendingLabel="Publishing…">
        Publish finding
      </SubmitButton>
    </form>
  );
}
