import { z } from "zod";
import { forgetOldAddresses } from "@/lib/partners/api-keys/learned-addresses";
import { removeExpiredNonces } from "@/lib/partners/api-keys/signature-nonces";
import { warnExpiringKeys } from "@/lib/partners/api-keys/warn-expiring-keys";
import { brandOf, linkTo } from "@/lib/platform/brand";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";

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
        subject: `Your ${brandOf(ctx).name} API key "${inMail(key.name)}" expires soon`,
        text: [
          `The ${key.mode} key "${inMail(key.name)}" (${key.prefix}…) expires at ${key.expiresAt.toISOString()}.`,
          "",
          "Calls with it will then be refused. Rotate it before that:",
          `  POST ${linkTo(ctx, `/api/v1/partners/${key.partnerId}/api-keys/${key.id}/rotate`)}`,
          "or move its expiry:",
          `  PATCH ${linkTo(ctx, `/api/v1/partners/${key.partnerId}/api-keys/${key.id}`)}`,
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

const forgetAddresses = job({
  name: "partners.forget-addresses",
  payload: z.object({}),
  cron: "45 3 * * *",
  run: forgetOldAddresses,
});

export const apiKeyJobs = [warnExpiring, sendExpiryWarning, removeNonces, forgetAddresses];
