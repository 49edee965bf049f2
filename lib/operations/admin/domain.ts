import type { Domain } from "@/lib/api/domain";
import { adminActions } from "@/lib/operations/admin/audit-actions";
import { operationsJobs } from "@/lib/operations/admin/jobs";
import { adminNavigation } from "@/lib/operations/admin/navigation";

export const admin: Domain = {
  name: "operations/admin",
  jobs: operationsJobs,
  auditActions: adminActions,
  navigation: adminNavigation,
};
