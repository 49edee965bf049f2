import type { Domain } from "@/lib/api/domain";
import { sharingJobs } from "@/lib/people/sharing/jobs";
import { sharingNavigation } from "@/lib/people/sharing/navigation";
import { sharingPrivacy } from "@/lib/people/sharing/privacy";
import { sharingProblems } from "@/lib/people/sharing/problems";

export const sharing: Domain = {
  name: "people/sharing",
  privacy: sharingPrivacy,
  jobs: sharingJobs,
  problems: sharingProblems,
  navigation: sharingNavigation,
};
