import type { ProblemCode } from "@/lib/catalog/shapes";

export const teamProblems: readonly ProblemCode[] = [
  {
    code: "invalid_invitation",
    status: 400,
    title: "The invitation does not hold",
    meaning: "The link or code was withdrawn, used, replaced by a newer one, or is older than seven days.",
    fix: "Open the newest mail, or ask an owner or admin of the team to send it again.",
  },
  {
    code: "wrong_account",
    status: 403,
    title: "The invitation is for another account",
    meaning: "You are signed in with an address other than the one that was invited.",
    fix: "Sign in with the account that the email was sent to, or ask to be invited at your own address.",
  },
  {
    code: "already_member",
    status: 409,
    title: "They are in the team already",
    meaning: "The address that was invited belongs to a member.",
    fix: "Nothing, or change their role.",
  },
  {
    code: "already_invited",
    status: 409,
    title: "They have been invited already",
    meaning: "There is an open invitation to this address.",
    fix: "Send that one again, or withdraw it first.",
  },
  {
    code: "too_many_invitations",
    status: 409,
    title: "There are too many open invitations",
    meaning: "The team has as many open invitations as it may have; detail gives the number.",
    fix: "Withdraw those you no longer need.",
  },
  {
    code: "invitation_closed",
    status: 409,
    title: "The invitation is closed",
    meaning: "It was accepted or withdrawn, so it can be neither sent again nor withdrawn.",
    fix: "Invite them again, or change the member.",
  },
  {
    code: "last_owner",
    status: 409,
    title: "The team needs an owner",
    meaning: "The change would leave the team without an owner.",
    fix: "Make another member an owner first.",
  },
];
