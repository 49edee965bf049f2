import type { Domain } from "@/lib/api/domain";
import { webhookJobs } from "@/lib/partners/webhooks/jobs";

export const webhooks: Domain = {
  name: "partners/webhooks",
  jobs: webhookJobs,
};
