/** Where the form stands. */
export type Verification =
  | { state: "open" }
  | { state: "verified"; companyName: string }
  /** The code itself is wrong; the field says so. */
  | { state: "refused"; token: string; message: string }
  /** The code may be right: too many attempts, or something of ours is down. */
  | { state: "failed"; token: string; message: string };
