import type { Domain } from "@/lib/api/domain";
import { operationsJobs } from "@/lib/operations/admin/jobs";

export const admin: Domain = {
  name: "operations/admin",
  jobs: operationsJobs,
};
