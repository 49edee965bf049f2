import type { Domain } from "@/lib/api/domain";
import { togetherJobs } from "@/lib/people/together/jobs";
import { togetherPrivacy } from "@/lib/people/together/privacy";

export const together: Domain = {
  name: "people/together",
  privacy: togetherPrivacy,
  jobs: togetherJobs,
};
