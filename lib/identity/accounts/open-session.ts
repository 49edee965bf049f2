import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { audit } from "@/lib/platform/audit";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Session as SessionRow } from "@/lib/platform/prisma/client";

/** A browser stays signed in for as long, whatever it does. */
export const SESSION_DAYS = 30;
const DAY_MS = 86_400_000;

export type SignInMethod = "password" | "link" | "sign_up" | "google" | "github";

/** Writes a new session, under an id that nobody can have known before. `confirmed`: a second factor was used. */
export async function openSession(
  ctx: Pick<VisitorContext, "clock" | "ip" | "requestId" | "actor" | "db" | "log" | "userAgent">,
  tx: Transaction,
  { userId, method, confirmed = false }: { userId: string; method: SignInMethod; confirmed?: boolean },
): Promise<SessionRow> {
  const now = ctx.clock.now();
  const session = await tx.session.create({
    data: {
      id: newId(now),
      userId,
      method,
      ip: ctx.ip ?? null,
      userAgent: ctx.userAgent,
      createdAt: now,
      lastSeenAt: now,
      confirmedAt: confirmed ? now : null,
      expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY_MS),
    },
  });
  await audit({ ...ctx, actor: { type: "user", id: userId } }, tx, {
    partnerId: null,
    action: "session.opened",
    targetType: "session",
    targetId: session.id,
    details: { method },
  });
  return session;
}
