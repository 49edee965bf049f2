import type { ActionResult } from "@/components/ui/action-result";

/** Where a form stands: `result` is null until it is sent; `values` are what was typed, to be shown again where it was refused. */
export interface FormState<T> {
  result: ActionResult<T> | null;
  values: Readonly<Record<string, string>>;
}

/** Before it is sent. */
export const UNSENT: FormState<never> = { result: null, values: {} };
