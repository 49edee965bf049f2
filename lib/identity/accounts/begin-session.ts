import { rememberDevice } from "@/lib/identity/accounts/known-devices";
import { openSession, type SignInMethod } from "@/lib/identity/accounts/open-session";
import { writeChallenge } from "@/lib/identity/accounts/sign-in-challenge";
import type { DeviceRef, VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { claimPartners } from "@/lib/partners/partners/claim-partners";
import type { Transaction } from "@/lib/platform/db";
import type { User as UserRow } from "@/lib/platform/prisma/client";

/** What a first step of signing in leads to: a session, or the second step where the person has set one up. */
export type SignInOutcome =
  | { kind: "session"; session: OpenedSession }
  | { kind: "second_step"; challenge: string; expiresAt: Date }
  /** Another site is to be connected to an account that there is, which its owner must confirm. */
  | { kind: "connect"; pending: string; expiresAt: Date };

export interface OpenedSession {
  id: string;
  expiresAt: Date;
  /** The person is suspended: the session opens the privacy centre and nothing else. */
  suspended: boolean;
  /** This browser, which the account knows from now on. */
  device: DeviceRef;
}

/** Goes on from a first step that succeeded. The caller has seen that the person may come in. */
export async function beginSession(
  ctx: VisitorContext,
  tx: Transaction,
  user: UserRow,
  method: SignInMethod,
): Promise<SignInOutcome> {
  if (user.totpEnabledAt !== null) {
    return { kind: "second_step", ...writeChallenge({ userId: user.id, method }, ctx.clock.now()) };
  }
  const session = await openSession(ctx, tx, { userId: user.id, method });
  const suspended = user.suspendedAt !== null;
  if (!suspended) {
    await claimPartners({ ...ctx, actor: { type: "user", id: user.id } }, tx, {
      userId: user.id,
      email: user.email,
    });
  }
  const device = await rememberDevice(ctx, tx, user.id);
  const opened = { id: session.id, expiresAt: session.expiresAt, suspended, device };
  return { kind: "session", session: opened };
}
