import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { homeOf } from "@/app/areas";
import { visit } from "@/app/request-context";
import { chosenPartnerId, sessionIdOfCookie } from "@/app/session-cookies";
import { findSession, type Person } from "@/lib/identity/accounts/find-session";
import { listMemberships, type Membership } from "@/lib/identity/accounts/list-memberships";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import type { AdminContext, PartnerContext } from "@/lib/platform/context";
import { onlyReads } from "@/lib/platform/permissions";

/** Who is signed in. `ctx` acts for them. */
export interface SignedIn {
  ctx: AccountContext;
  user: Person;
  session: { id: string };
  /** An admin looks through this person's eyes. */
  impersonation: { adminName: string; partnerId: string; endsAt: Date } | null;
  /** When they last proved by a second factor that it is them. */
  confirmedAt: Date | null;
}

/** Somebody at work for one of their partners. `ctx` acts within it, `userCtx` for the person alone. */
export interface AtWork extends Omit<SignedIn, "ctx"> {
  ctx: PartnerContext;
  userCtx: AccountContext;
  partner: Membership["partner"];
  role: MemberRole;
  memberships: Pick<Membership, "partnerId" | "companyName" | "role">[];
}

/** Who is signed in, or null. Looked up once a request, anew for each. */
export const currentUser = cache(async (): Promise<SignedIn | null> => {
  const sessionId = await sessionIdOfCookie();
  if (sessionId === null) return null;
  const { ctx } = await visit();
  const found = await findSession(ctx, { session_id: sessionId });
  if (found === null) return null;
  const { user, impersonation, confirmedAt } = found;
  return {
    ctx: {
      ...ctx,
      actor: { type: "user", id: user.id, impersonatorId: impersonation?.adminId },
      userId: user.id,
      sessionId,
    },
    user,
    session: { id: sessionId },
    impersonation:
      impersonation === null
        ? null
        : {
            adminName: impersonation.adminName,
            partnerId: impersonation.partnerId,
            endsAt: impersonation.endsAt,
          },
    confirmedAt,
  };
});

/** Who is signed in; anybody else is sent to sign in and brought back. */
export async function requireUser(): Promise<SignedIn> {
  const signedIn = await currentUser();
  if (signedIn !== null) return signedIn;
  const path = (await headers()).get("x-soulmate-path") ?? "/";
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

/** Who is signed in, as themselves: an admin who looks through somebody's eyes sees the partner, not the person. */
export async function requireSelf(): Promise<SignedIn> {
  const signedIn = await requireUser();
  if (signedIn.impersonation !== null) redirect("/partner");
  return signedIn;
}

/**
 * Who is signed in, at work for the partner that this browser has chosen, or for their first. People without a
 * partner are sent to where they are at home. Within a suspended partner one can read, and write to support.
 */
export const requirePartner = cache(async (): Promise<AtWork> => {
  const { ctx: userCtx, ...signedIn } = await requireUser();
  const { impersonation } = signedIn;
  const memberships = (await listMemberships(userCtx)).filter(
    ({ partnerId }) => impersonation === null || partnerId === impersonation.partnerId,
  );
  const chosen = await chosenPartnerId();
  const membership = memberships.find(({ partnerId }) => partnerId === chosen) ?? memberships[0];
  if (membership === undefined) {
    // The member whose eyes were borrowed has left meanwhile: there is nothing to see any more.
    if (impersonation !== null) notFound();
    redirect(homeOf({ isAdmin: signedIn.user.role === "admin", isMember: false, isImpersonated: false }));
  }
  const { partner, role } = membership;
  const permissions = impersonation === null ? permissionsOfRole(role) : onlyReads(permissionsOfRole(role));
  return {
    ...signedIn,
    userCtx,
    ctx: {
      requestId: userCtx.requestId,
      actor: userCtx.actor,
      clock: userCtx.clock,
      db: userCtx.db,
      log: userCtx.log,
      ip: userCtx.ip,
      partnerId: partner.id,
      mode: "live",
      permissions: partner.suspended
        ? new Set([...permissions].filter((name) => name.endsWith(":read") || name === "tickets:write"))
        : permissions,
    },
    partner,
    role,
    memberships: memberships.map(({ partnerId, companyName, role }) => ({ partnerId, companyName, role })),
  };
});

/**
 * An admin as themselves; to anybody else the page does not exist. An admin without two-step sign-in is sent to set it
 * up first.
 */
export async function requireAdmin(): Promise<
  Omit<SignedIn, "ctx"> & { ctx: AdminContext & AccountContext }
> {
  const signedIn = await currentUser();
  if (signedIn === null || signedIn.user.role !== "admin" || signedIn.impersonation !== null) notFound();
  if (!signedIn.user.totpEnabled) redirect("/account/security");
  return { ...signedIn, ctx: { ...signedIn.ctx, role: "admin", confirmedAt: signedIn.confirmedAt } };
}
