"use client";

import { CircleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import type { FormState } from "@/app/form-action";
import { Button } from "@/components/ui/button";
import { Input, Label } from "@/components/ui/field";

/** What was wrong as a whole, where no field is to blame. */
export function FormProblem({ state }: { state: FormState<unknown> }) {
  if (state.result === null || state.result.ok || state.result.problem.errors.length > 0) return null;
  return (
    <p role="alert" className="flex gap-2.5 rounded-lg bg-ember-soft px-3.5 py-3 text-sm">
      <CircleAlert aria-hidden size={18} className="mt-px shrink-0 text-ember" />
      <span>{state.result.problem.detail}</span>
    </p>
  );
}

type FormFieldProps = Omit<ComponentProps<"input">, "id" | "name"> & {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  state: FormState<unknown>;
};

/** A labelled field with its hint and what is wrong with it; keeps what was typed. */
export function FormField({ name, label, hint, state, defaultValue, ...props }: FormFieldProps) {
  const { result, values } = state;
  const error = result !== null && !result.ok && result.problem.errors.find(({ path }) => path === name);
  const described = [...(hint === undefined ? [] : [`${name}-hint`]), ...(error ? [`${name}-error`] : [])];
  return (
    <div className="space-y-1.5">
      <Label htmlFor={name}>{label}</Label>
      <Input
        id={name}
        name={name}
        defaultValue={values[name] ?? defaultValue}
        aria-invalid={error ? true : undefined}
        aria-describedby={described.length > 0 ? described.join(" ") : undefined}
        {...props}
      />
      {hint !== undefined && (
        <p id={`${name}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${name}-error`} role="alert" className="flex gap-2 pt-0.5 text-sm">
          <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-ember" />
          {error.message}
        </p>
      )}
    </div>
  );
}

/** A form's button; it says what it does while it does it. */
export function SubmitButton({
  pending,
  doing,
  children,
  ...props
}: ComponentProps<typeof Button> & { pending: boolean; doing: string }) {
  return (
    <Button type="submit" aria-disabled={pending} className="w-full" {...props}>
      {pending ? doing : children}
    </Button>
  );
}
