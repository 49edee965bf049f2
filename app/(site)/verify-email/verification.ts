/** One thing that was made before the address was verified, as the page shows it. */
export interface Item {
  id: string;
  /** `Test key`, `Webhook`. */
  what: string;
  name: string;
  createdAt: string;
  ip: string | null;
}

/** Where the form stands. */
export type Verification =
  | { state: "open" }
  /** The code is right. Whoever holds it chooses what goes on working. */
  | { state: "choosing"; token: string; companyName: string; items: readonly Item[] }
  | { state: "verified"; companyName: string; kept: number; revoked: number }
  /** The code itself is wrong; the field says so. */
  | { state: "refused"; token: string; message: string }
  /** The code may be right: too many attempts, or something of ours is down. */
  | { state: "failed"; token: string; message: string };
