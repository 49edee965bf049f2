import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import type { Context } from "@/lib/platform/context";

/** The context of a person in the privacy centre: with an account, with answers in this browser alone, or both. */
export interface PrivacyContext extends Context {
  readonly userId: string | null;
  readonly profileId: string | null;
  /** Who is signed in, also where the account is suspended; null for a browser without an account. */
  readonly account: AccountContext | null;
}
