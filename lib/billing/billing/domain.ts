import type { Domain } from "@/lib/api/domain";
import { billingJobs } from "@/lib/billing/billing/jobs";

export const billing: Domain = {
  name: "billing/billing",
  jobs: billingJobs,
};
