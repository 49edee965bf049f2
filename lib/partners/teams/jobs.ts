import { randomBytes } from "node:crypto";
import { z } from "zod";
import { brandOf, linkTo } from "@/lib/platform/brand";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import { sha256 } from "@/lib/platform/seal";

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
        subject: `Join ${company} on ${brandOf(ctx).name}`,
        text: [
          `${inMail(invitedBy?.name ?? "Somebody")} invites you to the team of ${company} on ${brandOf(ctx).name}, as ${role}.`,
          "",
          "Open this link to accept. It is valid for seven days, for the account with this address:",
          // After "#", as with verification: the token reaches no server's or proxy's log.
          linkTo(ctx, `/invitation#${token}`),
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

export const teamJobs = [sendInvitation];
