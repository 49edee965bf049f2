import type { Domain } from "@/lib/api/domain";
import { supportJobs } from "@/lib/partners/support/jobs";
import { supportPrivacy } from "@/lib/partners/support/privacy";

export const support: Domain = {
  name: "partners/support",
  privacy: supportPrivacy,
  jobs: supportJobs,
};
