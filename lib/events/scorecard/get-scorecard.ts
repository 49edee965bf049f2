import { ANSWERS_FLOOR, EVENTS_FLOOR, ScorecardContent } from "@/lib/events/scorecard/schemas";
import type { Context } from "@/lib/platform/context";

export interface ShownScorecard {
  readonly computedAt: Date | null;
  readonly events: number;
  readonly answers: number;
  /** Null below five events and 200 answers. */
  readonly content: ScorecardContent | null;
}

/** How well scores predicted who wanted to see whom again: of people, and beside it of the demo where there is one. */
export async function getScorecard(
  ctx: Context,
): Promise<{ people: ShownScorecard; demo: ShownScorecard | null }> {
  const rows = await ctx.db.scorecard.findMany();
  const shown = (synthetic: boolean): ShownScorecard => {
    const row = rows.find((one) => one.synthetic === synthetic);
    if (row === undefined) return { computedAt: null, events: 0, answers: 0, content: null };
    const content = ScorecardContent.parse(row.content);
    const { events, answers } = content;
    const isEnough = events >= EVENTS_FLOOR && answers >= ANSWERS_FLOOR;
    return { computedAt: row.computedAt, events, answers, content: isEnough ? content : null };
  };
  const demo = shown(true);
  return { people: shown(false), demo: demo.events === 0 ? null : demo };
}
