import type { Domain } from "@/lib/api/domain";
import { discoveryNavigation } from "@/lib/events/discovery/navigation";

/** What everyone may see of events. */
export const discovery: Domain = {
  name: "events/discovery",
  navigation: discoveryNavigation,
};
