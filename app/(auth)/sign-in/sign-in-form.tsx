"use client";

import Link from "next/link";
import { useActionState } from "react";
import { FormProblem, FormText } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { signIn } from "../actions";

export function SignInForm({ next, email }: { next: string; email: string | undefined }) {
  const [state, submit] = useActionState(signIn, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="next" value={next} />
      <FormText
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        defaultValue={email}
        required
        state={state}
      />
      <div>
        <FormText
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          state={state}
        />
        <p className="mt-2 text-right text-sm">
          <Link prefetch={false} href="/forgot-password" className="link">
            Forgot your password?
          </Link>
        </p>
      </div>
      <SubmitButton pendingLabel="Signing in…" className="w-full">
        Sign in
      </SubmitButton>
    </form>
  );
}
