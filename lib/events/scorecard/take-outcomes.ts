import { randomInt } from "node:crypto";
import { DEMO_PASS } from "@/lib/events/events/demo-pass";
import { CLOSES_AFTER_MS } from "@/lib/events/meetings/schemas";
import { outcomesOf } from "@/lib/events/pairing/outcomes-of";
import { shuffled } from "@/lib/matching/shuffled";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** Events taken in one night at most: the rest waits for the next. */
const AT_MOST = 500;
/** What random numbers in [0, 1) are drawn from that cannot be guessed. */
const unpredictable = () => randomInt(2 ** 40) / 2 ** 40;

/** Takes the answers of live events whose two weeks are over, apart from the people who gave them. Each event once. */
export async function takeOutcomes(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - CLOSES_AFTER_MS);
  const events = await ctx.db.event.findMany({
    where: {
      mode: "live",
      status: { in: ["matched", "finished"] },
      endsAt: { lte: before },
      outcomeSet: null,
    },
    select: { id: true, partnerId: true, pass: { select: { reason: true } } },
    orderBy: { endsAt: "asc" },
    take: AT_MOST,
  });
  for (const { id: eventId, partnerId, pass } of events)
    await takeEvent(ctx, { eventId, partnerId, synthetic: pass?.reason === DEMO_PASS });
}

/** The same of one event. `synthetic` says that its guests were drawn by chance for the demo. */
export async function takeEvent(
  ctx: Context,
  { eventId, partnerId, synthetic }: { eventId: string; partnerId: string; synthetic: boolean },
): Promise<void> {
  const given = await outcomesOf(ctx, { eventId, partnerId });
  const outcomes = given.filter(({ planned }) => planned);
  const people = [...new Set(outcomes.flatMap(({ chooserId, chosenId }) => [chooserId, chosenId]))];
  // In an order that nothing leads back from.
  const numberOf = new Map(shuffled(people, unpredictable).map((id, at) => [id, at + 1]));
  await transaction(ctx, async (tx) => {
    const { count } = await tx.outcomeSet.createMany({
      data: [
        {
          eventId,
          synthetic,
          people: people.length,
          answers: outcomes.length,
          takenAt: ctx.clock.now(),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await tx.meetingOutcome.createMany({
      data: outcomes.map(({ chooserId, chosenId, yes, predicted, control }) => ({
        eventId,
        chooser: numberOf.get(chooserId) ?? 0,
        chosen: numberOf.get(chosenId) ?? 0,
        yes,
        predicted,
        control,
      })),
    });
  });
}
