import type { Level } from "@/lib/people/together/compare-readings";
import type { ShownPair } from "@/lib/people/together/present-pair";

/** How much two circles overlap for a level, in the small figures. */
export const LEVEL_SHARE: Record<Level, number> = { closer: 0.72, like_most: 0.4, further: 0.1 };

export const OVERALL_WORDS: Record<Level, string> = {
  closer: "You two are more alike than most pairs",
  like_most: "You two are about as alike as most pairs",
  further: "You two are more different than most pairs",
};

export const LEVEL_WORDS: Record<Level, string> = {
  closer: "Closer than most pairs",
  like_most: "Like most pairs",
  further: "Further apart than most pairs",
};

/** How things are between two, in a line of the list. */
export function lineOf(pair: ShownPair): string {
  switch (pair.state) {
    case "your_turn":
      return "Accepted your invitation. It’s your turn.";
    case "their_turn":
      return "Waiting for them to say yes.";
    case "ready":
      if (pair.refresh === "asked_by_friend") return "Asks for a new report.";
      if (pair.checkIn.friends && !pair.checkIn.yours) return "Answered the check-in. It’s your turn.";
      return "Your report is ready.";
    case "no_report":
      return "The report is gone. Ask for a new one.";
    case "paused":
      return "Not available right now.";
    case "ended":
      return "Left. The report is gone for both of you.";
  }
}

/** Whether the reader is waited for. */
export function isYourTurn({ state, refresh, checkIn }: ShownPair): boolean {
  if (state === "your_turn") return true;
  return state === "ready" && (refresh === "asked_by_friend" || (checkIn.friends && !checkIn.yours));
}
