import type { Domain } from "@/lib/api/domain";
import { assessmentProblems } from "@/lib/people/assessments/problems";

export const assessments: Domain = {
  name: "people/assessments",
  problems: assessmentProblems,
};
