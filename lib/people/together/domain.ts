import type { Domain } from "@/lib/api/domain";
import { togetherJobs } from "@/lib/people/together/jobs";
import { togetherNavigation } from "@/lib/people/together/navigation";
import { togetherPrivacy } from "@/lib/people/together/privacy";
import { togetherProblems } from "@/lib/people/together/problems";

export const together: Domain = {
  name: "people/together",
  privacy: togetherPrivacy,
  jobs: togetherJobs,
  problems: togetherProblems,
  navigation: togetherNavigation,
};
