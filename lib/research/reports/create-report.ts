import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { findReport, presentReport, type Report } from "@/lib/research/reports/find-report";
import { type CreateReport, MAX_REPORTS } from "@/lib/research/reports/schemas";

/**
 * Schedules a report. The first one is due with the first edition, Monday or month after now.
 * Throws Forbidden, Invalid (a question that is not one of the partner's own, a recipient who is no member), Conflict
 * `too_many_reports`.
 */
export async function createReport(ctx: PartnerContext, input: CreateReport): Promise<Report> {
  assertPermitted(ctx, "insights:write");
  await assertInsights(ctx, ctx.db);
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const [count, members, query] = await Promise.all([
      tx.insightReport.count({ where: { partnerId: ctx.partnerId } }),
      tx.partnerMember.count({ where: { partnerId: ctx.partnerId, userId: { in: input.recipients } } }),
      input.query_id === null
        ? null
        : tx.insightQuery.findFirst({ where: { id: input.query_id, partnerId: ctx.partnerId } }),
    ]);
    if (count >= MAX_REPORTS) {
      throw new Conflict("too_many_reports", `There are ${MAX_REPORTS} reports already. Delete one first.`);
    }
    if (members < input.recipients.length)
      throw invalidInput([{ path: "recipients", message: "Choose members of your team." }]);
    if (input.query_id !== null && query === null)
      throw invalidInput([{ path: "query_id", message: "Choose one of your own questions." }]);
    const now = ctx.clock.now();
    const row = await tx.insightReport.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        name: input.name,
        cadence: input.cadence,
        ...(query === null
          ? {}
          : { asked: query.asked ?? {}, error: input.error, maxEpsilonMilli: input.max_epsilon_milli }),
        createdAt: now,
        updatedAt: now,
        recipients: { create: input.recipients.map((userId) => ({ userId })) },
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "insight_report.created",
      targetType: "insight_report",
      targetId: row.id,
      details: { name: row.name, cadence: row.cadence },
    });
    return presentReport(await findReport(ctx, tx, row.id));
  });
}
