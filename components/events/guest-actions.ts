import type { FormState } from "@/app/form-state";

/** A server action behind a form of a guest’s page. */
export type GuestAction = (before: FormState<unknown>, form: FormData) => Promise<FormState<unknown>>;

export interface GuestActions {
  readonly answer: GuestAction;
  readonly contact: GuestAction;
  readonly rate: GuestAction;
  readonly report: GuestAction;
  readonly block: GuestAction;
  readonly unblock: GuestAction;
}
