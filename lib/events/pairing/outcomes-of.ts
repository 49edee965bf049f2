import { type Meeting, meetingsOf } from "@/lib/events/pairing/meetings-of";
import type { Context } from "@/lib/platform/context";

/** An answer, with what was predicted for the two. */
export interface GivenOutcome {
  readonly chooserId: string;
  readonly chosenId: string;
  readonly yes: boolean;
  /** From 0 to 1, or the middle of a band. Null where there was none. */
  readonly predicted: number | null;
  readonly control: boolean;
  /** Whether the two meet by the last plan. */
  readonly planned: boolean;
}

interface Terms {
  /** Only answers given before a moment. */
  before: Date;
  /** Who meets whom, where the caller has it. */
  meetings: readonly Meeting[];
}

/**
 * All answers of an event, or those given before a moment, with what the last plan predicted for the two. Pairs of an earlier plan have no
 * score. For figures alone: no reply may hold one of them.
 */
export async function outcomesOf(
  ctx: Context,
  event: { eventId: string; partnerId: string },
  { before, meetings }: Partial<Terms> = {},
): Promise<GivenOutcome[]> {
  const [planned, answers] = await Promise.all([
    meetings ?? meetingsOf(ctx, event),
    ctx.db.meetingAnswer.findMany({
      where: { eventId: event.eventId, ...(before === undefined ? {} : { answeredAt: { lt: before } }) },
    }),
  ]);
  const met = new Map<string, { predicted: number | null; control: boolean }>();
  for (const { people, predicted, control } of planned) {
    let at = 0;
    for (const [i, one] of people.entries()) {
      for (const other of people.slice(i + 1)) {
        met.set(pairKey(one, other), { predicted: predicted[at] ?? null, control });
        at += 1;
      }
    }
  }
  return answers.map(({ attendeeId: chooserId, otherId: chosenId, yes }) => {
    const pair = met.get(pairKey(chooserId, chosenId));
    return {
      chooserId,
      chosenId,
      yes,
      ...(pair ?? { predicted: null, control: false }),
      planned: pair !== undefined,
    };
  });
}

const pairKey = (one: string, other: string) => (one < other ? `${one} ${other}` : `${other} ${one}`);
