import type { Domain } from "@/lib/api/domain";
import { customActions } from "@/lib/research/custom/audit-actions";
import { customNavigation } from "@/lib/research/custom/navigation";
import { customProblems } from "@/lib/research/custom/problems";

export const customResearch: Domain = {
  name: "research/custom",
  problems: customProblems,
  auditActions: customActions,
  auditKinds: { custom_research: "Custom research" },
  navigation: customNavigation,
};
