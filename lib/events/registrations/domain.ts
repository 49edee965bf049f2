import type { Domain } from "@/lib/api/domain";
import { registrationEvents } from "@/lib/events/registrations/events";
import { registrationsPrivacy } from "@/lib/events/registrations/privacy";
import { registrationProblems } from "@/lib/events/registrations/problems";

export const registrations: Domain = {
  name: "events/registrations",
  privacy: registrationsPrivacy,
  problems: registrationProblems,
  events: registrationEvents,
};
