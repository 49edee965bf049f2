import type { Domain } from "@/lib/api/domain";
import { webhookJobs } from "@/lib/partners/webhooks/jobs";
import { webhooksPrivacy } from "@/lib/partners/webhooks/privacy";

export const webhooks: Domain = {
  name: "partners/webhooks",
  privacy: webhooksPrivacy,
  jobs: webhookJobs,
};
