import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";
import type { SecurityEventKind } from "@/lib/platform/security-events";

/** The job that mails one person of one serious kind of event. */
export const SEND_ALERT_JOB = "security.send-alert";

interface Threshold {
  kind: SecurityEventKind;
  /** Whom the events are counted for, and who is told. */
  of: "user" | "partner" | "installation";
  /** So many in a UTC day are serious. */
  atLeast: number;
}

/** What is serious. Changes of an account are told by a mail of their own the moment they are made. */
export const SERIOUS: readonly Threshold[] = [
  { kind: "sign_in.failed", of: "user", atLeast: 20 },
  // Whoever comes so far has the password.
  { kind: "second_step.failed", of: "user", atLeast: 5 },
  { kind: "credential.refused", of: "partner", atLeast: 50 },
  { kind: "permission.refused", of: "partner", atLeast: 100 },
  { kind: "admin.impersonated", of: "partner", atLeast: 1 },
  { kind: "sign_in.failed", of: "installation", atLeast: 500 },
  { kind: "second_step.failed", of: "installation", atLeast: 50 },
  { kind: "credential.refused", of: "installation", atLeast: 5_000 },
  { kind: "admin.role_changed", of: "installation", atLeast: 1 },
];

/** One run tells so many subjects at most: the others follow with the next. */
const AT_ONCE = 200;

/**
 * Tells owners, and admins of what concerns the installation, of serious events of this UTC day: each subject of each
 * kind once a day at most.
 */
export async function alertSecurityEvents(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  for (const threshold of SERIOUS) {
    for (const { subject, count } of await countsOf(ctx, threshold, day)) {
      await transaction(ctx, async (tx) => {
        const key = { day, kind: threshold.kind, subject };
        const { count: first } = await tx.securityAlert.createMany({
          data: [{ ...key, sentAt: now }],
          skipDuplicates: true,
        });
        if (first === 0) return;
        const { kind, of } = threshold;
        for (const userId of await recipientsOf({ ...ctx, db: tx }, subject))
          await addJob(tx, SEND_ALERT_JOB, { kind, of, subject, count, user_id: userId });
      });
    }
  }
}

/** The subjects that have reached a threshold today and have not been told. */
async function countsOf(
  ctx: Context,
  { kind, of, atLeast }: Threshold,
  day: Date,
): Promise<{ subject: string; count: number }[]> {
  if (of === "installation") {
    const { _sum } = await ctx.db.securityEvent.aggregate({
      where: { kind, firstAt: { gte: day } },
      _sum: { count: true },
    });
    const count = _sum.count ?? 0;
    return count >= atLeast ? [{ subject: "installation", count }] : [];
  }
  const column = of === "user" ? "userId" : "partnerId";
  const groups = await ctx.db.securityEvent.groupBy({
    by: [column],
    where: { kind, firstAt: { gte: day }, [column]: { not: null } },
    _sum: { count: true },
    having: { count: { _sum: { gte: atLeast } } },
    orderBy: { _sum: { count: "desc" } },
    take: AT_ONCE,
  });
  return groups.map((group) => ({ subject: `${of}:${group[column]}`, count: group._sum.count ?? 0 }));
}

/** Who is told: the person, the partner's owners and admins, or the installation's admins. */
async function recipientsOf({ db }: Context, subject: string): Promise<string[]> {
  const [of, id = ""] = subject.split(":");
  const active = { suspendedAt: null };
  if (of === "user") {
    const user = await db.user.findUnique({ where: { id, ...active } });
    return user === null ? [] : [user.id];
  }
  if (of === "partner") {
    const members = await db.partnerMember.findMany({
      where: { partnerId: id, role: { in: ["owner", "admin"] }, user: active },
      select: { userId: true },
    });
    return members.map(({ userId }) => userId);
  }
  const admins = await db.user.findMany({ where: { role: "admin", ...active }, select: { id: true } });
  return admins.map((admin) => admin.id);
}
