import { recordConsent } from "@/lib/identity/consent/record-consent";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** Takes back that a person's traits count in the norms: they are computed again without them within minutes. */
export async function withdrawNorms(ctx: ProfileContext): Promise<{ withdrawn: true }> {
  await transaction(ctx, (tx) =>
    recordConsent(ctx, tx, { consent: "norms", granted: false, place: "results" }),
  );
  return { withdrawn: true };
}
