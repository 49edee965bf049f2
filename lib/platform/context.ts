import type { Clock } from "@/lib/platform/clock";
import type { Db } from "@/lib/platform/db";
import type { Log } from "@/lib/platform/log";

/** Who acts. */
export type Actor =
  | { type: "anonymous" }
  | { type: "api_key"; id: string }
  | { type: "operator"; id: string }
  | { type: "system"; id: string };

/** What every verb is given first: who asks, when, and through what it reads and writes. */
export interface Context {
  readonly requestId: string;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly db: Db;
  readonly log: Log;
  /** The caller's address, where there is one. */
  readonly ip?: string | undefined;
}

export type Mode = "live" | "test";

/** The context of a partner's call: its tenant and mode are part of every query. */
export interface PartnerContext extends Context {
  readonly partnerId: string;
  readonly mode: Mode;
}
