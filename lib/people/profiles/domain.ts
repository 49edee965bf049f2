import type { Domain } from "@/lib/api/domain";
import { profileJobs } from "@/lib/people/profiles/jobs";
import { profilesPrivacy } from "@/lib/people/profiles/privacy";
import { profileProblems } from "@/lib/people/profiles/problems";

export const profiles: Domain = {
  name: "people/profiles",
  privacy: profilesPrivacy,
  jobs: profileJobs,
  problems: profileProblems,
};
