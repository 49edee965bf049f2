import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { partnerActions } from "@/lib/partners/partners/audit-actions";
import { createPartner } from "@/lib/partners/partners/create-partner";
import {
  createPartnerEndpoint,
  getPartnerEndpoint,
  resendVerificationEndpoint,
  updatePartnerEndpoint,
  verifyEmailEndpoint,
} from "@/lib/partners/partners/endpoints";
import { partnerEvents } from "@/lib/partners/partners/events";
import { getPartner } from "@/lib/partners/partners/get-partner";
import { partnerJobs } from "@/lib/partners/partners/jobs";
import { partnerNavigation } from "@/lib/partners/partners/navigation";
import { partnersPrivacy } from "@/lib/partners/partners/privacy";
import { partnerProblems } from "@/lib/partners/partners/problems";
import { resendVerification } from "@/lib/partners/partners/request-verification";
import { updatePartner } from "@/lib/partners/partners/update-partner";
import { verifyEmail } from "@/lib/partners/partners/verify-email";

export const partners: Domain = {
  name: "partners/partners",
  privacy: partnersPrivacy,
  tags: { Partners: "Sign up, verify your address, see and change what we know of you." },
  routes: [
    route(createPartnerEndpoint, createPartner),
    route(verifyEmailEndpoint, verifyEmail),
    route(getPartnerEndpoint, getPartner),
    route(updatePartnerEndpoint, updatePartner),
    route(resendVerificationEndpoint, resendVerification),
  ],
  jobs: partnerJobs,
  problems: partnerProblems,
  auditActions: partnerActions,
  auditKinds: { partner: "Account" },
  events: partnerEvents,
  navigation: partnerNavigation,
};
