import type { Domain } from "@/lib/api/domain";
import { securityJobs } from "@/lib/identity/security/jobs";
import { securityNavigation } from "@/lib/identity/security/navigation";
import { securityPrivacy } from "@/lib/identity/security/privacy";

export const security: Domain = {
  name: "identity/security",
  privacy: securityPrivacy,
  jobs: securityJobs,
  navigation: securityNavigation,
};
