import { randomBytes } from "node:crypto";
import { z } from "zod";
import { forgetOldAddresses } from "@/lib/partners/api-keys/learned-addresses";
import { removeExpiredNonces } from "@/lib/partners/api-keys/signature-nonces";
import { warnExpiringKeys } from "@/lib/partners/api-keys/warn-expiring-keys";
import { env } from "@/lib/platform/env";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import { sha256 } from "@/lib/platform/seal";

/** Mails the link that verifies an address. The token exists only here and in the mail; we keep its hash. */
const sendVerification = job({
  name: "partners.send-verification",
  payload: z.object({ verification_id: z.uuid() }),
  async run(ctx, { verification_id }) {
    const verification = await ctx.db.emailVerification.findUnique({
      where: { id: verification_id },
      include: { partner: true },
    });
    if (verification === null || verification.usedAt !== null) return;
    const token = randomBytes(32).toString("base64url");
    await ctx.db.emailVerification.update({
      where: { id: verification.id },
      data: { tokenHash: sha256(token) },
    });
    // After "#": browsers keep that part to themselves, so the token reaches no server's or proxy's log.
    const link = `${env().APP_URL}/verify-email#${token}`;
    await sendMail(
      ctx,
      {
        to: verification.email,
        subject: "Verify your e-mail for Soulmate",
        text: [
          `Welcome to Soulmate, ${inMail(verification.partner.companyName)}.`,
          "",
          "Open this link to verify your address. It is valid for two days. The page shows which keys exist, and you choose those that go on working:",
          link,
          "",
          "Or paste this code on the page:",
          token,
          "",
          "If you did not sign up, ignore this mail: nothing will happen.",
        ].join("\n"),
      },
      "unasked",
    );
  },
});

const warnExpiring = job({
  name: "partners.warn-expiring-keys",
  payload: z.object({}),
  cron: "15 * * * *",
  run: async (ctx) => warnExpiringKeys(ctx),
});

const sendExpiryWarning = job({
  name: "partners.send-expiry-warning",
  payload: z.object({ key_id: z.uuid() }),
  async run(ctx, { key_id }) {
    const key = await ctx.db.apiKey.findUnique({ where: { id: key_id }, include: { partner: true } });
    if (key === null || key.revokedAt !== null || key.expiresAt === null) return;
    await sendMail(
      ctx,
      {
        to: key.partner.email,
        subject: `Your Soulmate API key "${inMail(key.name)}" expires soon`,
        text: [
          `The ${key.mode} key "${inMail(key.name)}" (${key.prefix}…) expires at ${key.expiresAt.toISOString()}.`,
          "",
          "Calls with it will then be refused. Rotate it before that:",
          `  POST ${env().APP_URL}/api/v1/partners/${key.partnerId}/api-keys/${key.id}/rotate`,
          "or move its expiry:",
          `  PATCH ${env().APP_URL}/api/v1/partners/${key.partnerId}/api-keys/${key.id}`,
        ].join("\n"),
      },
      "security",
    );
  },
});

const removeNonces = job({
  name: "partners.remove-expired-nonces",
  payload: z.object({}),
  cron: "35 * * * *",
  run: removeExpiredNonces,
});

/** Mails the link that lets somebody join a team. The token exists only here and in the mail; we keep its hash. */
const sendInvitation = job({
  name: "partners.send-invitation",
  payload: z.object({ invitation_id: z.uuid() }),
  async run(ctx, { invitation_id }) {
    const invitation = await ctx.db.invitation.findUnique({
      where: { id: invitation_id },
      include: { partner: true, invitedBy: { select: { name: true } } },
    });
    if (invitation === null || invitation.acceptedAt !== null || invitation.revokedAt !== null) return;
    const token = randomBytes(32).toString("base64url");
    await ctx.db.invitation.update({ where: { id: invitation.id }, data: { tokenHash: sha256(token) } });
    const { partner, invitedBy, role, email } = invitation;
    const company = inMail(partner.companyName);
    await sendMail(
      ctx,
      {
        to: email,
        subject: `Join ${company} on Soulmate`,
        text: [
          `${inMail(invitedBy?.name ?? "Somebody")} invites you to the team of ${company} on Soulmate, as ${role}.`,
          "",
          "Open this link to accept. It is valid for seven days, for the account with this address:",
          // After "#", as with verification: the token reaches no server's or proxy's log.
          `${env().APP_URL}/invitation#${token}`,
          "",
          "Or paste this code on the page:",
          token,
          "",
          "If you do not know them, ignore this mail: nothing will happen.",
        ].join("\n"),
      },
      "unasked",
    );
  },
});

const forgetAddresses = job({
  name: "partners.forget-addresses",
  payload: z.object({}),
  cron: "45 3 * * *",
  run: forgetOldAddresses,
});

export const partnerJobs = [
  sendVerification,
  warnExpiring,
  sendExpiryWarning,
  removeNonces,
  sendInvitation,
  forgetAddresses,
];
