import { SEEKS_CONSENT, SEEKS_NOT_AGREED } from "@/lib/events/registrations/seeks-consent";
import { invalidInput } from "@/lib/platform/input";

interface Wish {
  seeks?: readonly string[] | undefined;
  seeks_agreed?: boolean | undefined;
}

/**
 * What is stored of a person's wish whom to meet: with when and to which text they agreed. Nothing where the wish is left out.
 * Throws Invalid at `seeks_agreed`.
 */
export function wishOf({ seeks, seeks_agreed = false }: Wish, now: Date) {
  if (seeks === undefined) return {};
  if (seeks.length === 0) return NO_WISH;
  if (!seeks_agreed) throw invalidInput([{ path: "seeks_agreed", message: SEEKS_NOT_AGREED }]);
  return { seeks: [...seeks], seeksAgreedAt: now, seeksAgreedTo: SEEKS_CONSENT.version };
}

/** What is stored of a person who wants to meet everyone, or no longer comes. */
export const NO_WISH = { seeks: [] as string[], seeksAgreedAt: null, seeksAgreedTo: null };
