/**
 * What a person agrees to when they say whom they want to meet, which can tell something about their sexuality. Other words are
 * another version.
 */
export const SEEKS_CONSENT = {
  version: "seeks-1",
  title: "Use my choice to pair me at this event",
  says: "Whom you want to meet can be sensitive. The organizer sees it, it’s used for this event only, and it goes when you cancel.",
} as const;

export const SEEKS_NOT_AGREED = "Check this box, or leave open whom you want to meet.";
