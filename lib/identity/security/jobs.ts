import { z } from "zod";
import { alertSecurityEvents, SEND_ALERT_JOB } from "@/lib/identity/security/alert-security-events";
import { SECURITY_WORDS } from "@/lib/identity/security/security-words";
import { brandOf, linkTo } from "@/lib/platform/brand";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import { SECURITY_EVENT_KINDS } from "@/lib/platform/security-events";

export const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

const alertOfEvents = job({
  name: "security.alert",
  payload: z.object({}),
  cron: "*/5 * * * *",
  run: alertSecurityEvents,
});

const adviceOf = (name: string) =>
  ({
    user: {
      what: `your ${name} account`,
      path: "/account/security",
      next: "Your account is slowed down for strangers, not for a browser that you have used before. If you did not try to sign in, choose a new password and turn on two-step sign-in.",
    },
    partner: {
      what: `your partner account at ${name}`,
      path: "/partner/security/events",
      next: "Look at what happened. If you do not know it, rotate your keys and check who is in your team.",
    },
    installation: {
      what: `this installation of ${name}`,
      path: "/admin/security",
      next: "Look at what happened, and from which networks.",
    },
  }) as const;

const sendAlert = job({
  name: SEND_ALERT_JOB,
  payload: z.object({
    kind: z.enum(SECURITY_EVENT_KINDS),
    of: z.enum(["user", "partner", "installation"]),
    subject: z.string(),
    count: z.int(),
    user_id: z.uuid(),
  }),
  async run(ctx, { kind, of, count, user_id }) {
    const user = await ctx.db.user.findUnique({ where: { id: user_id } });
    if (user === null || user.suspendedAt !== null) return;
    const { name } = brandOf(ctx);
    const { what, path, next } = adviceOf(name)[of];
    await sendMail(
      ctx,
      {
        to: user.email,
        subject: `${name} security: ${SECURITY_WORDS[kind]}`,
        text: [
          `${SECURITY_WORDS[kind]}: ${count === 1 ? "once" : `${count} times`} today, at ${what}.`,
          "",
          next,
          "",
          `${linkTo(ctx, "")}${path}`,
          "",
          "You get at most one email a day about this.",
        ].join("\n"),
      },
      "security",
    );
  },
});

const removeOld = job({
  name: "security.remove-old-events",
  payload: z.object({}),
  cron: "55 3 * * *",
  async run(ctx) {
    const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * DAY_MS);
    await ctx.db.securityEvent.deleteMany({ where: { lastAt: { lt: before } } });
    await ctx.db.securityAlert.deleteMany({ where: { sentAt: { lt: before } } });
  },
});

export const securityJobs = [alertOfEvents, sendAlert, removeOld];
