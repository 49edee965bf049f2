import type { Context } from "@/lib/platform/context";

/** The context of a person who answers questions: every query names their profile. */
export interface ProfileContext extends Context {
  readonly profileId: string;
  /** Their account, where one has claimed the profile. */
  readonly userId: string | null;
}
