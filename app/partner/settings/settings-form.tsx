"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { saveSettings } from "@/app/partner/settings/actions";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input, Textarea } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import type { Partner } from "@/lib/partners/partners/schemas";

type Settings = Pick<Partner, "company_name" | "email" | "use_case">;

export function SettingsForm({ settings }: { settings: Settings }) {
  const router = useRouter();
  const { run, pending, problem, errorOf } = useAction(saveSettings, ({ email }) => {
    toast("Saved", email === settings.email ? {} : { description: `We have sent a link to ${email}.` });
    router.refresh();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const next: Settings = {
      company_name: text("company_name"),
      email: text("email"),
      use_case: text("use_case") === "" ? null : text("use_case"),
    };
    const changed = Object.entries(next).filter(
      ([name, value]) => settings[name as keyof Settings] !== value,
    );
    if (changed.length === 0) toast("Nothing was changed", { tone: "plain" });
    else run(Object.fromEntries(changed));
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-xl space-y-5">
      {problem !== null && problem.errors.length === 0 && <ErrorNotice>{problem.detail}</ErrorNotice>}
      <FormField label="Company" error={errorOf("company_name")} hint="As it stands on invoices.">
        {(control) => (
          <Input
            {...control}
            name="company_name"
            defaultValue={settings.company_name}
            maxLength={200}
            autoComplete="organization"
            required
          />
        )}
      </FormField>
      <FormField
        label="E-mail"
        error={errorOf("email")}
        hint="Where warnings and invoices go. A new address must be verified before new live keys are made; keys that exist go on working."
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            defaultValue={settings.email}
            maxLength={254}
            autoComplete="email"
            required
          />
        )}
      </FormField>
      <FormField
        label="Use case"
        optional
        error={errorOf("use_case")}
        hint="What you build; it helps us help you."
      >
        {(control) => (
          <Textarea
            {...control}
            name="use_case"
            defaultValue={settings.use_case ?? ""}
            maxLength={2_000}
            rows={3}
          />
        )}
      </FormField>
      <SubmitButton pending={pending} pendingLabel="Saving…">
        Save
      </SubmitButton>
    </form>
  );
}
