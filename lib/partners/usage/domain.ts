import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { usageEndpoint } from "@/lib/partners/usage/endpoints";
import { getUsage } from "@/lib/partners/usage/get-usage";
import { usageJobs } from "@/lib/partners/usage/jobs";
import { usagePrivacy } from "@/lib/partners/usage/privacy";

export const usage: Domain = {
  name: "partners/usage",
  privacy: usagePrivacy,
  tags: { Usage: "What you have used and what it costs." },
  routes: [route(usageEndpoint, getUsage)],
  jobs: usageJobs,
};
