import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { approveRegistration } from "@/lib/events/registrations/approve-registration";
import { registrationActions } from "@/lib/events/registrations/audit-actions";
import { declineRegistration } from "@/lib/events/registrations/decline-registration";
import {
  approveRegistrationEndpoint,
  declineRegistrationEndpoint,
  listRegistrationsEndpoint,
  promoteRegistrationEndpoint,
  releaseRegistrationEndpoint,
} from "@/lib/events/registrations/endpoints";
import { registrationEvents } from "@/lib/events/registrations/events";
import { registrationJobs } from "@/lib/events/registrations/jobs";
import { listRegistrations } from "@/lib/events/registrations/list-registrations";
import { registrationsPrivacy } from "@/lib/events/registrations/privacy";
import { registrationProblems } from "@/lib/events/registrations/problems";
import { promoteRegistration } from "@/lib/events/registrations/promote-registration";
import { releaseRegistration } from "@/lib/events/registrations/release-registration";

export const registrations: Domain = {
  name: "events/registrations",
  tags: { Registrations: "People who register for your events on the site, and their seats." },
  routes: [
    route(listRegistrationsEndpoint, listRegistrations),
    route(approveRegistrationEndpoint, approveRegistration),
    route(declineRegistrationEndpoint, declineRegistration),
    route(promoteRegistrationEndpoint, promoteRegistration),
    route(releaseRegistrationEndpoint, releaseRegistration),
  ],
  privacy: registrationsPrivacy,
  jobs: registrationJobs,
  problems: registrationProblems,
  auditActions: registrationActions,
  events: registrationEvents,
};
