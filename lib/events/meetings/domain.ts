import type { Domain } from "@/lib/api/domain";
import { meetingsPrivacy } from "@/lib/events/meetings/privacy";

export const meetings: Domain = {
  name: "events/meetings",
  privacy: meetingsPrivacy,
};
