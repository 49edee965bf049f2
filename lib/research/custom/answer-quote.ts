import { formatMoney } from "@/lib/money/format-money";
import { replyToTicket } from "@/lib/partners/support/reply-to-ticket";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { minorOf, presentResearch, type ResearchRequest } from "@/lib/research/custom/present-research";
import type { AnswerQuote } from "@/lib/research/custom/schemas";

/**
 * Accepts or declines the quote of one of the partner's own requests, and says so in its ticket. It commits money, so it needs
 * `billing:write`. The answer is for the quote as it was shown: by its price, and by when it was written, as a newer one may differ in terms alone.
 * Throws Forbidden, NotFound, Conflict `no_quote`, `quote_changed`, `quote_expired`, `ticket_closed`.
 */
export async function answerQuote(
  ctx: PartnerContext,
  { research_id, accept, quote_usd, updated_at }: AnswerQuote,
): Promise<ResearchRequest> {
  assertPermitted(ctx, "billing:write");
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM custom_research WHERE id = ${research_id}::uuid FOR UPDATE`;
    const research = await tx.customResearch.findFirst({
      where: { id: research_id, partnerId: ctx.partnerId },
    });
    if (research === null) throw new NotFound("request");
    const { status, quoteMinor, quotedUntil } = research;
    if (status !== "quoted" || quoteMinor === null || quotedUntil === null) {
      throw new Conflict(
        "no_quote",
        "There is no quote to answer. It was answered already, or it is still our turn.",
      );
    }
    if (minorOf(quote_usd) !== quoteMinor || Date.parse(updated_at) !== research.updatedAt.getTime()) {
      throw new Conflict(
        "quote_changed",
        "The quote has changed since you opened this page. Look at it again.",
      );
    }
    const now = ctx.clock.now();
    if (accept && quotedUntil <= now) {
      throw new Conflict("quote_expired", "This quote has expired. Write in the ticket to get a new one.");
    }
    const price = formatMoney(quoteMinor, "usd", { trim: true });
    await replyToTicket(
      { ...ctx, db: tx },
      {
        ticket_id: research.ticketId,
        text: accept ? `We accept the quote of ${price} a year.` : `We decline the quote of ${price} a year.`,
      },
    );
    const row = await tx.customResearch.update({
      where: { id: research.id, partnerId: ctx.partnerId },
      data: { status: accept ? "accepted" : "declined", updatedAt: now },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: accept ? "custom_research.accepted" : "custom_research.declined",
      targetType: "custom_research",
      targetId: row.id,
      details: { title: row.title, amount_usd: Number(quoteMinor / 100n) },
    });
    return presentResearch(row);
  });
}
