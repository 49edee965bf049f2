"use client";

import { useEffect, useRef, useState } from "react";
import { errorOf } from "@/app/form-parts";
import type { FormState } from "@/app/form-state";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";

interface MailedSecretProps {
  name: "token" | "code";
  label: string;
  hint?: string;
  /** What to do, above the field: while it waits for a secret, and once a link has brought one. */
  guide?: { empty: string; filled: string };
  state: FormState<unknown>;
}

/**
 * The field for what a mail holds. The mail's link carries it after "#", which browsers keep to themselves; a script
 * moves it here and out of the address. Nothing happens before a button is pressed: programs that look into mails open
 * links too, and must not use them up.
 */
export function MailedSecret({ name, label, hint, guide, state }: MailedSecretProps) {
  const field = useRef<HTMLInputElement>(null);
  const [filled, setFilled] = useState(false);
  useEffect(() => {
    const take = () => {
      const secret = location.hash.slice(1);
      if (secret === "" || secret === "content" || field.current === null) return;
      history.replaceState(history.state, "", location.pathname + location.search);
      field.current.value = secret;
      setFilled(true);
      field.current.form?.querySelector<HTMLElement>("[data-next]")?.focus();
    };
    take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return (
    <>
      {guide !== undefined && <p className="text-muted">{filled ? guide.filled : guide.empty}</p>}
      <FormField label={label} hint={hint} error={errorOf(state, name)}>
        {(control) => (
          <Input
            {...control}
            ref={field}
            name={name}
            defaultValue={state.values[name]}
            required
            maxLength={200}
            autoComplete="one-time-code"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </FormField>
    </>
  );
}
