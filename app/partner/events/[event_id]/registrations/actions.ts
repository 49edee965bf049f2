"use server";

import { partnerAction } from "@/app/action";
import { inItsMode } from "@/lib/events/events/in-mode-of-event";
import { approveRegistration as approve } from "@/lib/events/registrations/approve-registration";
import { declineRegistration as decline } from "@/lib/events/registrations/decline-registration";
import { promoteRegistration as promote } from "@/lib/events/registrations/promote-registration";
import { releaseRegistration as release } from "@/lib/events/registrations/release-registration";
import { PromoteRegistration, RegistrationPath } from "@/lib/events/registrations/schemas";

export const approveRegistration = partnerAction("write", RegistrationPath, inItsMode(approve));

export const declineRegistration = partnerAction("write", RegistrationPath, inItsMode(decline));

export const promoteRegistration = partnerAction(
  "write",
  RegistrationPath.extend(PromoteRegistration.shape),
  inItsMode(promote),
);

export const releaseRegistration = partnerAction("write", RegistrationPath, inItsMode(release));
