import type { Domain } from "@/lib/api/domain";
import { profileJobs } from "@/lib/people/profiles/jobs";
import { profilesPrivacy } from "@/lib/people/profiles/privacy";

export const profiles: Domain = {
  name: "people/profiles",
  privacy: profilesPrivacy,
  jobs: profileJobs,
};
