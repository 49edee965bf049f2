"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { requestResearch } from "@/app/research/custom/actions";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Select, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

/** What is to be found out, and what it may cost. */
export function RequestForm({ budgets }: { budgets: readonly number[] }) {
  const router = useRouter();
  const [title, setTitle] = useState("");
  const [question, setQuestion] = useState("");
  const [budget, setBudget] = useState("");
  const { run, pending, problem, errorOf } = useAction(requestResearch, () => {
    setTitle("");
    setQuestion("");
    setBudget("");
    toast("Request sent", { description: "We answer with a quote in its ticket." });
    router.refresh();
  });
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) run({ title, question, budget_usd: budget === "" ? null : Number(budget) });
      }}
    >
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Title" error={errorOf("title")}>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
        )}
      </FormField>
      <FormField
        label="What do you want to find out?"
        hint="The question, whom it is about, and by when you need an answer."
        error={errorOf("question")}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={7}
            maxLength={5_000}
            value={question}
            onChange={({ target }) => setQuestion(target.value)}
          />
        )}
      </FormField>
      <FormField label="Budget a year" error={errorOf("budget_usd")}>
        {(control) => (
          <Select {...control} value={budget} onChange={({ target }) => setBudget(target.value)}>
            <option value="">Not sure yet</option>
            {budgets.map((usd) => (
              <option key={usd} value={usd}>
                Up to ${usd.toLocaleString("en-US")}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <SubmitButton pending={pending} pendingLabel="Sending…">
        Ask for a quote
      </SubmitButton>
    </form>
  );
}
