"use client";

import { useActionState, useEffect, useRef } from "react";
import { openInvitation } from "@/app/(auth)/invitation/actions";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";

/**
 * The mail's link carries its code after "#", which browsers keep to themselves. A script takes it out of the address
 * and opens the invitation; without scripts the code is pasted.
 */
export function OpenForm() {
  const [state, submit, pending] = useActionState(openInvitation, { result: null, values: {} });
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const takeCode = () => {
      const code = location.hash.slice(1);
      if (code === "" || code === "content" || field.current === null) return;
      history.replaceState(history.state, "", location.pathname + location.search);
      field.current.value = code;
      form.current?.requestSubmit();
    };
    takeCode();
    addEventListener("hashchange", takeCode);
    return () => removeEventListener("hashchange", takeCode);
  }, []);

  const problem = state.result === null || state.result.ok ? null : state.result.problem;
  return (
    <form ref={form} action={submit} noValidate className="space-y-5">
      {problem !== null && (
        <ErrorNotice>
          {problem.errors.length === 1 && problem.code === "invalid_input"
            ? problem.errors[0]?.message
            : problem.detail}
        </ErrorNotice>
      )}
      <FormField label="Code from the mail" error={undefined}>
        {(control) => (
          <Input
            {...control}
            ref={field}
            name="token"
            required
            maxLength={200}
            autoComplete="one-time-code"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            aria-invalid={problem === null ? undefined : true}
            className="font-mono"
          />
        )}
      </FormField>
      <SubmitButton pending={pending} pendingLabel="Opening…" className="w-full">
        Open the invitation
      </SubmitButton>
    </form>
  );
}
