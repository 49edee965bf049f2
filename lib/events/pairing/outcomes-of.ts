import { meetingsOf } from "@/lib/events/pairing/meetings-of";
import type { Context } from "@/lib/platform/context";

/** An answer, with what was predicted for the two. */
export interface GivenOutcome {
  readonly chooserId: string;
  readonly chosenId: string;
  readonly yes: boolean;
  /** From 0 to 1, or the middle of a band. Null where there was none. */
  readonly predicted: number | null;
  readonly control: boolean;
}

/** The answers of an event about people of a plan, or those given before a moment. For figures alone: no reply may hold one of them. */
export async function outcomesOf(
  ctx: Context,
  event: { eventId: string; partnerId: string },
  before?: Date,
): Promise<GivenOutcome[]> {
  const [meetings, answers] = await Promise.all([
    meetingsOf(ctx, event),
    ctx.db.meetingAnswer.findMany({
      where: { eventId: event.eventId, ...(before === undefined ? {} : { answeredAt: { lt: before } }) },
    }),
  ]);
  const met = new Map<string, { predicted: number | null; control: boolean }>();
  for (const { people, predicted, control } of meetings) {
    let at = 0;
    for (const [i, one] of people.entries()) {
      for (const other of people.slice(i + 1)) {
        met.set(pairKey(one, other), { predicted: predicted[at] ?? null, control });
        at += 1;
      }
    }
  }
  return answers.flatMap(({ attendeeId: chooserId, otherId: chosenId, yes }) => {
    const pair = met.get(pairKey(chooserId, chosenId));
    return pair === undefined ? [] : [{ chooserId, chosenId, yes, ...pair }];
  });
}

const pairKey = (one: string, other: string) => (one < other ? `${one} ${other}` : `${other} ${one}`);
