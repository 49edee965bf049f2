import { pairRulesOf } from "@/lib/events/pairing/list-pair-rules";
import { pairKey } from "@/lib/events/pairing/rule-errors";
import { idPairs } from "@/lib/events/pairing/rules-for";
import { idsOfOwnAnswers } from "@/lib/events/pairing/stored-attendees";
import type { PartnerContext } from "@/lib/platform/context";
import type { FieldError } from "@/lib/platform/errors";

interface Rules {
  readonly pins: [string, string][];
  readonly forbids: [string, string][];
}

/**
 * The rules about guests who answered for themselves, by the organizer's ids: those of the call, then those stored with the
 * event. Whether they can be kept, only the run knows, which reads those guests.
 */
export async function ownRules(
  ctx: PartnerContext,
  eventId: string,
  given: Rules = { pins: [], forbids: [] },
  known?: ReadonlySet<string>,
): Promise<Rules> {
  const own = known ?? (await idsOfOwnAnswers(ctx, eventId));
  const stored = await pairRulesOf(ctx, ctx.db, eventId);
  const areOwn = (pair: readonly string[]) => pair.every((id) => own.has(id));
  const said = new Set([...given.pins, ...given.forbids].map(pairKey));
  const pinned = new Set(given.pins.flat());
  return {
    pins: [
      ...given.pins.filter(areOwn),
      ...idPairs(stored.pins).filter(
        (pair) => areOwn(pair) && !said.has(pairKey(pair)) && !pair.some((id) => pinned.has(id)),
      ),
    ],
    forbids: [
      ...given.forbids.filter(areOwn),
      ...idPairs(stored.forbids).filter((pair) => areOwn(pair) && !said.has(pairKey(pair))),
    ],
  };
}

/** Every pin of a guest who answered for themselves and another kind of guest: the two crowds never meet. */
export function mixedPins(
  { pins }: { pins?: readonly (readonly string[])[] | null | undefined },
  own: ReadonlySet<string>,
): FieldError[] {
  return (pins ?? []).flatMap((pair, index) =>
    new Set(pair.map((id) => own.has(id))).size === 2
      ? [
          {
            path: `pins[${index}]`,
            message:
              "Guests who answered for themselves meet each other only, so these two cannot be pinned.",
          },
        ]
      : [],
  );
}
