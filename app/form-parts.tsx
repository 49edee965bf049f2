"use client";

import type { ComponentProps, ReactNode } from "react";
import type { FormState } from "@/app/form-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";

/** What is wrong with one field of a form that was refused. */
export function errorOf({ result }: FormState<unknown>, path: string): string | undefined {
  if (result === null || result.ok) return undefined;
  return result.problem.errors.find((error) => error.path === path)?.message;
}

/** What was wrong as a whole, where no field is to blame. */
export function FormProblem({ state: { result } }: { state: FormState<unknown> }) {
  if (result === null || result.ok || result.problem.errors.length > 0) return null;
  return <ErrorNotice>{result.problem.detail}</ErrorNotice>;
}

type FormTextProps = Omit<ComponentProps<"input">, "id" | "name"> & {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  state: FormState<unknown>;
};

/** A line to type in, with what is wrong with it; keeps what was typed, unless it is a secret. */
export function FormText({ name, label, hint, optional, state, defaultValue, ...props }: FormTextProps) {
  return (
    <FormField label={label} hint={hint} optional={optional ?? false} error={errorOf(state, name)}>
      {(control) => (
        <Input {...control} name={name} defaultValue={state.values[name] ?? defaultValue} {...props} />
      )}
    </FormField>
  );
}
