import { beginSession, type OpenedSession } from "@/lib/identity/accounts/begin-session";
import { hashCode } from "@/lib/identity/accounts/mailed-code";
import { verifyPassword } from "@/lib/identity/accounts/password-hash";
import { SIGN_UP_PURPOSE } from "@/lib/identity/accounts/start-sign-up";
import { throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { claimPartners } from "@/lib/partners/partners/claim-partners";
import { createOwnedPartner } from "@/lib/partners/partners/create-owned-partner";
import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import { recordUserAcceptance } from "@/lib/platform/legal-acceptances";
import { PARTNER_DOCUMENTS, PERSON_DOCUMENTS, readAccepted } from "@/lib/platform/legal-documents";
import { unseal } from "@/lib/platform/seal";

export interface CompletedSignUp {
  signUpId: string;
  userId: string;
  session: OpenedSession;
  email: string;
  /** The partner that was made, with its first key, shown this once; null for who joins a team. */
  partner: { id: string; companyName: string; testKey: string } | null;
  nextPath: string | null;
}

/**
 * Makes the account that a sign-up asked for. Whoever has the code has the mailbox; that they are also who signed up,
 * their browser proves, or the password they chose then. Without that second half a stranger could sign up with
 * somebody's address, and have them confirm the stranger's password.
 * Throws Invalid `invalid_token`, or at `password`; LimitReached `too_many_attempts`.
 */
export async function completeSignUp(
  ctx: VisitorContext,
  input: { code: string; password?: string | undefined; proof?: string | undefined },
): Promise<CompletedSignUp> {
  const codeHash = hashCode(input.code);
  await throttleAttempts(ctx, "code", codeHash.toString("base64"));
  const now = ctx.clock.now();
  const signUp = await ctx.db.signUp.findUnique({ where: { codeHash } });
  if (signUp === null || signUp.usedAt !== null || signUp.expiresAt <= now) throw invalidCode();
  const proven = input.proof !== undefined && readProof(input.proof) === signUp.id;
  if (!proven) {
    if (input.password === undefined)
      throw invalidInput([
        { path: "password", message: "Type the password that you chose when you signed up." },
      ]);
    await throttleAttempts(ctx, "password", signUp.id);
    if (!(await verifyPassword(signUp.passwordHash, input.password)))
      throw invalidInput([
        { path: "password", message: "Is not the one that you chose when you signed up." },
      ]);
  }
  return transaction(ctx, async (tx) => {
    const first = await tx.signUp.updateMany({
      where: { id: signUp.id, usedAt: null },
      data: { usedAt: now },
    });
    const taken = await tx.user.count({ where: { email: signUp.email } });
    if (first.count !== 1 || taken > 0) throw invalidCode();
    const user = await tx.user.create({
      data: {
        id: newId(now),
        email: signUp.email,
        emailVerifiedAt: now,
        name: signUp.name,
        passwordHash: signUp.passwordHash,
        createdAt: now,
        updatedAt: now,
      },
    });
    const userCtx: UserContext = {
      requestId: ctx.requestId,
      actor: { type: "user", id: user.id },
      clock: ctx.clock,
      db: tx,
      log: ctx.log,
      ip: ctx.ip,
      userId: user.id,
    };
    await audit(userCtx, tx, {
      partnerId: null,
      action: "user.signed_up",
      targetType: "user",
      targetId: user.id,
    });
    const shown = readAccepted(signUp.accepted ?? "") ?? [];
    const shownOf = (slugs: readonly string[]) => shown.filter(({ document }) => slugs.includes(document));
    const at = signUp.createdAt;
    await recordUserAcceptance(userCtx, tx, {
      userId: user.id,
      documents: shownOf(PERSON_DOCUMENTS),
      how: "sign_up",
      at,
    });
    const forCompany = shownOf(PARTNER_DOCUMENTS);
    const partner =
      signUp.companyName === null
        ? null
        : await createOwnedPartner(
            userCtx,
            { company_name: signUp.companyName, use_case: signUp.useCase ?? undefined },
            forCompany.length === 0 ? null : { documents: forCompany, at },
          );
    await claimPartners(userCtx, tx, { userId: user.id, email: user.email, remind: true });
    const outcome = await beginSession(ctx, tx, user, "sign_up");
    if (outcome.kind !== "session") throw new Error("A new account has no second step.");
    return {
      signUpId: signUp.id,
      userId: user.id,
      session: outcome.session,
      email: user.email,
      partner:
        partner === null
          ? null
          : {
              id: partner.partner_id,
              companyName: signUp.companyName ?? "",
              testKey: partner.test_key,
            },
      nextPath: signUp.nextPath,
    };
  });
}

function readProof(proof: string): string | null {
  return unseal(SIGN_UP_PURPOSE, Buffer.from(proof, "base64url"));
}

function invalidCode(): Invalid {
  return new Invalid("invalid_token", "This code is not valid, or no longer.", [
    { path: "code", message: "Is not valid, or no longer: a code lasts a day and works once." },
  ]);
}
