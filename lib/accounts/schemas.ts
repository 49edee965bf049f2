import { z } from "zod";
import { SCOPES } from "@/lib/partners/schemas";
import { humanLine, humanName } from "@/lib/platform/human-text";

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

/** Those of ten characters and more that stand highest on lists of stolen passwords, and what people add here. */
const COMMON = new Set(
  `0123456789 1029384756 1111111111 11111111111 111111111111 1123581321 1212121212 1231231231 123123123123
  1234512345 1234554321 1234567890 12345678900 12345678901 123456789012 1234567890123 1234567891 12345678910
  123456789a 123456789q 1234567899 123456789abc 1234qwerasdf 123qweasdzxc 147258369 1472583690 1q2w3e4r5t
  1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 2222222222 3333333333 5555555555 6666666666 7777777777 7894561230
  8888888888 9876543210 9999999999 0000000000 0987654321 aaaaaaaaaa abc1234567 abcd123456 abcd12345678
  abcdefghij abcdefghijk administrator asdfasdfasdf asdfghjkl1 asdfghjkl; asdfghjkl123 basketball
  bismillah1 butterfly1 changeme123 chocolate1 dragonball elizabeth1 facebook123 football123 iloveyou12
  iloveyou123 iloveyousomuch internet123 letmein123 letmeinnow liverpool1 liverpoolfc manchester
  michael123 minecraft1 motdepasse myspace123 passw0rd123 password!! password01 password11 password12 password123
  password1234 password12345 password123! passwordpassword pokemon123 princess123 q1w2e3r4t5 q1w2e3r4t5y6
  qazwsxedcrfv qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwertyuiop qwertyuiop[] qwertyuiop123
  qwertyuiop1 samsung123 soulmate123 soulmate1234 soulmate12345 soulmatesoulmate starwars123 sunshine123
  superman123 welcome123 welcome1234 yourpassword zaq12wsxcde zxcvbnm123 zxcvbnm,./ zxcvbnmzxcvbnm`.split(
    /\s+/,
  ),
);

const tooLong = `Must have at most ${PASSWORD_MAX} characters.`;

/**
 * A new password: as long as one can remember, of any characters, and not one that everybody tries first. The same
 * text in other composed letters is the same password (NFKC).
 */
const newPassword = z
  .string(`Must have at least ${PASSWORD_MIN} characters.`)
  .max(1_000, tooLong)
  .transform((text) => text.normalize("NFKC"))
  .refine((text) => [...text].length >= PASSWORD_MIN, `Must have at least ${PASSWORD_MIN} characters.`)
  .refine((text) => [...text].length <= PASSWORD_MAX, tooLong)
  .refine(
    (text) => !COMMON.has(text.toLowerCase()) && new Set(text).size > 2,
    "This is among the first passwords that anybody would try: choose another.",
  );

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
  code: z.string("Must be a code.").trim().min(1, "Type the code from your app.").max(40),
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

export const RevokeSession = z.object({ session_id: z.uuid() });
export type RevokeSession = z.output<typeof RevokeSession>;

/** How long a token may live, in days; null for ever. */
export const TOKEN_LIFETIMES = [7, 30, 90, 365] as const;

export const CreateAccessToken = z.object({
  partner_id: z.uuid("Must be one of your teams."),
  name: humanLine(100),
  scopes: z
    .union([z.array(z.enum(SCOPES)), z.enum(SCOPES).transform((scope) => [scope])], {
      error: "Must name at least one scope.",
    })
    .refine((scopes) => scopes.length > 0, "Must name at least one scope.")
    .transform((scopes) => [...new Set(scopes)]),
  expires_in_days: z
    .union([z.literal("never"), z.coerce.number().pipe(z.literal(TOKEN_LIFETIMES))], {
      error: "Must be 7, 30, 90 or 365 days, or never.",
    })
    .transform((days) => (days === "never" ? null : days)),
});
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
