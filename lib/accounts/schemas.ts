import { z } from "zod";

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** An address as accounts are found by it. */
export const AccountEmail = z
  .string("Must be an e-mail address.")
  .trim()
  .max(254, "Must have at most 254 characters.")
  .toLowerCase()
  .pipe(z.email("Must be an e-mail address."));

/** A password that somebody claims to have. Whether it may be one is not said here: it is right or wrong. */
const claimedPassword = z
  .string("Must not be empty.")
  .min(1, "Must not be empty.")
  .max(1_000, "Must have at most 200 characters.");

export const SignIn = z.object({ email: AccountEmail, password: claimedPassword });
export type SignIn = z.output<typeof SignIn>;
