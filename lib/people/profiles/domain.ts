import type { Domain } from "@/lib/api/domain";
import { profileJobs } from "@/lib/people/profiles/jobs";

export const profiles: Domain = {
  name: "people/profiles",
  jobs: profileJobs,
};
