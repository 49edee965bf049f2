import { z } from "zod";
import { removeExpired } from "@/lib/api/idempotency";
import { job } from "@/lib/platform/jobs";

const removeExpiredReplies = job({
  name: "api.remove-expired-replies",
  payload: z.object({}),
  cron: "25 * * * *",
  run: removeExpired,
});

export const apiJobs = [removeExpiredReplies];
