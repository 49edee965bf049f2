import { z } from "zod";
import { generateCode, generateToken, hashCode } from "@/lib/identity/accounts/mailed-code";
import { brandOf, linkTo } from "@/lib/platform/brand";
import { newId } from "@/lib/platform/ids";
import { type JobContext, job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import type { AccountTokenPurpose } from "@/lib/platform/prisma/client";
import { sha256 } from "@/lib/platform/seal";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How long rows are kept that nobody can use any more: long enough to look into what happened. */
export const KEPT_DAYS = 30;

const IGNORE = "If this was not you, ignore this mail: nothing will happen.";

/**
 * Mails the code of a sign-up, or, where the address has an account, that it has. The code exists only here and in the
 * mail. What the sign-up says of name and company is left out: it is a stranger's until the code comes back.
 */
const sendSignUp = job({
  name: "accounts.send-sign-up",
  payload: z.object({ sign_up_id: z.uuid() }),
  async run(ctx, { sign_up_id }) {
    const signUp = await ctx.db.signUp.findUnique({ where: { id: sign_up_id } });
    if (signUp === null || signUp.usedAt !== null || signUp.expiresAt <= ctx.clock.now()) return;
    const known = await ctx.db.user.count({ where: { email: signUp.email } });
    if (known > 0) {
      await sendMail(
        ctx,
        {
          to: signUp.email,
          subject: `You already have a ${brandOf(ctx).name} account`,
          text: [
            `Somebody, perhaps you, asked to sign up for ${brandOf(ctx).name} with this address. It has an account already.`,
            "",
            "Sign in:",
            linkTo(ctx, "/sign-in"),
            "",
            "Forgotten the password? Choose a new one:",
            linkTo(ctx, "/forgot-password"),
            "",
            IGNORE,
          ].join("\n"),
        },
        "unasked",
      );
      return;
    }
    const code = generateCode();
    await ctx.db.signUp.update({ where: { id: signUp.id }, data: { codeHash: hashCode(code) } });
    await sendMail(
      ctx,
      {
        to: signUp.email,
        subject: `Your code for ${brandOf(ctx).name}`,
        text: [
          `Welcome to ${brandOf(ctx).name}. This code finishes your sign-up. It is valid for a day:`,
          "",
          code,
          "",
          "Type it on the page where you signed up, or open this link:",
          linkTo(ctx, `/sign-up/verify#${code}`),
          "",
          IGNORE,
        ].join("\n"),
      },
      "unasked",
    );
  },
});

interface LinkMail {
  path: `/${string}`;
  validMs: number;
  subject: string;
  says: string;
  ends: string;
}

const linkMails = (name: string): Record<"reset_password" | "sign_in", LinkMail> => ({
  reset_password: {
    path: "/reset-password",
    validMs: 60 * MINUTE_MS,
    subject: `Choose a new password for ${name}`,
    says: "Open this link to choose a new password. It is valid for an hour and works once:",
    ends: "If you did not ask for it, ignore this mail: your password stays as it is.",
  },
  sign_in: {
    path: "/sign-in/link",
    validMs: 15 * MINUTE_MS,
    subject: `Your link to sign in to ${name}`,
    says: "Open this link to sign in. It is valid for 15 minutes and works once:",
    ends: "If you did not ask for it, ignore this mail: nobody is signed in without it.",
  },
});

/** So many links go to one address in an hour as they are asked for. After that one goes out every ten minutes. */
const LINKS_AT_ONCE = 5;
const THEN_EVERY_MS = 10 * MINUTE_MS;

/**
 * Whether the address has been sent so many links that another would be a nuisance. The newest one then still works and
 * is in the mailbox, so that whoever really asks has one to open.
 */
async function hasLinkAlready(
  ctx: JobContext,
  userId: string,
  purpose: AccountTokenPurpose,
  now: Date,
): Promise<boolean> {
  const recent = await ctx.db.accountToken.findMany({
    where: { userId, purpose, createdAt: { gt: new Date(now.getTime() - 60 * MINUTE_MS) } },
    orderBy: { createdAt: "desc" },
    take: LINKS_AT_ONCE,
  });
  const newest = recent[0];
  return (
    recent.length >= LINKS_AT_ONCE &&
    newest !== undefined &&
    newest.usedAt === null &&
    now.getTime() - newest.createdAt.getTime() < THEN_EVERY_MS
  );
}

/** Mails a link to whoever has an account with the address; to any other address nothing is sent. */
const sendLink = job({
  name: "accounts.send-link",
  payload: z.object({
    purpose: z.enum(["reset_password", "sign_in"]),
    email: z.string(),
    next: z.string(),
    /** Asked for in a browser that the account knows. */
    known: z.boolean().default(false),
  }),
  async run(ctx, { purpose, email, next, known }) {
    const user = await ctx.db.user.findUnique({ where: { email } });
    if (user === null || user.emailVerifiedAt === null) return;
    // A suspended person signs in to the privacy centre, by the password they have or by link.
    if (user.suspendedAt !== null && purpose !== "sign_in") return;
    const { path, validMs, subject, says, ends } = linkMails(brandOf(ctx).name)[purpose];
    const now = ctx.clock.now();
    if (!known && (await hasLinkAlready(ctx, user.id, purpose, now))) return;
    const token = generateToken();
    await ctx.db.accountToken.create({ data: tokenRow(user.id, purpose, email, token, now, validMs) });
    const page: `/${string}` = next === "" ? path : `${path}?next=${encodeURIComponent(next)}`;
    await sendMail(
      ctx,
      {
        to: email,
        subject,
        text: [
          says,
          "",
          linkTo(ctx, `${page}#${token}`),
          "",
          "Or paste this code on the page:",
          token,
          "",
          ends,
        ].join("\n"),
      },
      "link",
    );
  },
});

const EMAIL_CHANGE_MS = DAY_MS;

/** Mails the link that makes a new address the account's. */
const sendEmailChange = job({
  name: "accounts.send-email-change",
  payload: z.object({ user_id: z.uuid(), email: z.string() }),
  async run(ctx, { user_id, email }) {
    const user = await ctx.db.user.findUnique({ where: { id: user_id } });
    if (user === null || user.suspendedAt !== null) return;
    const taken = await ctx.db.user.count({ where: { email } });
    if (taken > 0) {
      await sendMail(
        ctx,
        {
          to: email,
          subject: `You already have a ${brandOf(ctx).name} account`,
          text: [
            `Somebody asked to use this address for another ${brandOf(ctx).name} account. It has an account of its own, and stays there.`,
            "",
            IGNORE,
          ].join("\n"),
        },
        "unasked",
      );
      return;
    }
    const token = generateToken();
    const now = ctx.clock.now();
    await ctx.db.accountToken.create({
      data: tokenRow(user.id, "verify_email", email, token, now, EMAIL_CHANGE_MS),
    });
    await sendMail(
      ctx,
      {
        to: email,
        subject: `Confirm your new e-mail for ${brandOf(ctx).name}`,
        text: [
          `Somebody, perhaps you, wants to make this the address of their ${brandOf(ctx).name} account. Open this link where you are signed in to that account. It is valid for a day and works once:`,
          "",
          linkTo(ctx, `/confirm-email#${token}`),
          "",
          "Or paste this code on the page:",
          token,
          "",
          IGNORE,
        ].join("\n"),
      },
      "unasked",
    );
  },
});

function tokenRow(
  userId: string,
  purpose: AccountTokenPurpose,
  email: string,
  token: string,
  now: Date,
  validMs: number,
) {
  return {
    id: newId(now),
    userId,
    purpose,
    email,
    tokenHash: sha256(token),
    expiresAt: new Date(now.getTime() + validMs),
    createdAt: now,
  };
}

const noticesOf = (name: string) =>
  ({
    password_changed: {
      subject: `Your ${name} password was changed`,
      says: `The password of your ${name} account was just changed, and every other browser was signed out.`,
    },
    password_reset: {
      subject: `Your ${name} password was reset`,
      says: `A new password was just chosen for your ${name} account with a link that we mailed. Every other browser was signed out.`,
    },
    email_changed: {
      subject: `Your ${name} address was changed`,
      says: `Your ${name} account now has another address. This one signs in no longer.`,
    },
    identity_connected: {
      subject: `Another site now signs you in to ${name}`,
      says: `Your ${name} account was just connected to another site. Signing in there now signs you in here.`,
    },
    identity_disconnected: {
      subject: `Another site no longer signs you in to ${name}`,
      says: `Your ${name} account was just disconnected from another site.`,
    },
    totp_enabled: {
      subject: "Two-step sign-in is on",
      says: `Signing in to your ${name} account now also asks for a code from your authenticator app.`,
    },
    totp_disabled: {
      subject: "Two-step sign-in is off",
      says: `Signing in to your ${name} account no longer asks for a code from your authenticator app.`,
    },
  }) as const;

type Notice = keyof ReturnType<typeof noticesOf>;

/** What became of the access tokens, in the mail about the password. */
function tellTokens(ctx: JobContext, revoked: number): string[] {
  if (revoked === 0) return [];
  const which = revoked === 1 ? "Your access token was" : `Your ${revoked} access tokens were`;
  return [
    "",
    `${which} revoked too: scripts that use ${revoked === 1 ? "it" : "them"} are refused from now on. Make new ones here:`,
    linkTo(ctx, "/account/tokens"),
  ];
}

/** What became of the connections to other sites, in the mail about a reset. */
function tellSites(disconnected: number): string[] {
  if (disconnected === 0) return [];
  return [
    "",
    "Google or GitHub no longer sign you in. Connect them again the next time you sign in with them.",
  ];
}

/** Tells a person what was changed in their account, so that who did not do it learns of it. */
const sendNotice = job({
  name: "accounts.send-notice",
  payload: z.object({
    email: z.string(),
    notice: z.enum(Object.keys(noticesOf("")) as [Notice, ...Notice[]]),
    revoked_tokens: z.number().int().default(0),
    disconnected: z.number().int().default(0),
    /** Which site, for those about one. */
    site: z.string().default(""),
  }),
  async run(ctx, { email, notice, revoked_tokens, disconnected, site }) {
    const { subject, says } = noticesOf(brandOf(ctx).name)[notice];
    await sendMail(
      ctx,
      {
        to: email,
        subject,
        text: [
          site === "" ? says : says.replace("another site", site),
          ...tellTokens(ctx, revoked_tokens),
          ...tellSites(disconnected),
          "",
          "If this was not you, choose a new password at once. That also signs everybody else out:",
          linkTo(ctx, "/forgot-password"),
        ].join("\n"),
      },
      "security",
    );
  },
});

/** Removes what nobody can use any more: sessions, links, sign-ups and browsers that ended a month ago, and yesterday's attempts. */
const removeEnded = job({
  name: "accounts.remove-ended",
  payload: z.object({}),
  cron: "45 3 * * *",
  async run(ctx) {
    const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * DAY_MS);
    const ended = { where: { expiresAt: { lt: before } } };
    await ctx.db.session.deleteMany(ended);
    await ctx.db.accountToken.deleteMany(ended);
    await ctx.db.signUp.deleteMany(ended);
    await ctx.db.knownDevice.deleteMany(ended);
    const yesterday = new Date(ctx.clock.now().getTime() - DAY_MS);
    await ctx.db.attempt.deleteMany({ where: { updatedAt: { lt: yesterday } } });
  },
});

export const accountJobs = [sendSignUp, sendLink, sendEmailChange, sendNotice, removeEnded];
