import type { Domain } from "@/lib/api/domain";
import { assessmentNavigation } from "@/lib/people/assessments/navigation";
import { assessmentProblems } from "@/lib/people/assessments/problems";

export const assessments: Domain = {
  name: "people/assessments",
  problems: assessmentProblems,
  navigation: assessmentNavigation,
};
