import { beginSession, type SignInOutcome } from "@/lib/accounts/begin-session";
import type { VisitorContext } from "@/lib/accounts/visitor-context";
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
 * Signs somebody in who has signed in at another site: as whom the site was known for before, else as whoever has the
 * address, which the site must have verified, else as somebody new.
 * Throws Forbidden `identity_unverified`, Unauthenticated `wrong_credentials` for the suspended.
 */
export async function signInWithIdentity(
  ctx: VisitorContext,
  identity: OutsideIdentity,
): Promise<SignInOutcome> {
  const { provider, subject } = identity;
  return transaction(ctx, async (tx) => {
    const known = await tx.identity.findUnique({
      where: { provider_subject: { provider, subject } },
      include: { user: true },
    });
    const user = known?.user ?? (await adopt(ctx, tx, identity));
    if (user.suspendedAt !== null)
      throw new Unauthenticated("wrong_credentials", "This account cannot sign in. Write to support.");
    return beginSession(ctx, tx, user, provider);
  });
}

async function adopt(ctx: VisitorContext, tx: Transaction, identity: OutsideIdentity): Promise<UserRow> {
  const { provider, subject, emailVerified } = identity;
  const email = identity.email.trim().toLowerCase();
  if (!emailVerified || email === "")
    throw new Forbidden("identity_unverified", "That site has not verified your address.");
  const now = ctx.clock.now();
  const user =
    (await tx.user.findUnique({ where: { email } })) ??
    (await tx.user.create({
      data: {
        id: newId(now),
        email,
        emailVerifiedAt: now,
        name: plainName(identity.name, email),
        createdAt: now,
        updatedAt: now,
      },
    }));
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
