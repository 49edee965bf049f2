import type { Action, ActionResult } from "@/app/action";

/** Where a form stands: null until it is sent; `values` are what was typed, to be shown again where it was refused. */
export interface FormState<T> {
  result: ActionResult<T> | null;
  values: Readonly<Record<string, string>>;
}

/** What is never sent back, not even to who typed it. */
const SECRET = /password|code|token|secret/;

/**
 * An action for `useActionState`, which works without scripts too:
 * `const [state, submit, pending] = useActionState(signIn, EMPTY_FORM)` and `<form action={submit}>`.
 */
export function formAction<T>(
  action: Action<T>,
): (before: FormState<T>, form: FormData) => Promise<FormState<T>> {
  return async (_before, form) => {
    const result = await action(form);
    const values: Record<string, string> = {};
    if (!result.ok) {
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
