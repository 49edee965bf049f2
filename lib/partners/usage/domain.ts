import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { usageEndpoint } from "@/lib/partners/usage/endpoints";
import { getUsage } from "@/lib/partners/usage/get-usage";
import { usageJobs } from "@/lib/partners/usage/jobs";

export const usage: Domain = {
  name: "partners/usage",
  tags: { Usage: "What you have used and what it costs." },
  routes: [route(usageEndpoint, getUsage)],
  jobs: usageJobs,
};
