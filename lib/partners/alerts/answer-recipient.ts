import { ANSWER_DAYS } from "@/lib/partners/alerts/ask-recipients";
import type { AnswerRecipient, RecipientAnswer } from "@/lib/partners/alerts/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/seal";

const DAY_MS = 86_400_000;

/**
 * What the holder of a mailed link answers: to get a partner's alerts, or to get none. Either can be changed by the
 * same link while it is good. Throws Invalid `invalid_token`.
 */
export async function answerRecipient(
  ctx: Context,
  { token, answer }: AnswerRecipient,
): Promise<RecipientAnswer> {
  return transaction(ctx, async (tx) => {
    const row = await tx.alertRecipient.findUnique({
      where: { tokenHash: sha256(token) },
      include: { partner: { select: { companyName: true } } },
    });
    const now = ctx.clock.now();
    if (row === null || row.askedAt.getTime() + ANSWER_DAYS * DAY_MS <= now.getTime()) {
      throw new Invalid("invalid_token", "This link has expired or was replaced by a newer one.", [
        { path: "token", message: "This link has expired or was replaced by a newer one." },
      ]);
    }
    const confirmed = answer === "confirm";
    await tx.alertRecipient.update({
      where: { id: row.id, partnerId: row.partnerId },
      data: { confirmedAt: confirmed ? now : null, declinedAt: confirmed ? null : now },
    });
    await audit(ctx, tx, {
      partnerId: row.partnerId,
      action: confirmed ? "alert_recipient.confirmed" : "alert_recipient.declined",
      targetType: "alert_recipient",
      targetId: row.id,
      details: { email: row.email },
    });
    return { company_name: row.partner.companyName, email: row.email, confirmed };
  });
}
