import { formatMoney } from "@/lib/money/format-money";
import { answerTicket } from "@/lib/partners/support/answer-ticket";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";
import type { CustomResearch } from "@/lib/platform/prisma/client";
import { minorOf, presentResearch, type ResearchRequest } from "@/lib/research/custom/present-research";
import type { QuoteResearch } from "@/lib/research/custom/schemas";

const DAY_MS = 86_400_000;

/**
 * Offers custom research for a price a year. The offer is an answer in the ticket, and replaces one that still waits.
 * Throws NotFound, Forbidden `confirm_yourself`, Conflict `research_settled` where it was accepted or declined,
 * `ticket_closed`. For admins.
 */
export async function quoteResearch(ctx: AdminContext, input: QuoteResearch): Promise<ResearchRequest> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  return transaction(ctx, async (tx) => {
    const research = await lockAnyResearch(tx, input.research_id);
    if (research.status !== "asked" && research.status !== "quoted") {
      throw new Conflict("research_settled", `This request is ${research.status} already.`);
    }
    const now = ctx.clock.now();
    const quotedUntil = endOfDay(new Date(now.getTime() + input.valid_days * DAY_MS));
    const price = formatMoney(minorOf(input.amount_usd), "usd", { trim: true });
    const until = quotedUntil.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
    await answerTicket(
      { ...ctx, db: tx },
      {
        ticket_id: research.ticketId,
        text: `Our quote: ${price} a year. It is valid until ${until}.\n\n${input.text}`,
        status: "waiting",
      },
    );
    const row = await tx.customResearch.update({
      where: { id: research.id, partnerId: research.partnerId },
      data: { status: "quoted", quoteMinor: minorOf(input.amount_usd), quotedUntil, updatedAt: now },
    });
    await audit(ctx, tx, {
      partnerId: row.partnerId,
      action: "custom_research.quoted",
      targetType: "custom_research",
      targetId: row.id,
      details: { title: row.title, amount_usd: input.amount_usd },
    });
    return presentResearch(row);
  });
}

/** The last instant of a time's day, UTC: what is valid until a day is valid on it. */
function endOfDay(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1) - 1);
}

/** Makes changes to a request wait for each other. Throws NotFound. */
export async function lockAnyResearch(tx: Transaction, id: string): Promise<CustomResearch> {
  await tx.$executeRaw`SELECT 1 FROM custom_research WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.customResearch.findUnique({ where: { id } });
  if (row === null) throw new NotFound("request");
  return row;
}
