import { answerTicket } from "@/lib/partners/support/answer-ticket";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";
import { presentResearch, type ResearchRequest } from "@/lib/research/custom/present-research";
import { lockAnyResearch } from "@/lib/research/custom/quote-research";
import type { DeliverResearch } from "@/lib/research/custom/schemas";

/**
 * Says that an accepted request was delivered, and where its report is. The ticket is solved by it.
 * Throws NotFound, Conflict `no_quote` where nothing was accepted, `ticket_closed`. For admins.
 */
export async function deliverResearch(
  ctx: AdminContext,
  { research_id, note }: DeliverResearch,
): Promise<ResearchRequest> {
  assertAdmin(ctx);
  return transaction(ctx, async (tx) => {
    const research = await lockAnyResearch(tx, research_id);
    if (research.status !== "accepted") {
      throw new Conflict("no_quote", "Only a request whose quote was accepted can be delivered.");
    }
    await answerTicket(
      { ...ctx, db: tx },
      { ticket_id: research.ticketId, text: `Your report is ready. ${note}`, status: "solved" },
    );
    const row = await tx.customResearch.update({
      where: { id: research.id, partnerId: research.partnerId },
      data: { status: "delivered", updatedAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId: row.partnerId,
      action: "custom_research.delivered",
      targetType: "custom_research",
      targetId: row.id,
      details: { title: row.title },
    });
    return presentResearch(row);
  });
}
