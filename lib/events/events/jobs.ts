import { z } from "zod";
import { finishEvents } from "@/lib/events/events/finish-events";
import { removeOldAttendees } from "@/lib/events/events/remove-old-attendees";
import { job } from "@/lib/platform/jobs";

const finish = job({
  name: "events.finish-events",
  payload: z.object({}),
  cron: "*/5 * * * *",
  run: finishEvents,
});

const removeOld = job({
  name: "events.remove-old-attendees",
  payload: z.object({}),
  cron: "20 3 * * *",
  run: removeOldAttendees,
});

export const eventJobs = [finish, removeOld];
