import { assertStrongPassword } from "@/lib/identity/accounts/assert-strong-password";
import { hashPassword } from "@/lib/identity/accounts/password-hash";
import type { SignUp } from "@/lib/identity/accounts/schemas";
import { throttleAttempts } from "@/lib/identity/accounts/throttle-attempts";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { assertAcceptsCurrent } from "@/lib/platform/legal-acceptances";
import { acceptedValue, PARTNER_DOCUMENTS, PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";
import { seal } from "@/lib/platform/seal";

export const VALID_HOURS = 24;

/** What a browser keeps of a sign-up, sealed: with it the code from the mail is enough. */
export const SIGN_UP_PURPOSE = "sign-up";

/**
 * Begins a sign-up: a mail with a code goes to the address, and only with that code does an account come to be. For an
 * address that has an account the mail says so, and everything seen here is the same.
 * Throws Invalid, LimitReached `too_many_attempts`.
 */
export async function startSignUp(
  ctx: VisitorContext,
  input: SignUp,
): Promise<{ id: string; email: string; proof: string; expiresAt: Date }> {
  await throttleAttempts(ctx, "sign-up", input.email);
  await assertStrongPassword(input.password, [input.email, input.name, input.company_name ?? ""]);
  const now = ctx.clock.now();
  const asked =
    input.company_name === undefined ? PERSON_DOCUMENTS : [...PERSON_DOCUMENTS, ...PARTNER_DOCUMENTS];
  assertAcceptsCurrent(input.accepted, asked, now);
  const passwordHash = await hashPassword(input.password);
  const expiresAt = new Date(now.getTime() + VALID_HOURS * 3_600_000);
  const id = newId(now);
  await transaction(ctx, async (tx) => {
    await tx.signUp.create({
      data: {
        id,
        email: input.email,
        name: input.name,
        passwordHash,
        companyName: input.company_name ?? null,
        useCase: input.use_case ?? null,
        nextPath: input.next ?? null,
        accepted: acceptedValue(asked, now),
        expiresAt,
        createdAt: now,
      },
    });
    await addJob(tx, "accounts.send-sign-up", { sign_up_id: id });
  });
  const proof = Buffer.from(seal(SIGN_UP_PURPOSE, id)).toString("base64url");
  return { id, email: input.email, proof, expiresAt };
}
