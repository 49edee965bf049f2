import type { Limiter } from "@/lib/partners/rate-limits/limiter";
import type { PartnerContext } from "@/lib/platform/context";

/** A phone at a door: it acts for one event, and may do nothing else of its partner's. */
export interface DoorContext extends PartnerContext {
  readonly doorId: string;
  readonly doorName: string;
  readonly eventId: string;
  readonly limiter: Limiter;
}
