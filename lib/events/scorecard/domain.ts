import type { Domain } from "@/lib/api/domain";
import { scorecardJobs } from "@/lib/events/scorecard/jobs";
import { scorecardPrivacy } from "@/lib/events/scorecard/privacy";

export const scorecard: Domain = {
  name: "events/scorecard",
  jobs: scorecardJobs,
  privacy: scorecardPrivacy,
};
