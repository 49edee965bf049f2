import { z } from "zod";
import { windowAt } from "@/lib/alerts/alert-window";
import { formatValue, formatWindow, METRIC_WORDS } from "@/lib/alerts/alert-words";
import { evaluateAlerts } from "@/lib/alerts/evaluate-alerts";
import { SEND_FIRING_JOB } from "@/lib/alerts/settle-alerts";
import { env } from "@/lib/platform/env";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";

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
    const { metric, window } = alert;
    const { end } = windowAt(window, firing.windowStart);
    const blocks = firing.action === "block";
    await sendMail(ctx, {
      to,
      subject: `${blocks ? "Live calls are refused: " : ""}${alert.name} (${alert.partner.companyName})`,
      text: [
        `The alert "${alert.name}" of ${alert.partner.companyName} has fired.`,
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
        `${env().APP_URL}/partner/alerts`,
        "",
        `You get this mail because somebody at ${alert.partner.companyName} put your address on this alert.`,
      ].join("\n"),
    });
  },
});

export const alertJobs = [evaluate, sendFiring];
