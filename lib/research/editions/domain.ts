import type { Domain } from "@/lib/api/domain";
import { editionReader } from "@/lib/research/editions/build-edition";
import { editionJobs } from "@/lib/research/editions/jobs";
import { editionsPrivacy } from "@/lib/research/editions/privacy";

export const editions: Domain = {
  name: "research/editions",
  jobs: editionJobs,
  readers: [editionReader],
  privacy: editionsPrivacy,
};
