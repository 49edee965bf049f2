import type { Clock } from "@/lib/platform/clock";
import type { Db } from "@/lib/platform/db";
import type { Log } from "@/lib/platform/log";
import type { Permission } from "@/lib/platform/permissions";

/** Who acts. */
export type Actor =
  | { type: "anonymous" }
  | { type: "api_key"; id: string }
  | UserActor
  | TokenActor
  | { type: "operator"; id: string }
  | { type: "system"; id: string };

export interface UserActor {
  type: "user";
  id: string;
  /** The admin who looks through this person's eyes. */
  impersonatorId?: string | undefined;
}

/** A program of a person's own. `id` is the token's. */
export interface TokenActor {
  type: "personal_access_token";
  id: string;
  userId: string;
  /** Never set: no token is made while an admin looks through a person's eyes. */
  impersonatorId?: undefined;
}

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
  /** What the caller may do within this partner. */
  readonly permissions: ReadonlySet<Permission>;
}

/** The context of a person, signed in or by an access token: what they do concerns themselves, not a partner. */
export interface UserContext extends Context {
  readonly actor: UserActor | TokenActor;
  readonly userId: string;
  /** The browser session that stands behind it, where one does. */
  readonly sessionId?: string | undefined;
}

/** The context of an admin, who runs the installation: as themselves, never through another person's eyes. */
export interface AdminContext extends UserContext {
  readonly role: "admin";
  /** When they last proved by a second factor that it is them. */
  readonly confirmedAt?: Date | null | undefined;
}

/** The context of a person who answers questions, with or without an account: every query names their profile. */
export interface ProfileContext extends Context {
  readonly profileId: string;
  /** Their account, where one has claimed the profile. */
  readonly userId: string | null;
}
