import { redirect } from "next/navigation";
import { keepStep, setSessionCookie } from "@/app/session-cookies";
import type { SignInOutcome } from "@/lib/identity/accounts/begin-session";
import { ownPath } from "@/lib/identity/accounts/own-path";

/** Goes on from a first step that succeeded: signed in to where the person was going, or to the step that comes next. */
export async function finishSignIn(
  outcome: SignInOutcome,
  next: string | undefined,
  now: Date,
): Promise<never> {
  const path = ownPath(next);
  if (outcome.kind === "session") {
    await setSessionCookie(outcome.session, now);
    redirect(outcome.session.suspended ? "/privacy" : path);
  }
  if (outcome.kind === "connect") {
    await keepStep("connect", outcome.pending, outcome.expiresAt);
    redirect(`/sign-in/connect?next=${encodeURIComponent(path)}`);
  }
  await keepStep("secondStep", outcome.challenge, outcome.expiresAt);
  redirect(`/sign-in/code?next=${encodeURIComponent(path)}`);
}
