import { formatMoney } from "@/lib/money/format-money";
import { openTicket } from "@/lib/partners/support/open-ticket";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import { minorOf, presentResearch, type ResearchRequest } from "@/lib/research/custom/present-research";
import type { RequestResearch } from "@/lib/research/custom/schemas";

/**
 * Asks for research that the figures of editions do not answer. It becomes a ticket, where the conversation is, and waits for a
 * quote. Any partner may ask, whatever its plan. Throws Forbidden, Conflict `too_many_tickets`.
 */
export async function requestResearch(ctx: PartnerContext, input: RequestResearch): Promise<ResearchRequest> {
  assertPermitted(ctx, "insights:write");
  return transaction(ctx, async (tx) => {
    const budget = input.budget_usd === null ? null : minorOf(input.budget_usd);
    const { ticket } = await openTicket(
      { ...ctx, db: tx },
      {
        subject: `Custom research: ${input.title}`,
        text:
          budget === null
            ? input.question
            : `${input.question}\n\nBudget: up to ${formatMoney(budget, "usd", { trim: true })} a year.`,
        request_id: undefined,
      },
    );
    const now = ctx.clock.now();
    const row = await tx.customResearch.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        ticketId: ticket.id,
        title: input.title,
        budgetMinor: budget,
        createdAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "custom_research.requested",
      targetType: "custom_research",
      targetId: row.id,
      details: { title: row.title },
    });
    return presentResearch(row);
  });
}
