"use client";

import { type ReactNode, useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { agree, askForRefresh, keepReport, leave, withoutIntimacy } from "../actions";
import { IntimacyBox } from "../intimacy-box";

/** The inviting person's key. */
export function AgreeForm({ pairId, asksIntimacy }: { pairId: string; asksIntimacy: boolean }) {
  const [state, submit] = useActionState(agree, UNSENT);
  return (
    <form action={submit} className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="pair_id" value={pairId} />
      {asksIntimacy && <IntimacyBox />}
      <SubmitButton pendingLabel="Making your report…" className="w-full sm:w-auto">
        Compare and show us both
      </SubmitButton>
    </form>
  );
}

const SMALL = {
  ask: { action: askForRefresh, label: "Ask for a new report", pending: "Asking…", kind: "quiet" },
  agree: { action: askForRefresh, label: "Make a new report", pending: "Making it…", kind: "primary" },
  keep: { action: keepReport, label: "Keep this one", pending: "Keeping it…", kind: "quiet" },
  take_back: { action: keepReport, label: "Take it back", pending: "Taking it back…", kind: "quiet" },
  without_intimacy: {
    action: withoutIntimacy,
    label: "Stop comparing intimacy",
    pending: "Stopping…",
    kind: "bare",
  },
} as const;

/** One of the small things that a press of a button does to a comparison. */
export function SmallForm({ pairId, does }: { pairId: string; does: keyof typeof SMALL }) {
  const { action, label, pending, kind } = SMALL[does];
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="space-y-2">
      <FormProblem state={state} />
      <input type="hidden" name="pair_id" value={pairId} />
      <SubmitButton pendingLabel={pending} kind={kind} size="small">
        {label}
      </SubmitButton>
    </form>
  );
}

interface LeaveFormProps {
  pairId: string;
  label: string;
  /** What leaving means here. */
  children: ReactNode;
  summary: string;
}

/** Leaving, asked about once before it is done: it works without scripts, too. */
export function LeaveForm({ pairId, label, children, summary }: LeaveFormProps) {
  const [state, submit] = useActionState(leave, UNSENT);
  return (
    <details className="group text-sm">
      <summary className="inline-flex min-h-9 cursor-pointer items-center text-muted underline underline-offset-4 hover:text-ink">
        {summary}
      </summary>
      <form action={submit} className="mt-3 max-w-md space-y-3 rounded-2xl bg-ember-soft p-4">
        <FormProblem state={state} />
        <p>{children}</p>
        <input type="hidden" name="pair_id" value={pairId} />
        <SubmitButton pendingLabel="Leaving…" kind="danger" size="small">
          {label}
        </SubmitButton>
      </form>
    </details>
  );
}

/** Puts the word away that the other left. */
export function DismissForm({ pairId }: { pairId: string }) {
  const [state, submit] = useActionState(leave, UNSENT);
  return (
    <form action={submit} className="space-y-2">
      <FormProblem state={state} />
      <input type="hidden" name="pair_id" value={pairId} />
      <SubmitButton pendingLabel="Dismissing…">Dismiss</SubmitButton>
    </form>
  );
}
