import type { Domain } from "@/lib/api/domain";
import { securityJobs } from "@/lib/identity/security/jobs";

export const security: Domain = {
  name: "identity/security",
  jobs: securityJobs,
};
