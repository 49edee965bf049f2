import type { Domain } from "@/lib/api/domain";
import { normsReader } from "@/lib/people/results/compute-norms";
import { resultJobs } from "@/lib/people/results/jobs";
import { resultNavigation } from "@/lib/people/results/navigation";

export const results: Domain = {
  name: "people/results",
  jobs: resultJobs,
  readers: [normsReader],
  navigation: resultNavigation,
};
