"use client";

import type { ReactNode, SubmitEvent } from "react";
import type { FormState } from "@/app/form-state";
import { buttonStyle } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

interface AskFirstProps {
  /** What opens the question. */
  label: ReactNode;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  confirmLabel: string;
  pendingLabel: string;
  state: FormState<unknown>;
  action: (form: FormData) => void;
  onSubmit?: (event: SubmitEvent<HTMLFormElement>) => void;
  /** Set while the form is being sent by other means than its action. */
  pending?: boolean;
  fields?: Readonly<Record<string, string>>;
}

/** Asks before something is removed, in place and as a plain form: it works without scripts. */
export function AskFirst(props: AskFirstProps) {
  const {
    label,
    children,
    confirmLabel,
    pendingLabel,
    state,
    action,
    onSubmit,
    pending,
    fields = {},
  } = props;
  return (
    <details className="group">
      <summary
        className={buttonStyle({
          kind: "bare",
          size: "small",
          className: "-ml-3.5 list-none group-open:text-ink [&::-webkit-details-marker]:hidden",
        })}
      >
        {label}
      </summary>
      <form
        action={action}
        onSubmit={onSubmit}
        className="mt-2 max-w-xl space-y-4 rounded-2xl border border-line bg-card p-5 text-ink"
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p>{children}</p>
        {state.result !== null && !state.result.ok && (
          <p role="alert" className="text-ember">
            {state.result.problem.detail}
          </p>
        )}
        <SubmitButton
          kind="danger"
          size="small"
          pendingLabel={pendingLabel}
          {...(pending === undefined ? {} : { pending })}
        >
          {confirmLabel}
        </SubmitButton>
      </form>
    </details>
  );
}
