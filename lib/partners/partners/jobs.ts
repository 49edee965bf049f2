import { randomBytes } from "node:crypto";
import { z } from "zod";
import { brandOf, linkTo } from "@/lib/platform/brand";
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
    const link = linkTo(ctx, `/verify-email#${token}`);
    await sendMail(
      ctx,
      {
        to: verification.email,
        subject: `Verify your e-mail for ${brandOf(ctx).name}`,
        text: [
          `Welcome to ${brandOf(ctx).name}, ${inMail(verification.partner.companyName)}.`,
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

export const partnerJobs = [sendVerification];
