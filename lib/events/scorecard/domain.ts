import type { Domain } from "@/lib/api/domain";
import { scorecardPrivacy } from "@/lib/events/scorecard/privacy";

export const scorecard: Domain = {
  name: "events/scorecard",
  privacy: scorecardPrivacy,
};
