import type { Domain } from "@/lib/api/domain";
import { questNavigation } from "@/lib/people/quest/navigation";
import { questProblems } from "@/lib/people/quest/problems";

export const quest: Domain = {
  name: "people/quest",
  problems: questProblems,
  navigation: questNavigation,
};
