import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { readAnswer, WITH_RELEASE } from "@/lib/research/insights/read-answer";
import { questionWords } from "@/lib/research/insights/words";
import { MAX_REPORT_RECIPIENTS } from "@/lib/research/reports/schemas";

const QUESTIONS = 50;
const MEMBERS = 200;

/** What a report can be made of: the partner's latest questions, each once, and the members who can read it. Throws Forbidden. */
export async function listReportChoices(ctx: PartnerContext): Promise<{
  questions: { id: string; title: string; error: number }[];
  members: { id: string; name: string }[];
  most_recipients: number;
}> {
  assertPermitted(ctx, "insights:read");
  const [rows, members] = await Promise.all([
    ctx.db.insightQuery.findMany({
      where: { partnerId: ctx.partnerId },
      include: WITH_RELEASE,
      orderBy: { id: "desc" },
      take: QUESTIONS,
    }),
    ctx.db.partnerMember.findMany({
      where: { partnerId: ctx.partnerId },
      include: { user: { select: { name: true } } },
      orderBy: { id: "asc" },
      take: MEMBERS,
    }),
  ]);
  const seen = new Map<string, { id: string; title: string; error: number }>();
  for (const row of rows) {
    const { measure, subject, dimensions, filters, result } = readAnswer(row);
    const key = JSON.stringify([measure, subject, dimensions, filters]);
    const error = result?.error ?? 1;
    if (!seen.has(key)) {
      seen.set(key, { id: row.id, title: questionWords({ measure, subject, dimensions, filters }), error });
    }
  }
  return {
    questions: [...seen.values()],
    members: members.map(({ userId, user }) => ({ id: userId, name: user.name })),
    most_recipients: MAX_REPORT_RECIPIENTS,
  };
}
