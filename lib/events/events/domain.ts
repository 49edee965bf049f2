import type { Domain } from "@/lib/api/domain";
import { eventsPrivacy } from "@/lib/events/events/privacy";

export const events: Domain = {
  name: "events/events",
  privacy: eventsPrivacy,
};
