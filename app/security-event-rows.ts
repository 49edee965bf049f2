import type { ShownSecurityEvent } from "@/components/security/security-event-list";
import type { SecurityEventShown } from "@/lib/identity/security/list-security-events";
import { SECURITY_WORDS } from "@/lib/identity/security/security-words";

/** Security events in the words of the pages. */
export function rowsOf(events: readonly SecurityEventShown[]): ShownSecurityEvent[] {
  return events.map(({ kind, ...event }) => ({
    ...event,
    title: SECURITY_WORDS[kind],
    refused: /\.(failed|slowed|refused|reached)$/.test(kind),
  }));
}
