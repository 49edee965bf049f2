import { z } from "zod";
import { deletionToken } from "@/lib/identity/privacy/deletion-token";
import type { Parts } from "@/lib/identity/privacy/parts";
import { DELETION_MAIL_JOB } from "@/lib/identity/privacy/request-deletion";
import { GRACE_DAYS } from "@/lib/identity/privacy/schemas";
import { sweepDeletions } from "@/lib/identity/privacy/sweep-deletions";
import { brandOf, linkTo } from "@/lib/platform/brand";
import { type Job, job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";

const DAY_MS = 86_400_000;
/** Who read a person's data stays visible for them as long. */
export const ACCESSES_KEPT_DAYS = 396;

const sendDeletionMail = job({
  name: DELETION_MAIL_JOB,
  payload: z.object({ request_id: z.uuid(), what: z.enum(["requested", "cancelled"]) }),
  async run(ctx, { request_id, what }) {
    const request = await ctx.db.deletionRequest.findUnique({ where: { id: request_id } });
    if (request === null || request.userId === null || request.startedAt !== null) return;
    const user = await ctx.db.user.findUnique({ where: { id: request.userId } });
    if (user === null) return;
    const { name } = brandOf(ctx);
    const day = request.dueAt.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
    const link = linkTo(ctx, `/privacy/deletion#${deletionToken(request.id)}`);
    const text =
      what === "cancelled"
        ? [`Your ${name} account will not be deleted. Everything stays as it is.`]
        : [
            `You asked us to delete your ${name} account and everything we know about you. We will do it on ${day}.`,
            "",
            `Changed your mind, or wasn’t it you? Until then you can cancel here, within ${GRACE_DAYS} days of asking:`,
            link,
            "",
            "After that day the same link shows your receipt: what was deleted, and what we must keep and why. Keep this email, because we won’t have your address any more.",
          ];
    const subject =
      what === "cancelled" ? `Your ${name} account stays` : `Your ${name} account will be deleted on ${day}`;
    await sendMail(ctx, { to: user.email, subject, text: text.join("\n") }, "security");
  },
});

/** The privacy centre's work. What there is to erase the registry says. */
export function privacyJobs(parts: Parts): readonly Job[] {
  const sweep = job({
    name: "privacy.sweep-deletions",
    payload: z.object({}),
    cron: "*/15 * * * *",
    async run(ctx) {
      await sweepDeletions(ctx, parts);
    },
  });
  const removeOldAccesses = job({
    name: "privacy.remove-old-accesses",
    payload: z.object({}),
    cron: "20 4 * * *",
    async run(ctx) {
      const before = new Date(ctx.clock.now().getTime() - ACCESSES_KEPT_DAYS * DAY_MS);
      await ctx.db.dataAccess.deleteMany({ where: { lastAt: { lt: before } } });
    },
  });
  return [sendDeletionMail, sweep, removeOldAccesses];
}
