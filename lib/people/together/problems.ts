import type { ProblemCode } from "@/lib/catalog/shapes";

export const togetherProblems: readonly ProblemCode[] = [
  {
    code: "invitation_ended",
    status: 400,
    title: "The invitation to compare has ended",
    meaning: "The link was used by another person, withdrawn, or is older than 14 days.",
    fix: "Ask your friend for a new one.",
  },
  {
    code: "result_needed",
    status: 409,
    title: "You need a result first",
    meaning: "Two people compare their results, and you have none yet.",
    fix: "Take the assessment. The short form takes about four minutes.",
  },
  {
    code: "friend_result_missing",
    status: 409,
    title: "Your friend has no result",
    meaning: "Your friend deleted the result that was compared.",
    fix: "Ask them to take the assessment again.",
  },
  {
    code: "too_little_in_common",
    status: 409,
    title: "Too little is known of both",
    meaning: "Fewer than 16 traits are known of both people.",
    fix: "Answer more statements, then try again.",
  },
  {
    code: "own_invitation",
    status: 409,
    title: "The invitation is your own",
    meaning: "You opened a link that you made yourself.",
    fix: "Send it to a friend.",
  },
  {
    code: "already_together",
    status: 409,
    title: "You already compare",
    meaning: "There is a comparison with this friend already.",
    fix: "Open it under Together.",
  },
  {
    code: "too_many_friends",
    status: 409,
    title: "There is no room for another comparison",
    meaning:
      "A person can have 12 comparisons and open invitations at a time, and begin 20 comparisons a month.",
    fix: "Leave a comparison or withdraw an invitation, or try again later.",
  },
  {
    code: "not_agreed",
    status: 409,
    title: "Both have to agree first",
    meaning: "There is no report of this comparison, so nothing can be done with it.",
    fix: "Wait until both of you have agreed.",
  },
  {
    code: "comparison_ended",
    status: 409,
    title: "The comparison has ended",
    meaning: "One of the two left, and the report is gone for both.",
    fix: "Invite your friend again.",
  },
  {
    code: "comparison_paused",
    status: 409,
    title: "The comparison is not available",
    meaning: "The account of one of the two can’t be used at the moment.",
    fix: "Try again later.",
  },
  {
    code: "check_in_complete",
    status: 409,
    title: "Both have answered the check-in",
    meaning: "The check-in counts in the score by now.",
    fix: "Answer it again with the next report.",
  },
  {
    code: "refresh_too_soon",
    status: 409,
    title: "The report is still new",
    meaning: "A report can be refreshed every 7 days.",
    fix: "Try again later.",
  },
];
