import type { Domain } from "@/lib/api/domain";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { billingPrivacy } from "@/lib/billing/billing/privacy";

export const billing: Domain = {
  name: "billing/billing",
  privacy: billingPrivacy,
  jobs: billingJobs,
};
