export interface EventTab {
  /** The folder of its page below `/partner/events/[event_id]`; empty for the first. */
  segment: string;
  label: string;
}

/**
 * The pages of one event, in the order in which an organizer comes to them: Overview, Attendees, Registrations, Matches,
 * Rounds, Doors, Analytics. Only those that exist.
 */
export const EVENT_TABS: readonly EventTab[] = [
  { segment: "", label: "Overview" },
  { segment: "attendees", label: "Attendees" },
  { segment: "registrations", label: "Registrations" },
  { segment: "matches", label: "Matches" },
  { segment: "rounds", label: "Rounds" },
  { segment: "analytics", label: "Analytics" },
  { segment: "doors", label: "Doors" },
];
