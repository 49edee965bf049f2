import { beginSession, type SignInOutcome } from "@/lib/identity/accounts/begin-session";
import { writePendingIdentity } from "@/lib/identity/accounts/pending-identity";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Forbidden, Unauthenticated } from "@/lib/platform/errors";
import { inMail } from "@/lib/platform/human-text";
import { newId } from "@/lib/platform/ids";
import type { User as UserRow } from "@/lib/platform/prisma/client";

/** What another site says of somebody who signed in there. */
export interface OutsideIdentity {
  provider: "google" | "github";
  /** The site's own name for the person, which never changes. */
  subject: string;
  email: string;
  /** Whether the site has seen that the address is theirs. */
  emailVerified: boolean;
  name: string;
}

const MAX_NAME = 100;

/**
 * Signs somebody in who has signed in at another site: as whom the site was known for before, else as somebody new. Where
 * the address has an account that the site is not connected to, its owner confirms the connection first: the outcome is
 * then `connect` (see `connectIdentity`). The site must have verified the address. `createdUserId` names the account that
 * this made, null where there was one.
 * A suspended person's session opens the privacy centre alone, and no further site is connected to them.
 * Throws Forbidden `identity_unverified`, Unauthenticated `wrong_credentials`.
 */
export async function signInWithIdentity(
  ctx: VisitorContext,
  identity: OutsideIdentity,
): Promise<SignInOutcome & { createdUserId: string | null }> {
  const { provider, subject } = identity;
  return transaction(ctx, async (tx) => {
    const known = await tx.identity.findUnique({
      where: { provider_subject: { provider, subject } },
      include: { user: true },
    });
    const email = identity.email.trim().toLowerCase();
    if (known === null && (!identity.emailVerified || email === ""))
      throw new Forbidden("identity_unverified", "That site has not verified your address.");
    const user = known?.user ?? (await tx.user.findUnique({ where: { email } }));
    if (user === null) {
      const created = await createFrom(ctx, tx, identity, email);
      return { ...(await beginSession(ctx, tx, created, provider)), createdUserId: created.id };
    }
    if (user.suspendedAt !== null && known === null)
      throw new Unauthenticated("wrong_credentials", "This account cannot sign in. Write to support.");
    if (known === null)
      return {
        kind: "connect",
        createdUserId: null,
        ...writePendingIdentity({ userId: user.id, provider, subject }, ctx.clock.now()),
      };
    return { ...(await beginSession(ctx, tx, user, provider)), createdUserId: null };
  });
}

/** Makes somebody new, whom the site signs in from now on. */
async function createFrom(
  ctx: VisitorContext,
  tx: Transaction,
  { provider, subject, name }: OutsideIdentity,
  email: string,
): Promise<UserRow> {
  const now = ctx.clock.now();
  const user = await tx.user.create({
    data: {
      id: newId(now),
      email,
      emailVerifiedAt: now,
      name: plainName(name, email),
      createdAt: now,
      updatedAt: now,
    },
  });
  await tx.identity.create({ data: { provider, subject, userId: user.id, createdAt: now } });
  await audit({ ...ctx, actor: { type: "user", id: user.id } }, tx, {
    partnerId: null,
    action: "identity.connected",
    targetType: "user",
    targetId: user.id,
    details: { provider },
  });
  return user;
}

/** A name from elsewhere as one plain line. */
function plainName(name: string, email: string): string {
  const plain = inMail(name);
  return [...(plain === "" ? inMail(email.slice(0, email.indexOf("@"))) : plain)].slice(0, MAX_NAME).join("");
}
