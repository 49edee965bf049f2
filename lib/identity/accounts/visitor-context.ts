import type { Limiter } from "@/lib/partners/rate-limits/limiter";
import type { Context, UserContext } from "@/lib/platform/context";

/** A browser that has signed in as a person: what its cookie says, and a row confirms. */
export interface DeviceRef {
  userId: string;
  deviceId: string;
}

/** The context of somebody who is about to say who they are: attempts are counted, and the browser is written down. */
export interface VisitorContext extends Context {
  readonly limiter: Limiter;
  /** Whom limits by address are for: the address, or its network. Counted by, never stored. */
  readonly address: string;
  readonly userAgent: string | null;
  /** The accounts that this browser says it has signed in to before. A row of each confirms it. */
  readonly devices: readonly DeviceRef[];
}

/** The context of somebody signed in who changes what their account is guarded by. */
export interface AccountContext extends UserContext, VisitorContext {
  readonly actor: UserContext["actor"];
}
