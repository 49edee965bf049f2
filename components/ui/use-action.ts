"use client";

import { useCallback, useState, useTransition } from "react";
import type { ActionProblem, ActionResult } from "@/components/ui/action-result";

interface UsedAction<I, T> {
  run(input: I): void;
  pending: boolean;
  /** What went wrong the last time; null before and after a success. */
  problem: ActionProblem | null;
  /** What is wrong with one field, for `error` of a FormField. */
  errorOf(path: string): string | undefined;
  value: T | null;
}

const UNREACHED: ActionProblem = {
  code: "unreached",
  detail: "We could not be reached. Check your connection, then try again.",
  errors: [],
};

/** Runs a server action and keeps what a form shows of it. `onDone` is called after a success. */
export function useAction<I, T>(
  action: (input: I) => Promise<ActionResult<T>>,
  onDone?: (value: T) => void,
): UsedAction<I, T> {
  const [pending, startTransition] = useTransition();
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const [value, setValue] = useState<T | null>(null);

  const run = (input: I) =>
    startTransition(async () => {
      const result = await action(input).catch((error: unknown) => {
        // Next's own signals, such as a redirect, are for Next.
        if (error instanceof Error && "digest" in error) throw error;
        return { ok: false as const, problem: UNREACHED };
      });
      startTransition(() => {
        if (result.ok) {
          setProblem(null);
          setValue(result.value);
          onDone?.(result.value);
        } else setProblem(result.problem);
      });
    });

  const errorOf = useCallback(
    (path: string) => problem?.errors.find((error) => error.path === path)?.message,
    [problem],
  );
  return { run, pending, problem, errorOf, value };
}
