import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { MEMBER_ROLES } from "@/lib/partners/teams/schemas";
import type { Transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** The jobs that mail one person of a partner's. */
export const PAYMENT_FAILED_JOB = "billing.send-payment-failed";
export const PLAN_STARTED_JOB = "billing.send-plan-started";
export const PLAN_ENDED_JOB = "billing.send-plan-ended";
export const DISPUTE_JOB = "billing.send-dispute";
export const TRIAL_REFUSED_JOB = "billing.send-trial-refused";
export const CONTRACT_BESIDE_PLAN_JOB = "billing.send-contract-beside-plan";

const PAYING_ROLES = MEMBER_ROLES.filter((role) => permissionsOfRole(role).has("billing:write"));

/**
 * Queues a mail to everybody who can do something about it: owners and admins, or, where a partner was made by a call
 * and has no members yet, its own address. The job's payload says to whom.
 */
export async function tellBillingPeople(
  tx: Transaction,
  partnerId: string,
  job: string,
  about: Record<string, string | number>,
): Promise<void> {
  const people = await tx.partnerMember.findMany({
    where: { partnerId, role: { in: PAYING_ROLES }, user: { suspendedAt: null } },
    select: { userId: true },
  });
  const recipients = people.length === 0 ? [{}] : people.map(({ userId }) => ({ user_id: userId }));
  for (const recipient of recipients)
    await addJob(tx, job, { partner_id: partnerId, ...about, ...recipient });
}

/** Queues a mail to each of our admins. The job's payload says to whom. */
export async function tellAdmins(
  tx: Transaction,
  job: string,
  about: Record<string, string | number>,
): Promise<void> {
  const admins = await tx.user.findMany({
    where: { role: "admin", suspendedAt: null },
    select: { id: true },
  });
  for (const { id } of admins) await addJob(tx, job, { ...about, user_id: id });
}
