/** What a server action answers; the same shape as app/action.ts gives. */
export type ActionResult<T = unknown> = { ok: true; value: T } | { ok: false; problem: ActionProblem };

export interface ActionProblem {
  code: string;
  /** A sentence for people. */
  detail: string;
  errors: readonly { path: string; message: string }[];
  /** When it makes sense to try again, where that is known. */
  retryAfterSeconds?: number;
}
