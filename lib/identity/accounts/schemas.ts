import { z } from "zod";
import { MEMBER_ROLES } from "@/lib/partners/teams/schemas";
import { humanLine, humanName } from "@/lib/platform/human-text";
import { SCOPES } from "@/lib/platform/scopes";

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** An address as accounts are found by it. */
export const AccountEmail = z
  .string("Must be an e-mail address.")
  .trim()
  .max(254, "Must have at most 254 characters.")
  .toLowerCase()
  .pipe(z.email("Must be an e-mail address."));

/** A person's name stands in mails to people who do not know them. */
const personName = humanName(100);

/** A password that somebody claims to have. Whether it may be one is not said here: it is right or wrong. */
const claimedPassword = z
  .string("Must not be empty.")
  .min(1, "Must not be empty.")
  .max(1_000, "Must have at most 200 characters.");

const tooLong = `Must have at most ${PASSWORD_MAX} characters.`;

/**
 * A new password: as long as one can remember, of any characters. The same text in other composed letters is the same
 * password (NFKC). Whether it is easy to guess, `assertStrongPassword` says.
 */
const newPassword = z
  .string(`Must have at least ${PASSWORD_MIN} characters.`)
  .max(1_000, tooLong)
  .transform((text) => text.normalize("NFKC"))
  .refine((text) => [...text].length >= PASSWORD_MIN, `Must have at least ${PASSWORD_MIN} characters.`)
  .refine((text) => [...text].length <= PASSWORD_MAX, tooLong);

/** Where to go on afterwards; whoever goes there checks that it is a path of this site. */
const next = z.string().max(2_000).optional();
const mailedToken = z
  .string("Must be the code from the mail.")
  .trim()
  .min(1, "Paste the code from the mail.")
  .max(200);

export const SignUp = z.object({
  name: personName,
  email: AccountEmail,
  password: newPassword,
  /** Left out by whoever joins a team that there is. */
  company_name: humanName(200).optional(),
  use_case: z
    .string()
    .trim()
    .max(2_000, "Must have at most 2,000 characters.")
    .transform((text) => (text === "" ? undefined : text))
    .optional(),
  /** The texts that the form showed, where the box is checked. */
  accepted: z.string().max(400).optional(),
  next,
});
export type SignUp = z.output<typeof SignUp>;

export const CompleteSignUp = z.object({
  code: mailedToken,
  /** Asked for in a browser other than the one that signed up. */
  password: claimedPassword.optional(),
});
export type CompleteSignUp = z.output<typeof CompleteSignUp>;

export const SignIn = z.object({ email: AccountEmail, password: claimedPassword, next });
export type SignIn = z.output<typeof SignIn>;

export const SecondStep = z.object({
  code: z.string("Must be a code.").trim().min(1, "Type the code from your app.").max(80),
  next,
});

export const AskForMail = z.object({ email: AccountEmail, next });
export type AskForMail = z.output<typeof AskForMail>;

export const UseLink = z.object({ token: mailedToken });
export type UseLink = z.output<typeof UseLink>;

export const ResetPassword = z.object({ token: mailedToken, password: newPassword });
export type ResetPassword = z.output<typeof ResetPassword>;

/** Absent for people without a password: they confirm by having signed in just now. */
const currentPassword = claimedPassword.optional();

export const ChangePassword = z.object({
  current_password: currentPassword,
  password: newPassword,
  /** A box: "on" where it is ticked, else absent. */
  revoke_tokens: z
    .literal("on", "Must be on, or left out.")
    .optional()
    .transform((box) => box === "on"),
});
export type ChangePassword = z.output<typeof ChangePassword>;

export const ChangeEmail = z.object({ current_password: currentPassword, email: AccountEmail });
export type ChangeEmail = z.output<typeof ChangeEmail>;

export const ChangeName = z.object({ name: personName });
export type ChangeName = z.output<typeof ChangeName>;

export const StartTotp = z.object({ current_password: currentPassword });
export type StartTotp = z.output<typeof StartTotp>;

export const EnableTotp = z.object({
  code: z
    .string("Must be the six digits from your app.")
    .transform((text) => text.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "Must be the six digits from your app.")),
});
export type EnableTotp = z.output<typeof EnableTotp>;

export const ConfirmSelf = z.object({ current_password: currentPassword });
export type ConfirmSelf = z.output<typeof ConfirmSelf>;

/** A code from the authenticator app, or a recovery code. */
export const ConfirmAdmin = z.strictObject({ code: SecondStep.shape.code });
export type ConfirmAdmin = z.output<typeof ConfirmAdmin>;

export const DisconnectIdentity = z.object({
  provider: z.enum(["google", "github"], "Must be Google or GitHub."),
  current_password: currentPassword,
});
export type DisconnectIdentity = z.output<typeof DisconnectIdentity>;

/** Absent where the person has just signed in by mail. */
export const ConnectIdentity = z.object({ current_password: currentPassword });
export type ConnectIdentity = z.output<typeof ConnectIdentity>;

export const RevokeSession = z.object({ session_id: z.uuid() });
export type RevokeSession = z.output<typeof RevokeSession>;

/** How long a token may live, in days; null for ever. */
export const TOKEN_LIFETIMES = [7, 30, 90, 365] as const;

const NO_SCOPE = "Must name at least one scope.";

/** A token for one partner, with scopes; or, with an empty `partner_id`, for the person alone and without any. */
export const CreateAccessToken = z
  .object({
    partner_id: z.union([z.uuid(), z.literal("").transform(() => null), z.null()], {
      error: "Must be one of your teams, or none.",
    }),
    name: humanLine(100),
    scopes: z
      .union([z.array(z.enum(SCOPES)), z.enum(SCOPES).transform((scope) => [scope])], { error: NO_SCOPE })
      .default([]),
    expires_in_days: z
      .union([z.literal("never"), z.coerce.number().pipe(z.literal(TOKEN_LIFETIMES))], {
        error: "Must be 7, 30, 90 or 365 days, or never.",
      })
      .transform((days) => (days === "never" ? null : days)),
  })
  .refine(({ partner_id, scopes }) => partner_id === null || scopes.length > 0, {
    path: ["scopes"],
    message: NO_SCOPE,
    // Said beside the other faults, not after them.
    when: ({ value }) => z.object({ scopes: z.array(z.unknown()) }).safeParse(value).success,
  })
  .transform((token) => ({ ...token, scopes: token.partner_id === null ? [] : [...new Set(token.scopes)] }));
export type CreateAccessToken = z.output<typeof CreateAccessToken>;

export const RevokeAccessToken = z.object({ token_id: z.uuid() });
export type RevokeAccessToken = z.output<typeof RevokeAccessToken>;

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

/** The person who calls, as the API shows them to themselves. */
export const Me = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().meta({ format: "email" }),
    email_verified: z.boolean(),
    created_at: z.string().meta({ format: "date-time" }),
    memberships: z
      .array(
        z.object({
          partner_id: z.uuid(),
          company_name: z.string(),
          role: z.enum(MEMBER_ROLES),
        }),
      )
      .meta({ description: "The teams you work for, the oldest membership first." }),
  })
  .meta({ id: "Me" });
export type Me = z.output<typeof Me>;
