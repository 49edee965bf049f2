import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { callStreamEndpoint, usageCsvEndpoint, usageEndpoint } from "@/lib/partners/usage/endpoints";
import { exportUsage } from "@/lib/partners/usage/export-usage";
import { getUsage } from "@/lib/partners/usage/get-usage";
import { usageJobs } from "@/lib/partners/usage/jobs";
import { usageNavigation } from "@/lib/partners/usage/navigation";
import { usagePrivacy } from "@/lib/partners/usage/privacy";
import { usageProblems } from "@/lib/partners/usage/problems";
import { streamCalls } from "@/lib/partners/usage/stream-calls";

export const usage: Domain = {
  name: "partners/usage",
  privacy: usagePrivacy,
  tags: { Usage: "What you have used and what it costs." },
  routes: [
    route(usageEndpoint, getUsage),
    route(usageCsvEndpoint, exportUsage),
    route(callStreamEndpoint, streamCalls),
  ],
  jobs: usageJobs,
  problems: usageProblems,
  navigation: usageNavigation,
};
