import type { ProblemCode } from "@/lib/catalog/shapes";

export const partnerProblems: readonly ProblemCode[] = [
  {
    code: "invalid_token",
    status: 400,
    title: "The verification code does not hold",
    meaning:
      "The code is unknown, older than two days, or was sent to an address that has since been changed.",
    fix: "Copy the code again from the newest mail, or ask for a new one: POST /api/v1/partners/{partner_id}/email-verification.",
  },
  {
    code: "email_unverified",
    status: 403,
    title: "The e-mail address is not verified",
    meaning:
      "Live keys are made only once the account's address is verified, and teams are joined and grown only by people whose own address is.",
    fix: "Open the link in our mail. POST /api/v1/partners/{partner_id}/email-verification sends it again.",
  },
  {
    code: "too_many_partners",
    status: 409,
    title: "There are too many teams",
    meaning: "The person owns as many teams as one may own; detail gives the number.",
    fix: "Hand one of them to another person, or write to us.",
  },
  {
    code: "already_verified",
    status: 409,
    title: "The address is verified already",
    meaning: "A new verification mail was asked for, and none is needed.",
    fix: "Nothing: go on and make live keys.",
  },
  {
    code: "too_many_mails",
    status: 429,
    title: "Too many mails",
    meaning:
      "As many verification mails in an hour, invitations in a day, or mails that ask a recipient of alerts to confirm were sent as we send.",
    fix: "Look among the junk, and try again later.",
  },
];
