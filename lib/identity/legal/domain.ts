import type { Domain } from "@/lib/api/domain";
import { legalActions } from "@/lib/identity/legal/audit-actions";
import { legalNavigation } from "@/lib/identity/legal/navigation";
import { legalPrivacy } from "@/lib/identity/legal/privacy";

/** Recording an acceptance is a foundation (`lib/platform/legal-acceptances.ts`): sign-ups of every area do it. */
export const legal: Domain = {
  name: "identity/legal",
  privacy: legalPrivacy,
  auditActions: legalActions,
  auditKinds: { legal: "Terms" },
  navigation: legalNavigation,
};
