import { randomBytes } from "node:crypto";
import { z } from "zod";
import { windowAt } from "@/lib/partners/alerts/alert-window";
import { formatValue, formatWindow, METRIC_WORDS } from "@/lib/partners/alerts/alert-words";
import { ANSWER_DAYS, ASK_RECIPIENT_JOB } from "@/lib/partners/alerts/ask-recipients";
import { evaluateAlerts } from "@/lib/partners/alerts/evaluate-alerts";
import { isTold, recipientStates } from "@/lib/partners/alerts/recipient-states";
import { SEND_FIRING_JOB } from "@/lib/partners/alerts/settle-alerts";
import { brandOf, linkTo } from "@/lib/platform/brand";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import { sha256 } from "@/lib/platform/seal";

const evaluate = job({
  name: "alerts.evaluate",
  payload: z.object({}),
  cron: "* * * * *",
  run: evaluateAlerts,
});

const sendFiring = job({
  name: SEND_FIRING_JOB,
  payload: z.object({ firing_id: z.uuid(), recipient: z.int().min(0) }),
  async run(ctx, { firing_id, recipient }) {
    const firing = await ctx.db.alertFiring.findUnique({
      where: { id: firing_id },
      include: { alert: { include: { partner: true } } },
    });
    const to = firing?.recipients[recipient];
    if (firing === null || to === undefined) return;
    const { alert } = firing;
    // Who has left the team since, or changed their mind, is told nothing.
    const states = await recipientStates(ctx.db, alert.partnerId, [to]);
    if (!isTold(states.get(to))) return;
    const [name, company] = [inMail(alert.name), inMail(alert.partner.companyName)];
    const { metric, window } = alert;
    const { end } = windowAt(window, firing.windowStart);
    const blocks = firing.action === "block";
    await sendMail(ctx, {
      to,
      subject: `${blocks ? "Live calls are refused: " : ""}${name} (${company})`,
      text: [
        `The alert "${name}" of ${company} has fired.`,
        "",
        `What:       ${METRIC_WORDS[metric]}`,
        `Value:      ${formatValue(metric, Number(firing.value))}`,
        `Threshold:  ${formatValue(metric, Number(firing.threshold))}`,
        `Window:     ${formatWindow(window, firing.windowStart)}`,
        "",
        ...(blocks
          ? [
              `This alert is a hard cap: live calls are refused until ${end.toISOString()}, or until somebody raises the cap or switches it off. Test keys go on working.`,
              "",
            ]
          : []),
        "See and change your alerts:",
        linkTo(ctx, "/partner/alerts"),
        "",
        `You get this mail because somebody at ${company} put your address on this alert.`,
      ].join("\n"),
    });
  },
});

/**
 * Asks one address outside the team whether it wants a partner's alerts. Of what people have typed the mail holds the
 * company's name alone. The token exists only here and in the mail; we keep its hash.
 */
const askRecipient = job({
  name: ASK_RECIPIENT_JOB,
  payload: z.object({ recipient_id: z.uuid() }),
  async run(ctx, { recipient_id }) {
    const row = await ctx.db.alertRecipient.findUnique({
      where: { id: recipient_id },
      include: { partner: { select: { companyName: true } } },
    });
    if (row === null || row.confirmedAt !== null || row.declinedAt !== null) return;
    const token = randomBytes(32).toString("base64url");
    await ctx.db.alertRecipient.update({
      where: { id: row.id, partnerId: row.partnerId },
      data: { tokenHash: sha256(token) },
    });
    const company = inMail(row.partner.companyName);
    await sendMail(
      ctx,
      {
        to: row.email,
        subject: `Do you want alerts of ${company}?`,
        text: [
          `${company} uses ${brandOf(ctx).name} and wants to send alerts about its account to this address.`,
          "",
          `Open this link to agree, or to decline. It is valid for ${ANSWER_DAYS} days:`,
          // After "#": browsers keep that part to themselves, so the token reaches no server's log.
          linkTo(ctx, `/alert-recipient#${token}`),
          "",
          "Or paste this code on the page:",
          token,
          "",
          "If you do nothing, you get no alerts.",
        ].join("\n"),
      },
      "unasked",
    );
  },
});

export const alertJobs = [evaluate, sendFiring, askRecipient];
