"use client";

import { FormText } from "@/app/form-parts";
import type { FormState } from "@/app/form-state";

/** Asks who has a password for it, before what guards the account is changed. */
export function ConfirmPassword({ has, state }: { has: boolean; state: FormState<unknown> }) {
  if (!has) return null;
  return (
    <FormText
      name="current_password"
      label="Current password"
      type="password"
      autoComplete="current-password"
      required
      state={state}
    />
  );
}
