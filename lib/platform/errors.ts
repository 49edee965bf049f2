/**
 * What can go wrong, in the product's words. None of these knows HTTP: `lib/api/problem.ts` maps each class to
 * a status and a problem document. `code` is the fine, stable name that programs branch on; `message` is for
 * people and is sent to them, so it must never hold a secret or another tenant's data.
 */
export abstract class AppError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}

/** One fault in an input: where it is (`person1.traits[3]`, empty for the whole) and what is wrong with it. */
export interface FieldError {
  path: string;
  message: string;
}

/** The input is malformed or breaks a rule; every bad field is named. */
export class Invalid extends AppError {
  readonly errors: readonly FieldError[];

  constructor(code: string, message: string, errors: readonly FieldError[] = []) {
    super(code, message);
    this.errors = errors;
  }
}

/** Nobody has said who they are, or what they said does not hold. */
export class Unauthenticated extends AppError {}

/** The caller is known and may not do this. */
export class Forbidden extends AppError {}

/** There is no such thing, or none the caller may know of: the two are never told apart. */
export class NotFound extends AppError {
  constructor(what = "resource") {
    super("not_found", `There is no such ${what}.`);
  }
}

/** The thing is not in a state that allows this. */
export class Conflict extends AppError {}

/** More than a limit allows; `retryAfterSeconds` says when it may fit. */
export class LimitReached extends AppError {
  readonly retryAfterSeconds: number;

  constructor(code: string, message: string, retryAfterSeconds: number) {
    super(code, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** It must be paid for first. */
export class PaymentRequired extends AppError {}

/** Something we depend on does not answer; the same call may succeed after `retryAfterSeconds`. */
export class Unavailable extends AppError {
  readonly retryAfterSeconds: number;

  constructor(code: string, message: string, options?: ErrorOptions & { retryAfterSeconds?: number }) {
    super(code, message, options);
    this.retryAfterSeconds = options?.retryAfterSeconds ?? 2;
  }
}
