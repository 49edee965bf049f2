import { z } from "zod";
import { removeOldDoors } from "@/lib/events/check-in/remove-old-doors";
import { job } from "@/lib/platform/jobs";

const removeOld = job({
  name: "check-in.remove-old-doors",
  payload: z.object({}),
  cron: "40 3 * * *",
  run: removeOldDoors,
});

export const checkInJobs = [removeOld];
