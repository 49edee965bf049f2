import { z } from "zod";
import { attemptDelivery } from "@/lib/partners/webhooks/attempt-delivery";
import { DISABLE_AFTER_DAYS } from "@/lib/partners/webhooks/delivery-rules";
import { DISABLED_NOTICE_JOB } from "@/lib/partners/webhooks/disable-endpoint";
import { fanOutEvent } from "@/lib/partners/webhooks/fan-out-event";
import { DELIVER_JOB, DELIVERIES_AT_ONCE } from "@/lib/partners/webhooks/queue-delivery";
import { recoverDeliveries } from "@/lib/partners/webhooks/recover-deliveries";
import { removeOldEvents } from "@/lib/partners/webhooks/remove-old-events";
import { linkTo } from "@/lib/platform/brand";
import { FAN_OUT_JOB } from "@/lib/platform/events";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";

const fanOut = job({
  name: FAN_OUT_JOB,
  payload: z.object({ event_id: z.uuid() }),
  run: fanOutEvent,
});

const deliver = job({
  name: DELIVER_JOB,
  payload: z.object({ delivery_id: z.uuid(), attempt: z.int().min(1) }),
  // They wait for strangers' servers, up to 15 s each: mails and sums must not wait behind them.
  workers: DELIVERIES_AT_ONCE,
  run: (ctx, input) => attemptDelivery(ctx, input),
});

const recover = job({
  name: "webhooks.recover-deliveries",
  payload: z.object({}),
  cron: "* * * * *",
  run: recoverDeliveries,
});

const removeOld = job({
  name: "webhooks.remove-old-events",
  payload: z.object({}),
  cron: "50 2 * * *",
  run: removeOldEvents,
});

const REASONS: Record<string, string> = {
  gone: "It answered 410 Gone, which says that it is no longer there.",
  failing: `Nothing we sent to it has got through for ${DISABLE_AFTER_DAYS} days.`,
};

/** Tells one owner (or, where there is none, the partner's own address) that an endpoint was switched off. */
const sendDisabledNotice = job({
  name: DISABLED_NOTICE_JOB,
  payload: z.object({ endpoint_id: z.uuid(), user_id: z.uuid().optional() }),
  async run(ctx, { endpoint_id, user_id }) {
    const endpoint = await ctx.db.webhookEndpoint.findUnique({
      where: { id: endpoint_id },
      include: { partner: true },
    });
    // Enabled or deleted in the meantime: no news.
    if (endpoint === null || endpoint.deletedAt !== null || endpoint.disabledAt === null) return;
    const to =
      user_id === undefined
        ? endpoint.partner.email
        : (await ctx.db.user.findUnique({ where: { id: user_id } }))?.email;
    if (to === undefined) return;
    await sendMail(ctx, {
      to,
      subject: `A webhook endpoint of ${inMail(endpoint.partner.companyName)} was disabled`,
      text: [
        `We have stopped sending webhooks to ${endpoint.url}.`,
        REASONS[endpoint.disabledReason ?? ""] ?? "",
        "",
        "See what it answered, mend it, and enable it again here:",
        linkTo(ctx, `/partner/webhooks/${endpoint.id}`),
        "",
        "Deliveries that failed can be replayed there for 30 days.",
      ].join("\n"),
    });
  },
});

export const webhookJobs = [fanOut, deliver, recover, removeOld, sendDisabledNotice];
