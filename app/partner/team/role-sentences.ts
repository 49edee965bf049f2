import type { MemberRole } from "@/lib/partners/teams/schemas";

/** What each role may, in a sentence. */
export const ROLE_SENTENCES: Record<MemberRole, string> = {
  owner: "Does everything, and decides who else is an owner.",
  admin: "Manages keys, settings, billing and the team, all but its owners.",
  developer:
    "Makes keys, events, webhooks, alerts and tickets, and asks research questions. Changes neither the team nor the settings.",
  viewer: "Sees everything but secrets, and changes nothing.",
};
