import type { Domain } from "@/lib/api/domain";
import { privacyActions } from "@/lib/identity/privacy/audit-actions";
import { privacyNavigation } from "@/lib/identity/privacy/navigation";
import { privacyPrivacy } from "@/lib/identity/privacy/privacy";
import { privacyProblems } from "@/lib/identity/privacy/problems";

/** Its jobs need what every domain holds about people, so the registry makes them. */
export const privacy: Domain = {
  name: "identity/privacy",
  privacy: privacyPrivacy,
  problems: privacyProblems,
  auditActions: privacyActions,
  navigation: privacyNavigation,
};
