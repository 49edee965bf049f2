import { z } from "zod";
import { removeOldMeetings } from "@/lib/events/meetings/remove-old-meetings";
import { SEND_MUTUAL_JOB, sendMutual } from "@/lib/events/meetings/send-mutual";
import { job } from "@/lib/platform/jobs";

export const meetingsJobs = [
  job({
    name: SEND_MUTUAL_JOB,
    payload: z.object({ event_id: z.uuid(), attendee_id: z.uuid(), other_id: z.uuid() }),
    run: (ctx, payload) => sendMutual(ctx, payload),
  }),
  job({
    name: "meetings.remove-old",
    payload: z.object({}),
    cron: "15 4 * * *",
    run: (ctx) => removeOldMeetings(ctx),
  }),
];
