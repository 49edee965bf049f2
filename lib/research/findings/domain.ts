import type { Domain } from "@/lib/api/domain";
import { findingActions } from "@/lib/research/findings/audit-actions";
import { findingNavigation } from "@/lib/research/findings/navigation";
import { findingProblems } from "@/lib/research/findings/problems";

export const findings: Domain = {
  name: "research/findings",
  problems: findingProblems,
  auditActions: findingActions,
  auditKinds: { insight_finding: "Published findings" },
  navigation: findingNavigation,
};
