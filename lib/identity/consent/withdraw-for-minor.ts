import { recordConsent } from "@/lib/identity/consent/record-consent";
import type { Place } from "@/lib/identity/consent/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { ADULTS_ONLY } from "@/lib/platform/purposes";

/** Takes back every consent that is for adults, of a person whose birth year now says that they are under 18. */
export async function withdrawForMinor(ctx: ProfileContext, tx: Transaction, place: Place): Promise<void> {
  for (const consent of ADULTS_ONLY) await recordConsent(ctx, tx, { consent, granted: false, place });
}
