import { z } from "zod";
import { EVENT_CANCELLED_JOB, EVENT_MOVED_JOB, FILL_SEATS_JOB } from "@/lib/events/events/seat-jobs";
import { NOTICES, SEND_NOTICE_JOB } from "@/lib/events/registrations/notices";
import { refreshTraitsSources } from "@/lib/events/registrations/refresh-traits-sources";
import { removeOldRegistrations } from "@/lib/events/registrations/remove-old-registrations";
import {
  queueEventNotices,
  SEND_EVENT_NOTICE_JOB,
  sendEventNotice,
} from "@/lib/events/registrations/send-event-notices";
import { sendNotice } from "@/lib/events/registrations/send-notice";
import { settleAllEvents, settleEventOf } from "@/lib/events/registrations/settle-event";
import { job } from "@/lib/platform/jobs";

const OfOneEvent = z.object({ event_id: z.uuid() });

const settle = job({
  name: "registrations.settle-seats",
  payload: z.object({}),
  cron: "* * * * *",
  run: settleAllEvents,
});

const fill = job({ name: FILL_SEATS_JOB, payload: OfOneEvent, run: settleEventOf });

const notify = job({
  name: SEND_NOTICE_JOB,
  payload: z.object({ registration_id: z.uuid(), partner_id: z.uuid(), what: z.enum(NOTICES) }),
  run: sendNotice,
});

const cancelled = job({
  name: EVENT_CANCELLED_JOB,
  payload: OfOneEvent,
  run: (ctx, { event_id }) => queueEventNotices(ctx, { event_id, kind: "cancelled" }),
});

const moved = job({
  name: EVENT_MOVED_JOB,
  payload: OfOneEvent,
  run: (ctx, { event_id }) => queueEventNotices(ctx, { event_id, kind: "moved" }),
});

const notifyOfEvent = job({
  name: SEND_EVENT_NOTICE_JOB,
  payload: z.object({
    event_id: z.uuid(),
    kind: z.enum(["cancelled", "moved"]),
    registration_id: z.uuid().optional(),
    attendee_id: z.uuid().optional(),
  }),
  run: sendEventNotice,
});

const refreshTraits = job({
  name: "registrations.refresh-traits-sources",
  payload: z.object({}),
  cron: "*/5 * * * *",
  run: refreshTraitsSources,
});

const removeOld = job({
  name: "registrations.remove-old-registrations",
  payload: z.object({}),
  cron: "25 3 * * *",
  run: removeOldRegistrations,
});

export const registrationJobs = [
  settle,
  fill,
  notify,
  cancelled,
  moved,
  notifyOfEvent,
  refreshTraits,
  removeOld,
];
