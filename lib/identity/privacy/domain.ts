import type { Domain } from "@/lib/api/domain";
import { privacyPrivacy } from "@/lib/identity/privacy/privacy";

/** Its jobs need what every domain holds about people, so the registry makes them. */
export const privacy: Domain = {
  name: "identity/privacy",
  privacy: privacyPrivacy,
};
