import type { Domain } from "@/lib/api/domain";
import { registrationsPrivacy } from "@/lib/events/registrations/privacy";

export const registrations: Domain = {
  name: "events/registrations",
  privacy: registrationsPrivacy,
};
