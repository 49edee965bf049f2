import type { Domain } from "@/lib/api/domain";
import { accountJobs } from "@/lib/identity/accounts/jobs";

export const accounts: Domain = {
  name: "identity/accounts",
  jobs: accountJobs,
};
