import { z } from "zod";
import { anyOf, byEmail, byUser, privacyPart, through } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const SELF = "You";
const id = z.uuid();

/** The account itself, and what signs its owner in: erased last, because everything else is found by it. */
export const accountsPrivacy = privacyPart(
  [
    {
      table: "identities",
      holds: "Which outside sites (Google, GitHub) sign you in",
      purpose: "Signing in",
      kept: "Until you disconnect the site",
      readers: SELF,
      rowsOf: byUser(),
      exported: {
        row: z.strictObject({ provider: z.string(), subject: z.string(), created_at: exportedTime }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "sessions",
      holds: "Browsers that you are signed in with: shortened address, program, times",
      purpose: "Signing in, and letting you see who is signed in",
      kept: "30 days after they end",
      readers: `${SELF}, and admins who look into abuse`,
      // An admin who looked through a person's eyes keeps the session, which names that person for as long.
      rowsOf: byUser(),
      exported: {
        row: z.strictObject({
          id,
          method: z.string(),
          ip: z.string().nullable(),
          user_agent: z.string().nullable(),
          created_at: exportedTime,
          last_seen_at: exportedTime,
          expires_at: exportedTime,
          revoked_at: exportedTime.nullable(),
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "known_devices",
      holds: "Browsers that have signed in to your account before",
      purpose: "Keeping strangers’ attempts from slowing you down",
      kept: "A year after the last use, and 30 days more",
      readers: "The sign-in page",
      rowsOf: byUser(),
      exported: {
        row: z.strictObject({
          id,
          created_at: exportedTime,
          last_used_at: exportedTime,
          expires_at: exportedTime,
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "account_tokens",
      holds: "Links that were mailed to you, as hashes, with your address",
      purpose: "Signing in, new passwords, new addresses",
      kept: "30 days after they expire",
      readers: "The page that the link opens",
      rowsOf: anyOf(byUser(), byEmail()),
      exported: {
        row: z.strictObject({
          id,
          purpose: z.string(),
          email: z.string(),
          created_at: exportedTime,
          expires_at: exportedTime,
          used_at: exportedTime.nullable(),
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "recovery_codes",
      holds: "Hashes of the codes that open your account without its authenticator app",
      purpose: "Signing in",
      kept: "Until you make new ones",
      readers: "The sign-in page",
      rowsOf: byUser(),
      exported: {
        row: z.strictObject({ id, created_at: exportedTime, used_at: exportedTime.nullable() }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "personal_access_tokens",
      holds: "Your access tokens, as hashes, with their names and last use",
      purpose: "Letting your own programs act for you",
      kept: "As long as your account",
      readers: SELF,
      rowsOf: byUser(),
      exported: {
        row: z.strictObject({
          id,
          partner_id: id.nullable(),
          name: z.string(),
          prefix: z.string(),
          scopes: z.array(z.string()),
          created_at: exportedTime,
          expires_at: exportedTime.nullable(),
          revoked_at: exportedTime.nullable(),
          last_used_at: exportedTime.nullable(),
          last_used_ip: z.string().nullable(),
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "profile_claims",
      holds: "Which answers an unfinished sign-up will bring into your account",
      purpose: "Keeping your answers when you sign up on another device",
      kept: "Until the sign-up ends",
      readers: "The sign-up page",
      rowsOf: through("sign_up_id", "sign_ups", byEmail()),
      onErasure: { does: "delete" },
    },
    {
      table: "sign_ups",
      holds: "Sign-ups with your address, finished or not: name, company, hashed password",
      purpose: "Making an account",
      kept: "30 days after they expire",
      readers: "The sign-up page",
      rowsOf: byEmail(),
      exported: {
        row: z.strictObject({
          id,
          email: z.string(),
          name: z.string(),
          company_name: z.string().nullable(),
          use_case: z.string().nullable(),
          created_at: exportedTime,
          expires_at: exportedTime,
          used_at: exportedTime.nullable(),
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "attempts",
      holds: "Keyed hashes of what was tried to sign in, with counts",
      purpose: "Slowing down attackers",
      kept: "A day",
      readers: "The sign-in page",
      onErasure: { does: "nothing", why: "A keyed hash that names no person, gone after a day." },
    },
    {
      table: "users",
      holds: "Your name, email address, hashed password, role and authenticator secret (sealed)",
      purpose: "Your account",
      kept: "As long as your account",
      readers: `${SELF}, members of your companies (name and address), and admins`,
      rowsOf: byUser("id"),
      exported: {
        row: z.strictObject({
          id,
          email: z.string(),
          email_verified_at: exportedTime.nullable(),
          name: z.string(),
          role: z.string(),
          totp_enabled_at: exportedTime.nullable(),
          suspended_at: exportedTime.nullable(),
          created_at: exportedTime,
          updated_at: exportedTime,
        }),
      },
      onErasure: { does: "delete" },
    },
  ],
  {
    stage: "account",
    async before(_ctx, tx, { userId }) {
      if (userId === null) return [];
      // Admins' sessions, in which the person was looked at for support, go on without naming them.
      await tx.$executeRaw`UPDATE sessions SET impersonated_user_id = NULL, impersonated_partner_id = NULL,
        impersonation_reason = NULL, impersonation_ends_at = NULL WHERE impersonated_user_id = ${userId}::uuid`;
      return [];
    },
  },
);
