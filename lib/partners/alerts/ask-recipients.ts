import { isTold, recipientStates } from "@/lib/partners/alerts/recipient-states";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";

/** Mails one address outside the team and asks whether it wants a partner's alerts. */
export const ASK_RECIPIENT_JOB = "alerts.ask-recipient";

/** A mailed link is good for so long. */
export const ANSWER_DAYS = 14;

/**
 * Asks those of these addresses that are not of the team and were never asked, by one mail each. Safe to run again: an
 * address is asked once a partner, whatever number of alerts name it. Returns those that may be told by now.
 */
export async function askRecipients(
  ctx: Context,
  tx: Transaction,
  partnerId: string,
  emails: readonly string[],
): Promise<string[]> {
  const states = await recipientStates(tx, partnerId, emails);
  const unasked = emails.filter((email) => {
    const standing = states.get(email);
    return standing?.state === "waiting" && !standing.asked;
  });
  const now = ctx.clock.now();
  const made =
    unasked.length === 0
      ? []
      : await tx.alertRecipient.createManyAndReturn({
          data: unasked.map((email) => ({
            id: newId(now),
            partnerId,
            email,
            asked: 1,
            askedAt: now,
            createdAt: now,
          })),
          skipDuplicates: true,
          select: { id: true },
        });
  for (const { id } of made) {
    await addJob(tx, ASK_RECIPIENT_JOB, { recipient_id: id }, { key: `${ASK_RECIPIENT_JOB}:${id}` });
  }
  return emails.filter((email) => isTold(states.get(email)));
}
