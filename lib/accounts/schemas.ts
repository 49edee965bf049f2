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

/** What an admin does to somebody's account, and why. */
export const ModerateUser = z.strictObject({
  user_id: z.uuid(),
  reason: z
    .string("Must say why.")
    .trim()
    .min(10, "Must have at least 10 characters.")
    .max(500, "Must have at most 500 characters."),
});
export type ModerateUser = z.output<typeof ModerateUser>;

/** Looking through a member's eyes: `partner_id` is the team it is about. */
export const StartImpersonation = ModerateUser.extend({ partner_id: z.uuid() });
export type StartImpersonation = z.output<typeof StartImpersonation>;
