import type { ProblemCode } from "@/lib/catalog/shapes";

export const accountProblems: readonly ProblemCode[] = [
  {
    code: "wrong_credentials",
    status: 401,
    title: "E-mail and password do not belong together",
    meaning:
      "There is no account with this address and this password, or its address has not been verified. Which of these it is stays unsaid.",
    fix: "Check both, or ask for a link by mail to sign in or to choose a new password.",
  },
  {
    code: "sign_in_expired",
    status: 401,
    title: "The sign-in took too long",
    meaning:
      "Between the password and the code from the app more than ten minutes went by, or the account has changed.",
    fix: "Begin again.",
  },
  {
    code: "wrong_code",
    status: 401,
    title: "The code does not hold",
    meaning:
      "The code from the authenticator app is not right just now, or was used before. A recovery code works once.",
    fix: "Wait for the app's next code, or use another recovery code.",
  },
  {
    code: "signed_out",
    status: 401,
    title: "The session has ended",
    meaning: "The call came with the cookie of a browser that is no longer signed in.",
    fix: "Sign in again. Programs send an API key or a personal access token.",
  },
  {
    code: "identity_unverified",
    status: 403,
    title: "The other site does not vouch for the address",
    meaning: "The other site has not verified the address.",
    fix: "Verify the address there, or sign in another way.",
  },
  {
    code: "impersonating",
    status: 403,
    title: "You look through another person's eyes",
    meaning: "Support staff see what a person sees, and may not change what guards their account.",
    fix: "Stop looking through their eyes first; the change is theirs to make.",
  },
  {
    code: "sign_in_again",
    status: 403,
    title: "You signed in a while ago",
    meaning: "Accounts without a password confirm changes by a sign-in of the last fifteen minutes.",
    fix: "Sign out, sign in again, and come back.",
  },
  {
    code: "user_suspended",
    status: 403,
    title: "The person's account is suspended",
    meaning: "The access token belongs to a person whose account is suspended.",
    fix: "Write to support to learn why.",
  },
  {
    code: "admin_account",
    status: 409,
    title: "The account is an admin's",
    meaning: "Admins can neither be suspended, nor signed out, nor impersonated by one another.",
    fix: "Let an operator take the role away first.",
  },
  {
    code: "email_taken",
    status: 409,
    title: "The address has an account",
    meaning: "An account was to take an address that has one of its own by now.",
    fix: "Sign in to the account that is there, or use another address.",
  },
  {
    code: "totp_enabled",
    status: 409,
    title: "An authenticator app is set up already",
    meaning: "A second app cannot be set up beside the first.",
    fix: "Turn two-step sign-in off first, then set the new app up.",
  },
  {
    code: "totp_not_started",
    status: 409,
    title: "No authenticator app is being set up",
    meaning: "A code came for an app whose secret is not there, or is in force already.",
    fix: "Begin again and scan the new QR code.",
  },
  {
    code: "totp_not_enabled",
    status: 409,
    title: "There is no authenticator app",
    meaning: "Recovery codes replace an authenticator app, and you have not set one up.",
    fix: "Set one up first.",
  },
  {
    code: "too_many_tokens",
    status: 409,
    title: "There are too many active tokens",
    meaning: "The person has as many personal access tokens as one may have; detail gives the number.",
    fix: "Revoke tokens that are not in use.",
  },
  {
    code: "user_exists",
    status: 409,
    title: "There is an account with this address",
    meaning: "An operator asked for an account whose address has one already.",
    fix: "Use the account that is there.",
  },
  {
    code: "too_many_attempts",
    status: 429,
    title: "Too many attempts",
    meaning: "There were too many attempts to sign in, from your network or on your account.",
    fix: "Wait as long as detail says. A link by mail signs you in meanwhile.",
  },
];
