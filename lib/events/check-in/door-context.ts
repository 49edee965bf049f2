import type { Limiter } from "@/lib/partners/rate-limits/limiter";
import type { PartnerContext } from "@/lib/platform/context";

/** A phone at a door: it acts for one event, and may do nothing else of its partner's. */
export interface DoorContext extends PartnerContext {
  readonly doorId: string;
  readonly doorName: string;
  readonly eventId: string;
  /** Whether the partner's account is suspended: the door then gives nothing and takes nothing. */
  readonly isSuspended: boolean;
  readonly limiter: Limiter;
}
