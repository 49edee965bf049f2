import type { Domain } from "@/lib/api/domain";
import { consentPrivacy } from "@/lib/identity/consent/privacy";
import { consentProblems } from "@/lib/identity/consent/problems";

/** Its job needs the readers of every domain, so the registry makes it. */
export const consent: Domain = {
  name: "identity/consent",
  privacy: consentPrivacy,
  problems: consentProblems,
};
