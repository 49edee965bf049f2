import { refresh } from "next/cache";
import type { Action } from "@/app/action";
import type { FormState } from "@/app/form-state";

/** What is never sent back, not even to who typed it. */
const SECRET = /password|secret/;

/**
 * An action for `useActionState`, which works without scripts too:
 * `const [state, submit] = useActionState(signIn, UNSENT)` and `<form action={submit}>`. After a success the page shows
 * what is so now.
 */
export function formAction<T>(
  action: Action<T>,
): (before: FormState<T>, form: FormData) => Promise<FormState<T>> {
  return async (_before, sent) => {
    // Whoever calls an action by hand sends what they like in place of a form.
    const form = sent instanceof FormData ? sent : new FormData();
    const result = await action(form);
    const values: Record<string, string> = {};
    if (result.ok) refresh();
    else {
      for (const [name, value] of form) {
        if (typeof value === "string" && !name.startsWith("$") && !SECRET.test(name)) values[name] = value;
      }
    }
    return { result, values };
  };
}

/** An action for a plain `<form action={…}>` that shows nothing of its own: what goes wrong is the error page's. */
export function plainAction<T>(action: Action<T>): (form?: FormData) => Promise<void> {
  return async (form) => {
    const result = await action(form);
    if (!result.ok) throw new Error(result.problem.detail);
  };
}
