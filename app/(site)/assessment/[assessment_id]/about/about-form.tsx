"use client";

import { useActionState } from "react";
import { errorOf, FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import { finish } from "../../actions";

interface AboutFormProps {
  assessmentId: string;
  about: { birthYear: number | null; region: string | null; gender: string | null; normsConsent: boolean };
  countries: readonly { code: string; name: string }[];
}

const GENDER_OPTIONS = [
  { value: "woman", label: "Woman" },
  { value: "man", label: "Man" },
  { value: "non_binary", label: "Non-binary" },
  { value: "other", label: "Another gender" },
] as const;

export function AboutForm({ assessmentId, about, countries }: AboutFormProps) {
  const [state, submit] = useActionState(finish, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="assessment_id" value={assessmentId} />
      <FormText
        name="birth_year"
        label="Birth year"
        optional
        inputMode="numeric"
        autoComplete="bday-year"
        maxLength={4}
        defaultValue={about.birthYear ?? undefined}
        state={state}
      />
      <FormField label="Country" optional error={errorOf(state, "region")}>
        {(control) => (
          <Select {...control} name="region" defaultValue={state.values.region ?? about.region ?? ""}>
            <option value="">Prefer not to say</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField label="Gender" optional error={errorOf(state, "gender")}>
        {(control) => (
          <Select {...control} name="gender" defaultValue={state.values.gender ?? about.gender ?? ""}>
            <option value="">Prefer not to say</option>
            {GENDER_OPTIONS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <NativeCheckbox
        name="norms_consent"
        defaultChecked={about.normsConsent}
        label="Count me in the averages"
        hint="Your traits, without your name, help show others where they stand. Answers about intimacy never count. You can stop it at any time on your results page."
      />
      <SubmitButton pendingLabel="Working out your result…" className="w-full sm:w-auto sm:min-w-56">
        Show my result
      </SubmitButton>
    </form>
  );
}
